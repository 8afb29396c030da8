"""Табель: a student's marks of the year, one sheet a student (domain facts §4.4)."""

from collections import defaultdict

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal import counting, permissions, results, yearly
from journal.reports.forms import ClassOfYears
from journal.reports.levels import legend, scales_of
from schoolmis import clock
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from students.models import Placement, Student


class MarksTableForm(ClassOfYears):
    """One student of a class, a class, or all classes of this year."""

    student = forms.ModelChoiceField(
        Student.objects.none(),
        label=gettext_lazy("Student"),
        required=False,
        empty_label=gettext_lazy("The whole class"),
    )

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        chosen = self.data.get("school_class") or self.fields["school_class"].initial
        if any(str(one.pk) == str(chosen) for one in self.classes):
            self.fields["student"].queryset = (
                Student.objects.filter(placements__school_class=chosen)
                .select_related("person")
                .distinct()
                .order_by("person__sort_key")
            )


@register
class MarksTable(Report):
    code = "journal.marks_table"
    title = gettext_lazy("Table of marks")
    about = gettext_lazy("A student's marks by term and for the year; a whole class in one file")
    permission = permissions.RESULTS
    form_class = MarksTableForm
    numbered = False

    def subject(self, params):
        return params.get("class")

    def heavy(self, params):
        return len(params["school_class"]) > 1

    def sections(self, params):
        return [sheet for of in params["school_class"] for sheet in self._of_class(of, params)]

    def _of_class(self, of, params):
        """Everything of a class is read here, in a few statements, and handed to its sheets."""
        terms = yearly.terms_of(of.year_id)
        last = min(clock.today(), of.year.ends_on)
        placed = Placement.objects.filter(school_class=of, starts_on__lte=last).exclude(ends_on__lte=last)
        if params.get("student"):
            placed = placed.filter(student=params["student"])
        students = {
            p.student_id: p.student
            for p in placed.select_related("student__person").order_by("student__person__sort_key")
        }
        marks = yearly.marks(students, of.year_id, terms)
        subjects = results.subjects_of(of, list(students))
        shared = {
            "terms": terms,
            "subjects": subjects,
            "legend": legend(scales_of(of)),
            "homeroom": results.homeroom_teachers([of], last).get(of.pk, ""),
            "missed": self._missed(students, terms),
        }
        return [
            {**params, **shared, "class": of, "of": student, "marks": marks[pk]} for pk, student in students.items()
        ]

    def _missed(self, students, terms):
        """{(student, term): (all, without a reason)}, one statement a term that has begun."""
        found = defaultdict(lambda: [0, 0])
        for term in terms:
            if term.starts_on <= clock.today():
                for student, letter, n in counting.missed(students, term.starts_on, term.ends_on):
                    found[student, term.pk][0] += n
                    found[student, term.pk][1] += n if letter == "н" else 0
        return found

    def columns(self, params):
        return [
            Column("subject", _("Subject"), weight=3),
            *(Column(f"t{t.pk}", t.roman, kind="mark", width=15) for t in params["terms"]),
            Column("year", _("Year"), kind="mark", width=17),
            Column("exam", _("Exam"), kind="mark", width=19),
            Column("final", _("Final"), kind="mark", width=19),
        ]

    def rows(self, params):
        marks = params["marks"]
        for subject in params["subjects"]:
            if not subject.taught and all(pk != subject.pk for pk, _period in marks):
                continue
            yield {
                "subject": subject.name,
                **{f"t{t.pk}": marks.get((subject.pk, t.pk)) for t in params["terms"]},
                **{period.value: marks.get((subject.pk, period.value)) for period in yearly.LAST},
            }

    def totals(self, params, rows):
        missed = params["missed"]
        pk = params["of"].pk
        every = {f"t{t.pk}": missed[pk, t.pk][0] or None for t in params["terms"]}
        unknown = {f"t{t.pk}": missed[pk, t.pk][1] or None for t in params["terms"]}
        return [
            {"subject": _("Lessons missed"), **every, "year": sum(filter(None, every.values())) or None},
            {"subject": _("without a reason"), **unknown, "year": sum(filter(None, unknown.values())) or None},
        ]

    def heading(self, params, lang):
        of, student, head = params["class"], params["of"], letterhead.current(lang)
        return Heading(
            title=pgettext("paper", "Table of marks: %(name)s") % {"name": student},
            subtitle=_("Academic year %(year)s, class %(class)s") % {"year": of.year, "class": of},
            notes=(
                *params["legend"],
                _("Decision of the pedagogical council: ______________________________"),
                _("Signature of a parent: I ________  II ________  III ________  IV ________"),
            ),
            signatures=(
                Signature(_("Homeroom teacher"), params["homeroom"]),
                Signature(head.head_post, head.head_name),
            ),
            stamp=True,
        )
