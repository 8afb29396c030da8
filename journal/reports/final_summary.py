"""Сводная ведомость итоговых: a class's terms, year, exam and final marks by subject (domain facts §4.5)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal import permissions, results, yearly
from journal.reports.class_summary import average_of, indicator_rows, without_marks
from journal.reports.forms import ClassOfYears
from journal.reports.levels import legend, level_rows, scales_of
from journal.rules.indicators import Counts
from schoolmis import clock
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Column, Heading, Signature
from schoolmis.ui.dates import date_as_of
from students.models import Result

FINAL, YEAR = Result.Period.FINAL, Result.Period.YEAR


class FinalForm(ClassOfYears):
    """A class of any year, or all classes of the newest one."""

    rows = forms.ChoiceField(
        label=gettext_lazy("Rows"),
        choices=[
            ("all", gettext_lazy("Terms, year, exam, final")),
            ("last", gettext_lazy("Year, exam, final")),
        ],
        initial="all",
    )


@register
class FinalSummary(Report):
    code = "journal.final_summary"
    title = gettext_lazy("Summary sheet of final marks")
    about = gettext_lazy("Terms, year, exam and final of a class by subject, on one sheet for the archive")
    permission = permissions.RESULTS
    form_class = FinalForm
    landscape = True
    numbered = False

    def sections(self, params):
        last = min([clock.today(), *(of.year.ends_on for of in params["school_class"])])
        teachers = results.homeroom_teachers(params["school_class"], last)
        return [{**params, "class": of, "homeroom": teachers.get(of.pk, "")} for of in params["school_class"]]

    def subject(self, params):
        return params.get("class")

    def heavy(self, params):
        return len(params["school_class"]) > 3

    def columns(self, params):
        of = params["class"]
        params["lines"] = results.seated(of, min(clock.today(), of.year.ends_on))
        params["scales"] = scales_of(of)
        params["subjects"] = results.subjects_of(of, [line.id for line in params["lines"]])
        return [
            Column("number", "№", kind="int", width=8, once=True, leads=True),
            Column("name", _("Name of the student"), once=True),
            Column("period", _("Period"), align="center"),
            *(Column(f"s{s.pk}", s.name, turned=True, kind="mark") for s in params["subjects"]),
            *average_of(params["class"]),
        ]

    def rows(self, params):
        of, subjects = params["class"], params["subjects"]
        terms = yearly.terms_of(of.year_id)
        params["marks"] = yearly.marks([line.id for line in params["lines"]], of.year_id, terms)
        periods = [] if params["rows"] == "last" else [(term.pk, term.roman) for term in terms]
        periods += [(period, period.label) for period in yearly.LAST]
        told = {key for marks in params["marks"].values() for _subject, key in marks}
        periods = [one for one in periods if one[0] in told] or [(YEAR, YEAR.label)]
        for number, line in enumerate(params["lines"], 1):
            marks = params["marks"].get(line.id, {})
            mine = [one for one in periods if any((s.pk, one[0]) in marks for s in subjects)] or periods[:1]
            for key, name in mine:
                row = {f"s{s.pk}": marks.get((s.pk, key)) for s in subjects}
                average = Counts.of(row.values()).mean
                yield {"number": number, "name": line.name, "period": str(name), **row, "average": average}

    def totals(self, params, rows):
        """Indicators of what each has in the end: the final mark, without one the year's."""
        if not any(params["marks"].values()):
            return []
        last = {
            f"s{s.pk}": [marks.get((s.pk, FINAL)) or marks.get((s.pk, YEAR)) for marks in params["marks"].values()]
            for s in params["subjects"]
        }
        if without_marks(params["class"]):
            return list(level_rows(params["scales"], last))
        return list(indicator_rows({key: Counts.of(results) for key, results in last.items()}))

    def heading(self, params, lang):
        of, head = params["class"], letterhead.current(lang)
        day = date_as_of(min(clock.today(), of.year.ends_on), lang)
        notes = [_("The indicators count the final mark, and the year's where there is no final one.")]
        notes += legend(params["scales"])
        if without_marks(of):
            notes = [_("This class studies without marks.")]
        return Heading(
            title=pgettext("paper", "Summary sheet of final marks, class %(class)s") % {"class": of},
            subtitle=_("Academic year %(year)s · %(day)s") % {"year": of.year, "day": day},
            approve=Approve(head.head_post, head.head_name),
            notes=tuple(notes),
            signatures=(
                Signature(_("Homeroom teacher"), params["homeroom"]),
                Signature(_("Deputy head for studies"), ""),
            ),
        )

    def file_name(self, params):
        named = f"-{params['school_class'][0]}" if len(params["school_class"]) == 1 else ""
        return f"final-marks{named}"
