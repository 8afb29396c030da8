"""The results sheet of a journal on paper: terms, year, exam and final of each student (R1-4.1/1)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal import permissions, policy, results, sheet
from journal.reports.class_summary import indicator_rows
from journal.reports.forms import years
from journal.reports.levels import level_rows
from journal.rules.indicators import Counts
from journal.rules.scales import LEVELS, NONE
from schoolmis import clock
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from schoolmis.ui.dates import date_as_of
from schoolmis.ui.forms import SchoolForm


class SectionForm(SchoolForm):
    """A journal that the reader may see."""

    section = forms.ChoiceField(label=gettext_lazy("Journal"))

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        found = policy.sections().filter(group__year__in=years(), subject__has_marks=True)
        found = permissions.VIEW.visible(user, found).order_by(
            "-group__year__starts_on", "group__name", "subject__order"
        )
        self.sections = {str(one.pk): one for one in found.distinct()}
        self.fields["section"].choices = [(key, f"{one.group} · {one.subject}") for key, one in self.sections.items()]
        self.fields["section"].initial = next(iter(self.sections), None)

    def clean_section(self):
        return self.sections[self.cleaned_data["section"]]


@register
class ResultsSheet(Report):
    code = "journal.results_sheet"
    title = gettext_lazy("Results sheet of a journal")
    about = gettext_lazy("Terms, year, exam and final of each student of a class in one subject")
    permission = permissions.VIEW
    form_class = SectionForm

    def subject(self, params):
        return params.get("section")

    def columns(self, params):
        params["sheet"] = sheet.read(params["section"])
        return [
            Column("name", _("Name of the student"), weight=4),
            *(Column(f"c{one.key}", one.short, kind="mark", width=18) for one in params["sheet"].columns),
        ]

    def rows(self, params):
        shown = params["sheet"]
        for line in shown.lines:
            yield {"name": line.member.name, **{f"c{one.key}": _value(line, one.key) for one in shown.columns}}

    def totals(self, params, rows):
        told = {key: [row.get(key) for row in rows] for key in (f"c{one.key}" for one in params["sheet"].columns)}
        scale = policy.scale_for(params["section"])
        if not rows or scale.kind in {NONE, LEVELS}:
            return list(level_rows([scale], told))
        return list(indicator_rows({key: Counts.of(results) for key, results in told.items()}))

    def heading(self, params, lang):
        section = params["section"]
        last = min(clock.today(), section.group.year.ends_on)
        names = ", ".join(results.teachers([section], last).get(section.pk, ()))
        about = {"subject": section.subject, "class": section.group}
        return Heading(
            title=pgettext("paper", "Results sheet: %(subject)s, %(class)s") % about,
            subtitle=_("Academic year %(year)s · %(day)s")
            % {"year": section.group.year, "day": date_as_of(last, lang)},
            signatures=(Signature(_("Teacher"), names), Signature(_("Deputy head for studies"), "")),
        )


def _value(line, key):
    return line.number(key) or line.text(key) or None
