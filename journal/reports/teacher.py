"""A teacher's report of a term or a year: each journal with its results and how it is kept."""

from django import forms
from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal import counting, permissions, results
from journal.reports.forms import TermChoice
from journal.reports.keeping import held_note
from journal.reports.school_summary import by_marks
from journal.rules.indicators import Counts
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from schoolmis.people.models import Employee
from schoolmis.structure.models import Section, TeachingLoad
from students.models import Result


class TeacherForm(TermChoice):
    """A teacher whose journals the reader may see."""

    teacher = forms.ModelChoiceField(Employee.objects.none(), label=gettext_lazy("Teacher"))
    field_order = ["teacher", "term"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        sections = permissions.TEACHER_REPORT.visible(user, Section.objects.filter(group__year__in=self.years))
        loads = TeachingLoad.objects.filter(section__in=sections)
        own = Employee.objects.filter(person__user=user, pk__in=loads.values("teacher"))
        leads = permissions.SCHOOL_RESULTS.allows(user)
        field = self.fields["teacher"]
        field.queryset = (Employee.objects.filter(pk__in=loads.values("teacher")) if leads else own).select_related(
            "person"
        )
        field.initial = own.first() or field.queryset.first()


@register
class TeacherReport(Report):
    code = "journal.teacher_report"
    title = gettext_lazy("Teacher's report")
    about = gettext_lazy("A teacher's journals in a term or a year: results, lessons held and filled, marks given")
    permission = permissions.TEACHER_REPORT
    form_class = TeacherForm
    landscape = True
    numbered = False

    def columns(self, params):
        marks = (("five", "5"), ("four", "4"), ("three", "3"), ("two", "2"), ("na", "н/а"))
        return [
            Column("subject", _("Subject"), weight=3, once=True),
            Column("name", _("Class")),
            Column("total", _("Students"), kind="int"),
            *(Column(key, title, kind="int") for key, title in marks),
            Column("success", _("Success, %"), kind="percent", places=1),
            Column("quality", _("Quality, %"), kind="percent", places=1),
            Column("learned", _("Degree of learning, %"), kind="percent", places=1),
            Column("mean", _("Average mark"), kind="decimal"),
            Column("held", _("Lessons held"), kind="int"),
            Column("filled", _("Filled"), kind="int"),
            Column("marks", _("Marks given"), kind="int"),
        ]

    def rows(self, params):
        year, term = params["year"], params["term"]
        whole = term or year
        loads = TeachingLoad.objects.filter(teacher=params["teacher"], section__group__year=year)
        loads = loads.filter(starts_on__lte=whole.ends_on).exclude(ends_on__lte=whole.starts_on)
        sections = list(
            Section.objects.filter(pk__in=loads.values("section"))
            .annotate(grade=Min("group__classes__grade"))
            .select_related("group", "subject")
            .order_by("subject__order", "grade", "group__name")
        )
        kept = counting.filled(sections, whole.starts_on, whole.ends_on)
        marks = _results(sections, year, term)
        for one in sections:
            held, filled, given = kept.get(one.pk, (0, 0, 0))
            yield by_marks(str(one.group), Counts.of(marks.get(one.pk, ()))) | {
                "subject": one.subject.name,
                "held": held or None,
                "filled": filled or None,
                "marks": given or None,
            }

    def totals(self, params, rows):
        if not rows:
            return []
        sums = {key: sum(row[key] or 0 for row in rows) or None for key in ("held", "filled", "marks")}
        return [by_marks("", sum((row["counts"] for row in rows), Counts())) | {"subject": _("Total"), **sums}]

    def heading(self, params, lang):
        teacher, head = params["teacher"], letterhead.current(lang)
        return Heading(
            title=pgettext("paper", "Report of the teacher: %(name)s") % {"name": teacher.person},
            subtitle=_("%(period)s, academic year %(year)s")
            % {"period": params["term"] or _("Year"), "year": params["year"]},
            notes=(held_note(),),
            signatures=(Signature(_("Teacher"), teacher.person.short_name), Signature(head.head_post, head.head_name)),
        )


def _results(sections, year, term) -> dict[int, list]:
    """{section: results of those who were taught in it}; a subgroup counts its own students."""
    taught = results.taught(sections, (term or year).ends_on)
    rows = Result.objects.filter(results.of_period(term), year=year, subject__in={one.subject_id for one in sections})
    rows = rows.order_by().values_list("subject_id", "student_id", "value", "code")
    by = {(subject, student): results.value_of(value, code) for subject, student, value, code in rows}
    return {one.pk: [by.get((one.subject_id, student)) for student in taught.get(one.group_id, ())] for one in sections}
