"""Leavers and what they get (R7-3.6): the list, one leaver's papers, the receipt, the clearance sheet."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.papers.answer import printed
from schoolmis.people.names import fold
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import Pair, SchoolForm, form_page, tried
from schoolmis.ui.lists import Choice, Column, List
from students import actions, clearance, health_papers, permissions
from students.leaving_papers import CLEARANCE, PAPERS
from students.models import Enrolment, Issue, Student
from students.views.common import crumbs, kept, order_url

TAKEN = Q(issues__taken_on__isnull=False, issues__annulled_at=None)


def departures():
    """Spells that ended by an order on a ground of the regulation; a revoked order ended nothing."""
    return Enrolment.objects.exclude(ground="").exclude(departure_order__revoked_by__number__isnull=False)


def leavers(user):
    """The departures that the user sees, with how many papers were handed over."""
    rows = departures().exclude(ends_on=F("starts_on"))
    rows = rows.filter(student__in=permissions.LEAVING.visible(user, Student.objects.all()))
    return rows.select_related("student__person", "departure_order").annotate(taken=Count("issues", filter=TAKEN))


def why(spell):
    """The ground and where to; health by the fact of its document alone."""
    return ", ".join(filter(None, [health_papers.ground_text(spell.ground), spell.went_to]))


def by_papers(rows, value):
    return rows.filter(taken__gte=3) if value == "given" else rows.filter(taken__lt=3)


class Leavers(List):
    title = gettext_lazy("Leavers")
    columns = [
        Column(
            "name",
            gettext_lazy("Name"),
            value=lambda one: str(one.student),
            sort="student__person__sort_key",
            cls="name",
            link=lambda one: reverse("students:leaver", args=[one.student_id]),
        ),
        Column("last", gettext_lazy("Last day"), value=lambda one: one.last_day, sort="ends_on", cls="keep"),
        Column("why", gettext_lazy("Ground"), value=why, cls="off"),
        Column("order", gettext_lazy("By order"), value=lambda one: f"№ {one.departure_order.label}", cls="keep"),
        Column(
            "papers",
            gettext_lazy("Papers handed over"),
            value=lambda one: f"{one.taken} / 3",
            tone=lambda one: "good" if one.taken >= 3 else "warn",
            cls="end",
        ),
    ]
    states = [("open", gettext_lazy("without their papers")), ("given", gettext_lazy("all handed over"))]
    filters = [Choice("papers", gettext_lazy("Papers"), choices=states, apply=by_papers)]
    default_sort = "-last"
    search_hint = gettext_lazy("Name")
    export_permission = permissions.EXPORT
    file_name = "leavers"
    empty = gettext_lazy("Nobody has left.")

    def search(self, rows, text):
        return rows.filter(student__person__folded__contains=fold(text))


@guard(permissions.LEAVING)
@require_safe
def leaver_list(request):
    return Leavers(leavers(request.user)).response(request)


def _spell(request, pk):
    """The student and the last stay that ended by an order."""
    student = kept(request, pk, permissions.LEAVING)
    spell = departures().filter(student=student).select_related("departure_order").order_by("-ends_on").first()
    return student, spell


@guard(permissions.LEAVING)
@require_safe
def leaver(request, pk):
    student, spell = _spell(request, pk)
    issues = list(spell.issues.filter(annulled_at=None)) if spell else []
    make = reverse("students:make_papers", args=[pk])
    sheet = reverse("students:clearance", args=[pk])
    reason = None if spell else _("The student leaves by a signed order: then the papers are made (R7-3.6).")
    acts = [Act(_("Clearance sheet"), f"{sheet}?lang={request.LANGUAGE_CODE[:2]}", permissions.LEAVING, icon="print")]
    if len(issues) < len(Issue.Kind):
        acts.append(Act(_("Make the papers"), make, permissions.LEAVING, method="post", main=True, reason=reason))
    context = {
        "title": _("What the leaver gets"),
        "line": str(student),
        "crumbs": crumbs(request, student, (_("Leavers"), reverse("students:leavers"))),
        "acts": acts,
        "student": student,
        "spell": spell,
        "order_url": order_url(spell.departure_order) if spell else "",
        "ground": health_papers.ground_text(spell.ground, health_papers.sees(request.user)) if spell else "",
        "issues": issues,
        "lines": clearance.lines(student),
    }
    return render(request, "students/leaver.html", context)


@guard(permissions.LEAVING)
@require_POST
def make_papers(request, pk):
    _student, spell = _spell(request, pk)
    if spell is None:
        messages.error(request, _("The student leaves by a signed order: then the papers are made (R7-3.6)."))
        return redirect("students:leaver", pk)
    try:
        actions.make_papers(spell, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The papers have their numbers. Print them, and write down who takes them."))
    return redirect("students:leaver", pk)


class HandOverForm(SchoolForm):
    taken_by = forms.CharField(
        label=gettext_lazy("Who takes the paper"),
        max_length=200,
        help_text=gettext_lazy("Name, and who it is to the student."),
    )
    on = forms.DateField(label=gettext_lazy("Taken on"), initial=clock.today)

    def layout(self):
        return Pair("taken_by", "on")


def _issue(request, pk):
    rows = Issue.objects.filter(annulled_at=None).select_related("spell__student__person", "spell__departure_order")
    seen = permissions.LEAVING.visible(request.user, Student.objects.all())
    one = rows.filter(pk=pk, spell__student__in=seen).first()
    if one is None:
        raise Http404
    return one


@guard(permissions.LEAVING)
def hand_over(request, pk):
    issue = _issue(request, pk)
    back = reverse("students:leaver", args=[issue.spell.student_id])
    form = HandOverForm(request.POST or None)
    act = lambda: actions.hand_over_paper(issue, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The receipt is written down."))
        return redirect(back)
    return form_page(
        request,
        form,
        title=_("Hand over a paper"),
        line=f"{issue}, {issue.spell.student}",
        crumbs=[(_("Leavers"), reverse("students:leavers")), (str(issue.spell.student), back)],
        submit=_("Hand over"),
        cancel=back,
    )


@guard(permissions.LEAVING)
@require_safe
def leaving_paper(request, pk):
    issue = _issue(request, pk)
    issue.spell.student = Student.objects.select_related("person").with_consent().get(pk=issue.spell.student_id)
    return printed(request, PAPERS[issue.kind], [issue], f"{issue.kind}-{issue.number}")


@guard(permissions.LEAVING)
@require_safe
def clearance_sheet(request, pk):
    return printed(request, CLEARANCE, [kept(request, pk, permissions.LEAVING)], f"clearance-{pk}")
