"""Remarks on the keeping of journals: the list, a remark with its answers, a new one."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from journal import actions, checking, forms, permissions, policy
from journal.models import CheckRemark, Lesson
from journal.roster import members
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.structure.models import SchoolClass
from schoolmis.structure.years import year_shown
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_short
from schoolmis.ui.forms import form_page, refuse
from schoolmis.ui.lists import Choice, Column, List
from students.models import Student

WEEK = timedelta(days=7)


class CheckList(List):
    title = gettext_lazy("Remarks on the keeping of journals")
    columns = [
        Column(
            "section",
            gettext_lazy("Journal"),
            value="section",
            sort="section__subject__order",
            cls="name",
            link=lambda r: reverse("journal:check", args=[r.pk]),
        ),
        Column("about", gettext_lazy("About"), value=checking.about, cls="keep"),
        Column("words", pgettext_lazy("check", "Remark"), value="words"),
        Column("due", gettext_lazy("To be mended by"), value=lambda r: date_short(r.due_on), sort="due_on", cls="keep"),
        Column("by", gettext_lazy("Written by"), value="written_by.name", cls="off"),
        Column("status", gettext_lazy("Status"), value="get_status_display", tone=lambda r: r.tone, cls="end"),
    ]
    filters = [
        Choice("status", gettext_lazy("Status"), choices=CheckRemark.Status.choices, apply="status"),
        Choice(
            "class",
            gettext_lazy("Class"),
            choices=lambda request: [(of.pk, str(of)) for of in SchoolClass.objects.filter(year=year_shown())],
            apply=lambda found, pk: found.filter(section__group__classes=pk).distinct(),
        ),
    ]
    empty = gettext_lazy("No remark: a remark is written from the page of a journal.")


def _remark(request, pk) -> CheckRemark:
    """A remark on a journal that the reader checks or keeps, or 404."""
    return get_object_or_404(checking.visible(permissions.CHECKS, request.user), pk=pk)


@guard(permissions.CHECKS)
def checks(request):
    """R1-5.1b: remarks of this year on the journals that the reader checks or keeps."""
    rows = checking.visible(permissions.CHECKS, request.user).filter(section__group__year=year_shown())
    paper = reverse("papers:report", args=["journal.checks"])
    acts = [Act(_("Print"), paper, icon="print")]
    return CheckList(checking.first_late(rows)).response(
        request, acts=acts, crumbs=[(_("Journals"), reverse("journal:sections"))]
    )


@guard(permissions.CHECKS)
def check(request, pk):
    """R1-5.1b: a remark, all that was answered to it, and what the reader may do now."""
    remark = _remark(request, pk)
    may_check = permissions.CHECK.allows(request.user, remark.section).ok
    may_answer = permissions.ANSWER_CHECK.allows(request.user, remark.section).ok
    return render(request, "journal/check.html", _page(remark, may_check, may_answer))


def _page(remark, may_check, may_answer) -> dict:
    grid = reverse("journal:section", args=[remark.section_id])
    grid += f"?on={remark.lesson.date.isoformat()}" if remark.lesson else ""
    is_open = remark.status in checking.OPEN
    return {
        "title": _("Remark on the journal"),
        "line": ", ".join(filter(None, [str(remark.section), checking.about(remark)])),
        "crumbs": [(_("Remarks on the keeping of journals"), reverse("journal:checks"))],
        "acts": [Act(_("Journal"), grid, permissions.VIEW, remark.section)],
        "remark": remark,
        "answers": remark.answers.select_related("by"),
        "answer": forms.CheckAnswerForm() if is_open and may_answer else None,
        "decision": forms.CheckDecisionForm() if may_check and remark.status != "accepted" else None,
        "may_return": remark.status == "mended",
    }


@guard(permissions.CHECKS)
@require_POST
def check_step(request, pk):
    """R1-5.1b: mended by the teacher; accepted or returned by the checker. What was typed stays when it is refused."""
    remark = _remark(request, pk)
    to = request.POST.get("to")
    do = {"accept": actions.accept_check, "return": actions.return_check}.get(to, actions.answer_check)
    permission = permissions.CHECK if to in ("accept", "return") else permissions.ANSWER_CHECK
    permission.demand(request.user, remark.section)
    form = (forms.CheckDecisionForm if to in ("accept", "return") else forms.CheckAnswerForm)(request.POST)
    if form.is_valid():
        try:
            do(remark, form.cleaned_data["words"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved"))
            return redirect("journal:check", pk=pk)
    remark.refresh_from_db()
    page = _page(remark, permission is permissions.CHECK, permission is permissions.ANSWER_CHECK)
    page |= {"answer" if permission is permissions.ANSWER_CHECK else "decision": form}
    return render(request, "journal/check.html", page, status=422)


@guard(permissions.CHECK)
def check_new(request, pk):
    """R1-5.1b: a remark on the journal, or on the lesson and the student chosen in the grid."""
    section = permissions.CHECK.get(request.user, policy.sections(), pk=pk)
    year = section.group.year
    lessons = Lesson.objects.filter(section=section, status=Lesson.Status.PLANNED, part=0, date__lte=clock.today())
    roster = [one.id for one in members(section, year.starts_on, year.ends_on)]
    students = Student.objects.filter(pk__in=roster).select_related("person").order_by("person__sort_key")
    initial = {name: request.GET.get(name) for name in ("lesson", "student")} | {"due_on": clock.today() + WEEK}
    form = forms.CheckForm(request.POST or None, initial=initial, lessons=lessons.order_by("-date"), students=students)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_check(section, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The remark is written, the teacher is told."))
            return redirect("journal:section", pk=pk)
    return form_page(
        request,
        form,
        title=_("Remark on the journal"),
        line=str(section),
        crumbs=[(_("Journals"), reverse("journal:sections")), (str(section), reverse("journal:section", args=[pk]))],
        submit=_("Write the remark"),
        cancel=reverse("journal:section", args=[pk]),
    )
