"""Further training of the staff in a period, and who had none (R5-3f)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.people import permissions
from schoolmis.people.models import Employee, Position, Training
from schoolmis.people.reports.forms import PeriodForm
from schoolmis.ui.dates import date_short


@register
class TrainingReport(Report):
    """Courses that ended in the period. No norm of hours is applied: none is known to be in force for every school."""

    code = "people.training"
    title = gettext_lazy("Further training")
    about = gettext_lazy("Courses of each teacher in a period, and teachers without any")
    permission = permissions.PERSONAL
    form_class = PeriodForm

    def columns(self, params):
        return [
            Column("name", _("Name"), weight=4),
            Column("title", _("Course"), weight=4),
            Column("place", _("Where"), weight=3),
            Column("days", _("Days"), width=36),
            Column("hours", _("Hours"), kind="int", width=16),
            Column("certificate", _("Certificate number"), width=30),
        ]

    def rows(self, params):
        held = Training.objects.filter(
            annulled_at=None, ends_on__gte=params["starts_on"], ends_on__lte=params["ends_on"]
        ).order_by("ends_on")
        by_employee: dict[int, list[Training]] = {}
        for one in held:
            by_employee.setdefault(one.employee_id, []).append(one)
        staff = Employee.objects.on(params["ends_on"]).select_related("person")
        found = []
        for one in staff:
            mine = by_employee.get(one.pk, [])
            found += [(str(one), row.title, row.place, _days(row), row.hours, row.certificate) for row in mine]
            if not mine and one.position == Position.TEACHER:
                found.append((str(one), _("no training in this period"), "", "", None, ""))
        return found

    def totals(self, params, rows):
        return [(_("Total"), "", "", "", sum(row[4] or 0 for row in rows), "")]

    def heading(self, params, lang):
        period = f"{date_short(params['starts_on'])} – {date_short(params['ends_on'])}"
        return Heading(title=str(self.title), subtitle=period)


def _days(row) -> str:
    return f"{date_short(row.starts_on)} – {date_short(row.ends_on)}"
