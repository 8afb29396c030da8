"""The assessment in words on paper: a student's texts of a term or a year, for the parents (R1-2.2c, R1-4.1/2)."""

from collections import defaultdict

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal import permissions, results
from journal.models import TermText
from journal.reports.forms import ClassTermForm
from schoolmis import clock
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from students.models import Placement, Result, Student


class DescriptionsForm(ClassTermForm):
    """One student of a class, a class, or all classes of a year."""

    student = forms.ModelChoiceField(
        Student.objects.none(),
        label=gettext_lazy("Student"),
        required=False,
        empty_label=gettext_lazy("The whole class"),
    )
    field_order = ["school_class", "student", "term"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        chosen = self.data.get("school_class") or self.fields["school_class"].initial
        if any(str(one.pk) == str(chosen) for one in self.classes):
            found = Student.objects.filter(placements__school_class=chosen).select_related("person").distinct()
            self.fields["student"].queryset = found.order_by("person__sort_key")


@register
class Descriptions(Report):
    code = "journal.descriptions"
    title = gettext_lazy("Assessment in words")
    about = gettext_lazy("What teachers have written about each student's term, for the parents")
    permission = permissions.RESULTS
    form_class = DescriptionsForm
    numbered = False

    def subject(self, params):
        return params.get("class")

    def heavy(self, params):
        return len(params["classes"]) > 1

    def sections(self, params):
        found = [sheet for of in params["classes"] for sheet in self._of_class(of, params)]
        return found or [{**params, "of": None, "texts": []}]

    def _of_class(self, of, params):
        """A sheet for each student about whom something is written; three statements a class."""
        year, term = params["year"], params["term"]
        last = min(term.ends_on if term else year.ends_on, clock.today())
        placed = Placement.objects.filter(school_class=of, starts_on__lte=last).exclude(ends_on__lte=last)
        if params.get("student"):
            placed = placed.filter(student=params["student"])
        students = {one.student_id: one.student for one in placed.select_related("student__person")}
        ends = {"term__ends_on": term.ends_on} if term else {"term": None}
        texts = TermText.objects.filter(student__in=students, year=year, **ends).exclude(given_at=None)
        by_student = defaultdict(list)
        for text in texts.select_related("subject", "written_by").order_by("subject__order", "subject__name_ky"):
            by_student[text.student_id].append(text)
        period = Result.Period.TERM if term else Result.Period.YEAR
        said = {
            (one.student_id, one.subject_id): one.text
            for one in Result.objects.filter(student__in=by_student, year=year, period=period, **ends)
        }
        homeroom = results.homeroom_teachers([of], last).get(of.pk, "")
        shared = {"class": of, "homeroom": homeroom, "said": said}
        return [
            {**params, **shared, "of": student, "texts": by_student[pk]}
            for pk, student in sorted(students.items(), key=lambda one: one[1].person.sort_key)
            if by_student[pk]
        ]

    def columns(self, params):
        return [
            Column("subject", _("Subject"), width=34),
            Column("result", _("Result"), kind="mark", width=19),
            Column("words", _("In words"), weight=1),
            Column("by", _("Teacher"), width=32),
        ]

    def rows(self, params):
        for text in params["texts"]:
            yield {
                "subject": text.subject.name,
                "result": params["said"].get((text.student_id, text.subject_id)),
                "words": text.words,
                "by": text.written_by.name,
            }

    def heading(self, params, lang):
        term = str(params["term"] or _("Year"))
        if params["of"] is None:
            return Heading(title=str(self.title), subtitle=f"{params['year']}, {term}")
        head = letterhead.current(lang)
        told = {"year": params["year"], "class": params["class"]}
        return Heading(
            title=pgettext("paper", "Assessment in words: %(name)s") % {"name": params["of"]},
            subtitle=", ".join([_("Academic year %(year)s, class %(class)s") % told, term]),
            notes=(_("Signature of a parent: ______________________________"),),
            signatures=(
                Signature(_("Homeroom teacher"), params["homeroom"]),
                Signature(head.head_post, head.head_name),
            ),
        )
