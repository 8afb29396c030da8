"""Pages of protocols: the list, the draft beside its paper, the signed protocol with what rests on it (R2-5)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from schoolmis.access import Denied
from schoolmis.access.guard import guard, opens
from schoolmis.audit.models import Entry
from schoolmis.audit.words import word
from schoolmis.orders import permissions
from schoolmis.orders.bodies import protocols
from schoolmis.orders.bodies.drafting import Drafting
from schoolmis.orders.bodies.forms import NewProtocolForm, ScanForm
from schoolmis.orders.bodies.lists import ProtocolList, state
from schoolmis.orders.bodies.printed import PRINTED, given
from schoolmis.orders.bodies.rules import quorum
from schoolmis.orders.bodies.sheet import sheet
from schoolmis.orders.bodies.views import CRUMB, tried
from schoolmis.orders.citing import resting_on
from schoolmis.orders.models import Protocol
from schoolmis.papers import answer
from schoolmis.papers.words import language
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page


def visible(user):
    rows = Protocol.objects.select_related("body", "chair", "secretary", "scan", "drafted_by")
    return permissions.VIEW_BODIES.visible(user, rows)


def found(request, pk) -> Protocol:
    return permissions.VIEW_BODIES.get(request.user, visible(request.user), pk=pk)


@guard(permissions.VIEW_BODIES)
@require_safe
def protocol_list(request):
    acts = [Act(_("New protocol"), reverse("bodies:protocol_new"), permissions.KEEP_PROTOCOLS, icon="plus", main=True)]
    rows = permissions.VIEW_BODIES.visible(request.user, Protocol.objects.select_related("body"))
    return ProtocolList(rows).response(request, acts=acts, crumbs=[CRUMB()])


@guard(permissions.KEEP_PROTOCOLS)
def protocol_new(request):
    """The body and the day first; the draft then knows who sits there."""
    chosen = request.GET.get("body", "")
    form = NewProtocolForm(request.POST or None, initial={"body": int(chosen) if chosen.isdecimal() else None})
    made = []

    def act():
        body, day = form.cleaned_data["body"], form.cleaned_data["held_on"]
        chair, secretary = protocols.officers(body, day, request.user)
        made.append(protocols.draft_protocol(body, held_on=day, chair=chair, secretary=secretary, by=request.user))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        return redirect("bodies:protocol", made[0].pk)
    return form_page(
        request,
        form,
        title=_("New protocol"),
        submit=_("Write a draft"),
        crumbs=[CRUMB()],
        cancel=reverse("bodies:list"),
        note=_("The number comes with the signatures."),
    )


@guard(permissions.VIEW_BODIES)
def protocol_page(request, pk):
    """The draft to work on, or the signed protocol as it is."""
    protocol = found(request, pk)
    draft = protocol.status == Protocol.Status.DRAFT and not protocol.annulled_at
    if request.method == "POST" or draft and permissions.KEEP_PROTOCOLS.allows(request.user):
        return _edit(request, protocol)
    points = list(protocol.decisions.filter(is_dropped=False))
    facts = given(protocol, points)
    cited = resting_on(points)
    entries = Entry.objects.filter(subject_type="orders.protocol", subject_id=pk).order_by("id")
    context = _context(request, protocol) | {
        "sheets": [sheet(facts, "ky"), sheet(facts, "ru")],
        "cited": [(point, _open(request.user, cited[point.pk])) for point in points if point.pk in cited],
        "entries": [(word(one.act), one.who, one.at) for one in entries],
    }
    return render(request, "bodies/protocol.html", context)


def _open(user, rows) -> list[tuple[str, str]]:
    """[(label, address)], without an address where the reader may not follow it."""
    return [(label, url if opens(url, user) else "") for label, url in rows]


def _edit(request, protocol):
    if not (decision := permissions.KEEP_PROTOCOLS.allows(request.user)):
        raise Denied(decision.reason)
    sent = request.method == "POST"
    drafting, theirs = Drafting(protocol, request.POST if sent else None), None
    if sent and drafting.is_valid():
        try:
            protocols.change_protocol(
                protocol,
                version=drafting.version,
                by=request.user,
                absent=drafting.absent,
                points=drafting.points,
                **drafting.head,
            )
        except ValidationError as problem:
            stored = found(request, protocol.pk)
            theirs = drafting.differences(stored)
            drafting.refuse(problem, stored.version)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("bodies:protocol", protocol.pk)
    there = sum(present for _person, present, _reason in drafting.seats)
    context = _context(request, protocol) | {
        "drafting": drafting,
        "theirs": theirs,
        "sheets": [sheet(drafting.given(), "ky")],
        "there": there,
        "quorum": quorum(len(drafting.rows)) if drafting.rows else 0,
        "sign": _sign_act(protocol),
    }
    return render(request, "bodies/draft.html", context, status=drafting.status)


def _sign_act(protocol):
    return Act(
        _("Register as signed"),
        reverse("bodies:protocol_sign", args=[protocol.pk]),
        permissions.KEEP_PROTOCOLS,
        method="post",
        main=True,
        reason=_why(protocol),
        confirm=_("Have chair and secretary signed the paper? The text is frozen and gets its number."),
    )


def _why(protocol) -> str | None:
    """Why it cannot be signed yet."""
    try:
        protocols.ready(protocol)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return None


@guard(permissions.KEEP_PROTOCOLS)
@require_POST
def protocol_sheet(request, pk):
    """The paper of what is typed so far, beside the form."""
    drafting = Drafting(found(request, pk), request.POST)
    drafting.is_valid()
    return render(request, "bodies/sheets.html", {"sheets": [sheet(drafting.given(), "ky")]})


def _context(request, protocol):
    at = lambda name: reverse(f"bodies:{name}", args=[protocol.pk])  # noqa: E731
    said, tone = state(protocol)
    acts = [
        Act(_("Print"), f"{at('protocol_print')}?lang=ky", permissions.VIEW_BODIES, icon="print"),
        Act(_("Print in Russian"), f"{at('protocol_print')}?lang=ru", permissions.VIEW_BODIES, icon="print"),
    ]
    if not protocol.annulled_at and protocol.status == Protocol.Status.DRAFT:
        question = _("Annul this draft? It stays in the list, annulled.")
        acts.insert(
            0,
            Act(
                _("Annul"),
                at("protocol_annul"),
                permissions.KEEP_PROTOCOLS,
                method="post",
                danger=True,
                confirm=question,
            ),
        )
    if not protocol.annulled_at and not protocol.scan_id:
        acts.append(Act(_("Attach the scan"), at("protocol_scan"), permissions.KEEP_PROTOCOLS, icon="upload"))
    return {
        "title": str(protocol.body),
        "line": protocol.label if protocol.number else _("The number comes with the signatures."),
        "state": said,
        "tone": tone,
        "crumbs": [CRUMB(), (str(protocol.body), reverse("bodies:body", args=[protocol.body_id]))],
        "acts": acts,
        "protocol": protocol,
    }


@guard(permissions.VIEW_BODIES)
@require_safe
def protocol_print(request, pk):
    protocol = found(request, pk)
    name = f"protokol-{protocol.number or 'draft'}-{protocol.pk}-{language(request.GET.get('lang'))}"
    return answer.printed(request, PRINTED, [protocol], name)


def _done(request, act, sentence):
    """Run an act of one button; a refusal becomes a sentence on the protocol's page."""
    try:
        done = act()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, sentence(done))


@guard(permissions.KEEP_PROTOCOLS)
@require_POST
def protocol_sign(request, pk):
    protocol = found(request, pk)
    sentence = lambda one: _("Registered: protocol %(number)s.") % {"number": one.label}  # noqa: E731
    _done(request, lambda: protocols.sign_protocol(protocol, by=request.user), sentence)
    return redirect("bodies:protocol", pk)


@guard(permissions.KEEP_PROTOCOLS)
@require_POST
def protocol_annul(request, pk):
    protocol = found(request, pk)
    _done(request, lambda: protocols.annul_protocol(protocol, by=request.user), lambda one: _("The draft is annulled."))
    return redirect("bodies:protocol", pk)


@guard(permissions.KEEP_PROTOCOLS)
def protocol_scan(request, pk):
    """R1-1.1: the paper with the signatures beside the record."""
    protocol = found(request, pk)
    form, here = ScanForm(request.POST or None, request.FILES or None), reverse("bodies:protocol", args=[pk])
    act = lambda: protocols.keep_scan(protocol, form.cleaned_data["scan"], by=request.user)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The scan is kept."))
        return redirect(here)
    crumbs = [CRUMB(), (str(protocol), here)]
    return form_page(request, form, title=_("Attach the scan"), line=str(protocol), crumbs=crumbs, cancel=here)
