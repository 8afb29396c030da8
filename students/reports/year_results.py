"""Results of a year, of the attestation or final ones: a sheet a class; the workbook can be sent back by the import."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from students import permissions
from students.actions.results import PERIODS
from students.models import Result
from students.reports.forms import ClassForm
from students.year_results import grid


class ResultsForm(ClassForm):
    permission = permissions.RESULTS
    period = forms.ChoiceField(
        label=gettext_lazy("Period"),
        choices=[(one.value, one.label) for one in PERIODS],
        initial="year",
        required=False,
    )
    field_order = ["school_class", "period"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["on"]


@register
class YearResults(Report):
    code = "students.year_results"
    title = gettext_lazy("Results of the year")
    about = gettext_lazy("Annual, attestation and final marks of a class by subject")
    permission = permissions.RESULTS
    form_class = ResultsForm
    landscape = True
    numbered = True

    def heavy(self, params):
        return len(params["classes"]) > 3

    def sections(self, params):
        period = params.get("period") or Result.Period.YEAR
        return [
            params | {"school_class": one, "grid": grid(one, period), "period": period} for one in params["classes"]
        ]

    def subject(self, params):
        return params["school_class"]

    def heading(self, params, lang):
        head = letterhead.current(lang)
        return Heading(
            title=_("Results of class %(class)s") % {"class": params["school_class"]},
            subtitle=f"{params['school_class'].year} · {Result.Period(params['period']).label}",
            signatures=(Signature(head.head_post, head.head_name),),
        )

    def columns(self, params):
        subjects = [Column(f"s{one.pk}", one.name, kind="mark", turned=True) for one in params["grid"].subjects]
        return [Column("class", _("Class"), width=16), Column("name", _("Name"), weight=3), *subjects]

    def rows(self, params):
        table = params["grid"]
        for student in table.students:
            cells = {}
            for subject in table.subjects:
                one = table.results.get((student.pk, subject.pk))
                cells[f"s{subject.pk}"] = (one.value or one.text) if one else None
            yield {"class": str(params["school_class"]), "name": str(student)} | cells

    def file_name(self, params):
        return f"results-{params['school_class']}" if params.get("school_class") else "results"
