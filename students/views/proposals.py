"""A guardian proposes a correction; the secretary accepts it with old and new side by side."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.people.models import Person
from schoolmis.ui.forms import form_page, status_of, tried
from schoolmis.ui.lists import Choice, Column, List
from students import actions, permissions
from students.models import Proposal, Student
from students.proposal_forms import DecisionForm, ProposalForm
from students.views.common import card_url, crumbs, found


@guard(permissions.PROPOSE)
def propose(request, pk):
    """The child's data, or one's own with `?whose=me`, as they stand; what is changed becomes a proposal."""
    student = found(request, pk, permissions.PROPOSE)
    person = _whose(request, student)
    form = ProposalForm(request.POST or None, request.FILES or None, person=person)

    def act():
        data = form.cleaned_data
        actions.propose_change(
            student, person, wished=form.wished, note=data["note"], scan=data["scan"], by=request.user
        )

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The proposal is sent. The office answers here."))
        return redirect(request.get_full_path())
    return form_page(
        request,
        form,
        template="students/propose.html",
        title=_("Propose a change"),
        line=str(person),
        crumbs=crumbs(request, student),
        submit=_("Send to the office"),
        cancel=card_url(student),
        student=student,
        person=person,
        myself=_guardian(request, student),
        proposals=Proposal.objects.filter(student=student, proposed_by=request.user).select_related("person")[:20],
    )


def _guardian(request, student):
    """The signed-in guardian's own record, None for the student."""
    link = student.guardianships.on(clock.today()).filter(guardian__user=request.user).select_related("guardian")
    return next((one.guardian for one in link), None)


def _whose(request, student) -> Person:
    if not student.consented:
        raise Http404(_("Without a consent in force these data are not kept."))
    if request.GET.get("whose") != "me":
        return student.person
    mine = _guardian(request, student)
    if mine is None:
        raise Http404
    return mine


@guard(permissions.PROPOSE)
@require_POST
def proposal_withdraw(request, pk):
    rows = Proposal.objects.filter(student__in=permissions.PROPOSE.visible(request.user, Student.objects.all()))
    proposal = rows.filter(pk=pk, proposed_by=request.user).select_related("student").first()
    if proposal is None:
        raise Http404
    try:
        actions.withdraw_proposal(proposal, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The proposal is taken back."))
    return redirect("students:propose", proposal.student_id)


class Proposals(List):
    title = gettext_lazy("Proposed changes")
    columns = [
        Column("at", gettext_lazy("Proposed"), value=lambda one: one.proposed_at.date(), cls="keep"),
        Column(
            "whose",
            gettext_lazy("Whose data"),
            value=lambda one: str(one.person),
            cls="name",
            link=lambda one: reverse("students:proposal", args=[one.pk]),
        ),
        Column("student", gettext_lazy("Student"), value=lambda one: str(one.student)),
        Column("by", gettext_lazy("Proposed by"), value=lambda one: str(one.proposed_by), cls="off"),
        Column("status", gettext_lazy("Status"), value="get_status_display", tone=lambda one: one.tone, cls="end"),
    ]
    filters = [
        Choice("status", gettext_lazy("Status"), choices=Proposal.Status.choices, apply="status", default="open")
    ]
    empty = gettext_lazy("Nobody has proposed a change.")


def visible(user):
    rows = Proposal.objects.select_related("person", "student__person", "proposed_by", "decided_by", "scan")
    return rows.filter(student__in=permissions.KEEP.visible(user, Student.objects.all()))


@guard(permissions.KEEP)
@require_safe
def proposal_list(request):
    return Proposals(visible(request.user)).response(request)


@guard(permissions.KEEP)
def proposal_page(request, pk):
    """Old, as it stands now, and new; a tick takes a field over."""
    proposal = visible(request.user).filter(pk=pk).first()
    if proposal is None:
        raise Http404
    person = proposal.person
    form = DecisionForm(request.POST or None, proposal=proposal, version=person.version)

    def act():
        data = form.cleaned_data
        actions.decide_proposal(
            proposal, taken=form.taken, version=data["version"], answer=data["answer"], by=request.user
        )

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The proposal is answered."))
        return redirect("students:proposals")
    person.refresh_from_db()
    context = {
        "title": _("Proposed change"),
        "line": str(person),
        "crumbs": [(_("Students"), reverse("students:list")), (_("Proposed changes"), reverse("students:proposals"))],
        "proposal": proposal,
        "form": form,
        "rows": _rows(proposal, person, form if form.is_bound else None),
        "is_open": proposal.status == Proposal.Status.OPEN,
    }
    return render(request, "students/proposal.html", context, status=status_of(form))


def _rows(proposal, person, sent):
    """[(field, label, as proposed from, as it stands, as wished, ticked, changed meanwhile)]."""
    rows = []
    for name, wished in proposal.changes.items():
        now = getattr(person, name)
        now = now.isoformat() if hasattr(now, "isoformat") else str(now or "")
        before = proposal.before.get(name, "")
        ticked = name in (sent.taken if sent else proposal.changes)
        label = Person._meta.get_field(name).verbose_name
        rows.append((name, label, now, wished, ticked, now != before))
    return rows
