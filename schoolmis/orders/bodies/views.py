"""Pages of the school's bodies: the register, one body with its members and protocols, its acts (R2-5)."""

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.orders import permissions
from schoolmis.orders.bodies import actions, protocols
from schoolmis.orders.bodies.forms import BodyForm, CloseBodyForm, EndSeatForm, NextNumberForm, SeatsForm
from schoolmis.orders.bodies.lists import BodyList, work
from schoolmis.orders.bodies.rules import quorum, school_year
from schoolmis.orders.models import Body, ProtocolCounter, Seat
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, show_newer, tried

SHOWN = 12
RANK = {Seat.Post.CHAIR: 0, Seat.Post.SECRETARY: 1, Seat.Post.MEMBER: 2}


def CRUMB():  # noqa: N802
    return _("Bodies and protocols"), reverse("bodies:list")


def visible(user):
    return permissions.VIEW_BODIES.visible(user, Body.objects.all())


def found(request, pk) -> Body:
    return permissions.VIEW_BODIES.get(request.user, visible(request.user).select_related("order"), pk=pk)


@guard(permissions.VIEW_BODIES)
@require_safe
def body_list(request):
    today = clock.today()
    now = Q(seats__starts_on__lte=today) & (Q(seats__ends_on=None) | Q(seats__ends_on__gt=today))
    signed = Q(protocols__status="signed")
    rows = visible(request.user).annotate(
        members=Count("seats", filter=now, distinct=True), last=Max("protocols__held_on", filter=signed)
    )
    acts = [
        Act(_("Add a body"), reverse("bodies:new"), permissions.KEEP_BODIES, icon="plus"),
        Act(_("All protocols"), reverse("bodies:protocols"), permissions.VIEW_BODIES, icon="document"),
        Act(_("New protocol"), reverse("bodies:protocol_new"), permissions.KEEP_PROTOCOLS, icon="plus", main=True),
    ]
    return BodyList(rows).response(request, acts=acts)


@guard(permissions.VIEW_BODIES)
@require_safe
def body_page(request, pk):
    """R2-5: who sits in the body now and who did, and its protocols."""
    body, today = found(request, pk), clock.today()
    at = lambda name: reverse(f"bodies:{name}", args=[pk])  # noqa: E731
    seats = list(body.seats.select_related("person__employee", "order"))
    now = [row for row in seats if row.starts_on <= today and (row.ends_on is None or row.ends_on > today)]
    former = [row for row in seats if row.ends_on and row.ends_on <= today and row.ends_on > row.starts_on]
    closed = _("This body is closed.") if body.ends_on else None
    rows = permissions.VIEW_BODIES.visible(request.user, body.protocols.select_related("body"))
    shown = list(rows[: SHOWN + 1])
    word, tone = work(body)
    keeps = permissions.KEEP_BODIES.allows(request.user).ok
    context = {
        "title": str(body),
        "line": body.get_kind_display(),
        "crumbs": [CRUMB()],
        "acts": [
            Act(_("Close"), at("close"), permissions.KEEP_BODIES, danger=True, reason=closed),
            Act(_("Edit"), at("edit"), permissions.KEEP_BODIES, icon="edit", reason=closed),
            Act(_("Add members"), at("members"), permissions.KEEP_BODIES, icon="plus", reason=closed),
            Act(
                _("New protocol"),
                f"{reverse('bodies:protocol_new')}?body={pk}",
                permissions.KEEP_PROTOCOLS,
                main=True,
                reason=closed,
            ),
        ],
        "body": body,
        "state": word,
        "tone": tone,
        "seats": [
            (row, Act(_("End"), reverse("bodies:end_seat", args=[row.pk]), permissions.KEEP_BODIES))
            for row in sorted(now, key=lambda row: RANK[row.post])
        ],
        "keeps": keeps,
        "former": sorted(former, key=lambda row: row.ends_on, reverse=True),
        "quorum": quorum(len(now)) if now else 0,
        "protocols": shown[:SHOWN],
        "more": len(shown) > SHOWN,
        "number": _next_number(body, school_year(today)),
        "today": today,
    }
    return render(request, "bodies/body.html", context)


def _next_number(body, year):
    """The next number of this school year."""
    counter = ProtocolCounter.objects.filter(body=body, school_year=year).first()
    return counter.next_number if counter else 1


@guard(permissions.KEEP_BODIES)
def body_new(request):
    form, made = BodyForm(request.POST or None), []

    def act():
        facts = {name: form.cleaned_data[name] for name in BodyForm.Meta.fields}
        made.append(actions.open_body(**facts, by=request.user))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved. Now say who sits in it."))
        return redirect("bodies:body", made[0].pk)
    return form_page(request, form, title=_("New body"), crumbs=[CRUMB()], cancel=reverse("bodies:list"))


@guard(permissions.KEEP_BODIES)
def body_edit(request, pk):
    body = found(request, pk)
    form = BodyForm(request.POST or None, instance=body)

    def act():
        facts = {name: form.cleaned_data[name] for name in BodyForm.Meta.fields}
        version = form.cleaned_data["version"] or 0
        actions.change_body(body, version=version, by=request.user, **facts)

    if request.method == "POST" and form.is_valid():
        if tried(form, act):
            messages.success(request, _("Saved."))
            return redirect("bodies:body", pk)
        show_newer(form, Body.objects.get(pk=pk))
    here = reverse("bodies:body", args=[pk])
    return form_page(request, form, title=_("Edit"), line=str(body), crumbs=[CRUMB(), (str(body), here)], cancel=here)


def _page(request, body, form, act, title, **more):
    """The page of one act on a body."""
    here = reverse("bodies:body", args=[body.pk])
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved."))
        return redirect(here)
    crumbs = [CRUMB(), (str(body), here)]
    return form_page(request, form, title=title, line=str(body), crumbs=crumbs, cancel=here, **more)


@guard(permissions.KEEP_BODIES)
def body_close(request, pk):
    body, form = found(request, pk), CloseBodyForm(request.POST or None)
    act = lambda: actions.close_body(body, by=request.user, **form.cleaned_data)  # noqa: E731
    note = _("The seats end with it; its protocols stay.")
    return _page(request, body, form, act, _("Close the body"), submit=_("Close"), danger=True, note=note)


@guard(permissions.KEEP_PROTOCOLS)
def body_number(request, pk):
    """A school that starts in the middle of a year goes on from its paper book."""
    body, year = found(request, pk), school_year(clock.today())
    form = NextNumberForm(request.POST or None, initial={"number": _next_number(body, year)})
    act = lambda: protocols.set_next_number(body, year, form.cleaned_data["number"], by=request.user)  # noqa: E731
    note = _("A body that has a protocol of this school year already goes on by itself.")
    return _page(request, body, form, act, _("Next number"), note=note)


@guard(permissions.KEEP_BODIES)
def body_members(request, pk):
    """R2-5: several people are seated at once."""
    body = found(request, pk)
    form = SeatsForm(request.POST or None, body=body)

    def act():
        data = form.cleaned_data
        people = list(data["people"])
        if data["outsider"]:
            people.append(actions.add_outsider(data["outsider"], by=request.user))
        actions.seat(body, people, on=data["on"], post=data["post"], order=data["order"], by=request.user)

    return _page(request, body, form, act, _("Add members"), submit=_("Add members"))


@guard(permissions.KEEP_BODIES)
def end_seat(request, pk):
    rows = Seat.objects.filter(body__in=visible(request.user)).select_related("body", "person")
    row = permissions.KEEP_BODIES.get(request.user, rows, pk=pk)
    form = EndSeatForm(request.POST or None)
    act = lambda: actions.end_seat(row, by=request.user, **form.cleaned_data)  # noqa: E731
    return _page(request, row.body, form, act, str(row.person), submit=_("End the membership"), danger=True)
