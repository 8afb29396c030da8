"""Pages of academic debts: the list, one debt with its attempts and notices, the parents' page (R7-2.2, R7-2.3)."""

from collections import defaultdict

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from schoolmis.access.guard import guard
from schoolmis.papers.answer import printed
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, tried
from students import actions, permissions
from students.debt_forms import (
    AcknowledgeForm,
    AttemptForm,
    CauseForm,
    CloseForm,
    DeadlineForm,
    OpenDebtsForm,
    PolicyForm,
)
from students.debt_list import DebtList, debts_of
from students.debt_paper import DebtPaper
from students.models import AcademicDebt, DebtNotice, PromotionPolicy
from students.views.common import crumbs, found


def CRUMB():  # noqa: N802
    return (_("Academic debts"), reverse("students:debts"))


@guard(permissions.LIST_DEBTS)
@require_safe
def debt_list(request):
    acts = []
    if permissions.KEEP_DEBTS.allows(request.user):
        acts = [
            Act(
                _("Print notices"),
                reverse("students:debt_notices"),
                permissions.KEEP_DEBTS,
                icon="print",
                method="post",
            ),
            Act(
                _("Tell the parents"),
                reverse("students:debt_tell"),
                permissions.KEEP_DEBTS,
                icon="letter",
                method="post",
            ),
            Act(_("Open debts from results"), reverse("students:debts_open"), permissions.KEEP_DEBTS, main=True),
        ]
    if permissions.POLICY.allows(request.user):
        acts.insert(0, Act(_("Rules"), reverse("students:promotion_policy"), permissions.POLICY))
    return DebtList(debts_of(request.user)).response(request, acts=acts)


@guard(permissions.KEEP_DEBTS)
def debts_open(request):
    """R7-2.2: from the results of the year or of a term, all in one go."""
    form = OpenDebtsForm(request.POST or None)
    made = []

    def open_them():
        year, term = form.what()
        made.extend(actions.open_debts(year, term=term, due_on=form.cleaned_data["due_on"], by=request.user))

    if request.method == "POST" and form.is_valid() and tried(form, open_them):
        n = len(made)
        messages.success(request, ngettext("%(n)s debt is opened.", "%(n)s debts are opened.", n) % {"n": n})
        return redirect("students:debts")
    return form_page(
        request,
        form,
        title=_("Open debts from results"),
        submit=_("Open debts"),
        cancel=reverse("students:debts"),
        crumbs=[CRUMB()],
        note=_("A debt for each unsatisfactory or missing result that has none yet."),
    )


@guard(permissions.POLICY)
def policy(request):
    """R7-2.4: numbers the law leaves to the school."""
    stored = PromotionPolicy.now()
    form = PolicyForm(request.POST or None, instance=PromotionPolicy.now())

    def save():
        facts = {name: form.cleaned_data[name] for name in PolicyForm.Meta.fields}
        actions.set_policy(version=form.cleaned_data["version"], by=request.user, **facts)

    if request.method == "POST" and form.is_valid() and tried(form, save):
        messages.success(request, _("Saved."))
        return redirect("students:debts")
    return form_page(
        request, form, title=_("Rules of promotion"), cancel=reverse("students:debts"), crumbs=[CRUMB()], stored=stored
    )


def one_debt(request, pk) -> AcademicDebt:
    return permissions.VIEW_DEBTS.get(request.user, debts_of(request.user), pk=pk)


def kept_debt(request, pk) -> AcademicDebt:
    debt = one_debt(request, pk)
    permissions.KEEP_DEBTS.demand(request.user, debt)
    return debt


@guard(permissions.VIEW_DEBTS)
@require_safe
def debt_page(request, pk):
    debt = one_debt(request, pk)
    at = lambda name: reverse(f"students:{name}", args=[pk])  # noqa: E731
    acts = []
    if permissions.KEEP_DEBTS.allows(request.user, debt):
        closed = _("This debt is closed (R7-2.2).") if debt.closed_on else None
        acts = [
            Act(_("Deadline"), at("debt_deadline"), permissions.KEEP_DEBTS, debt, reason=closed),
            Act(_("Cause"), at("debt_cause"), permissions.KEEP_DEBTS, debt, reason=closed),
            Act(_("Close"), at("debt_close"), permissions.KEEP_DEBTS, debt, reason=closed),
            Act(_("Record an attempt"), at("debt_attempt"), permissions.KEEP_DEBTS, debt, reason=closed, main=True),
        ]
        if debt.closed_on and debt.outcome != AcademicDebt.Outcome.CLEARED:
            acts = [Act(_("Open again"), at("debt_reopen"), permissions.KEEP_DEBTS, debt, main=True)]
        elif debt.closed_on:
            acts = []
    staff = permissions.LIST_DEBTS.allows(request.user).ok
    context = {
        "title": str(debt.subject),
        "line": str(debt.student),
        "crumbs": [CRUMB(), *crumbs(request, debt.student)[-1:]] if staff else crumbs(request, debt.student),
        "acts": acts,
        "debt": debt,
        "attempts": list(debt.attempts.select_related("decision__protocol__body")),
        "notices": _notices(request, debt),
        "most": PromotionPolicy.now().attempts,
        "keeps": permissions.KEEP_DEBTS.allows(request.user, debt).ok,
    }
    return render(request, "students/debt.html", context)


def _notices(request, debt):
    """[(notice, act that acknowledges it or None)]; a parent sees the notices given to them."""
    rows = []
    for notice in debt.notices.select_related("guardian__user"):
        act, mine = None, notice.guardian and notice.guardian.user_id == request.user.pk
        if not notice.acknowledged_on and mine and permissions.ACKNOWLEDGE_DEBT.allows(request.user, debt):
            act = Act(
                _("I have read it"), reverse("students:debt_acknowledge", args=[notice.pk]), method="post", main=True
            )
        elif not notice.acknowledged_on and permissions.KEEP_DEBTS.allows(request.user, debt):
            act = Act(_("Register the signature"), reverse("students:debt_signed", args=[notice.pk]))
        if mine or notice.guardian_id is None or permissions.LIST_DEBTS.allows(request.user):
            rows.append((notice, act))
    return rows


@guard(permissions.VIEW_DEBTS)
@require_safe
def own_debts(request, pk):
    """What a student owes, for the parents and for the school."""
    student = found(request, pk)
    debts = list(debts_of(request.user).filter(student=student).prefetch_related("attempts"))
    rows = [(debt, [row for row in _notices(request, debt) if row[1]]) for debt in debts]
    context = {"title": _("Academic debts"), "line": str(student), "crumbs": crumbs(request, student), "rows": rows}
    return render(request, "students/own_debts.html", context)


def _act_page(request, pk, form_class, title, run, *, submit=None, danger=False, initial=None):
    """The page of one act on a debt."""
    debt = kept_debt(request, pk)
    form = form_class(request.POST or None, initial={"version": debt.version, **(initial(debt) if initial else {})})
    if request.method == "POST" and form.is_valid() and tried(form, lambda: run(debt, form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("students:debt", pk)
    return form_page(
        request,
        form,
        title=title,
        line=f"{debt.student} · {debt.subject}",
        submit=submit,
        danger=danger,
        cancel=reverse("students:debt", args=[pk]),
        crumbs=[CRUMB(), (str(debt.subject), reverse("students:debt", args=[pk]))],
    )


@guard(permissions.KEEP_DEBTS)
def debt_attempt(request, pk):
    def run(debt, data):
        data.pop("version", None)
        actions.record_attempt(debt, by=request.user, **data)

    return _act_page(request, pk, AttemptForm, _("Record an attempt"), run, submit=_("Record"))


@guard(permissions.KEEP_DEBTS)
def debt_deadline(request, pk):
    run = lambda debt, data: actions.set_deadline(debt, by=request.user, **data)  # noqa: E731
    return _act_page(request, pk, DeadlineForm, _("Deadline"), run, initial=lambda debt: {"due_on": debt.due_on})


@guard(permissions.KEEP_DEBTS)
def debt_cause(request, pk):
    run = lambda debt, data: actions.change_cause(debt, by=request.user, **data)  # noqa: E731
    return _act_page(request, pk, CauseForm, _("Cause"), run, initial=lambda debt: {"cause": debt.cause})


@guard(permissions.KEEP_DEBTS)
def debt_close(request, pk):
    run = lambda debt, data: actions.close_debt(debt, by=request.user, **data)  # noqa: E731
    return _act_page(request, pk, CloseForm, _("Close the debt"), run, submit=_("Close"), danger=True)


@guard(permissions.KEEP_DEBTS)
def debt_reopen(request, pk):
    run = lambda debt, data: actions.reopen_debt(debt, by=request.user, **data)  # noqa: E731
    return _act_page(request, pk, DeadlineForm, _("Open again"), run)


@guard(permissions.KEEP_DEBTS)
@require_POST
def debt_tell(request):
    """R7-2.3: a notice in the system to the parents of everybody who has an open debt."""
    told = actions.tell_parents(debts_of(request.user).open(), by=request.user)
    messages.success(request, ngettext("%(n)s notice is sent.", "%(n)s notices are sent.", told) % {"n": told})
    return redirect("students:debts")


@guard(permissions.KEEP_DEBTS)
@require_POST
def debt_notices(request):
    """The printed notices of all open debts, a sheet for each student; `?student=` for one."""
    debts = debts_of(request.user).open().order_by("grade", "letter", "student__person__sort_key", "subject__order")
    if request.GET.get("student", "").isdecimal():
        debts = debts.filter(student=int(request.GET["student"]))
    by_student = defaultdict(list)
    for debt in debts:
        by_student[debt.student].append(debt)
    if not by_student:
        messages.error(request, _("There is no open debt to tell of."))
        return redirect("students:debts")
    with transaction.atomic():
        actions.give_paper_notices([debt for mine in by_student.values() for debt in mine], by=request.user)
        label = lambda debt: f"{debt.grade}-{debt.letter}" if debt.grade is not None else ""  # noqa: E731
        subjects = [(student, label(mine[0]), mine) for student, mine in by_student.items()]
        return printed(request, DebtPaper(), subjects, "debt-notices")


def _notice(request, pk) -> DebtNotice:
    notice = get_object_or_404(DebtNotice.objects.select_related("debt__student__person", "guardian"), pk=pk)
    if not permissions.VIEW_DEBTS.allows(request.user, notice.debt):
        raise Http404
    return notice


@guard(permissions.ACKNOWLEDGE_DEBT)
@require_POST
def debt_acknowledge(request, pk):
    notice = _notice(request, pk)
    if notice.guardian is None or notice.guardian.user_id != request.user.pk:
        raise Http404
    if tried_say(request, lambda: actions.acknowledge_debt(notice, by=request.user)):
        messages.success(request, _("Thank you: the school sees that you have read it."))
    return redirect("students:own_debts", notice.debt.student_id)


@guard(permissions.KEEP_DEBTS)
def debt_signed(request, pk):
    notice = _notice(request, pk)
    form, back = AcknowledgeForm(request.POST or None), reverse("students:debt", args=[notice.debt_id])
    run = lambda: actions.register_acknowledgement(notice, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, run):
        messages.success(request, _("Saved."))
        return redirect(back)
    title = _("Register the signature")
    return form_page(
        request, form, title=title, line=str(notice.debt), cancel=back, crumbs=[CRUMB(), (str(notice.debt), back)]
    )


def tried_say(request, act) -> bool:
    """Run an act of one button; a refusal becomes a sentence on the next page."""
    from django.core.exceptions import ValidationError

    try:
        act()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return False
    return True
