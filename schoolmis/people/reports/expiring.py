"""What has run out or runs out soon: categories and documents of the staff (R5-3f)."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.people import permissions
from schoolmis.people.models import Employee, StaffPaper
from schoolmis.people.reports.forms import StaffDayForm
from schoolmis.people.staff_rules import SOON
from schoolmis.ui.dates import date_as_of


def terms(day, within=SOON) -> list[tuple]:
    """[(last day, employee, what it is)] of those who work, over already or within so many days, the oldest first."""
    last = day + timedelta(within)
    staff = Employee.objects.on(day).select_related("person")
    found = [
        (one.category_until, one, ": ".join([_("Category"), str(one.get_category_display())]))
        for one in staff.filter(category_until__lte=last)
    ]
    found += [(one.contract_until, one, _("Contract")) for one in staff.contracts_ending(day)]
    papers = StaffPaper.objects.filter(employee__in=staff, annulled_at=None, valid_until__lte=last)
    papers = papers.filter(employee__person__consents__purpose="records", employee__person__consents__ends_on=None)
    papers = papers.select_related("employee__person")
    found += [(one.valid_until, one.employee, one.get_kind_display()) for one in papers]
    return sorted(found, key=lambda row: (row[0], str(row[1])))


@register
class Expiring(Report):
    code = "people.expiring"
    title = gettext_lazy("Categories and documents that run out")
    about = gettext_lazy("What has run out on a day, or does so within three months")
    permission = permissions.PERSONAL
    form_class = StaffDayForm

    def columns(self, params):
        return [
            Column("name", _("Name"), weight=3),
            Column("post", _("Position"), weight=2),
            Column("what", _("What"), weight=3),
            Column("until", _("Valid until"), kind="date", width=28),
            Column("state", _("State"), width=34),
        ]

    def rows(self, params):
        day = params["on"]
        return [
            (str(one), one.post, str(what), until, _("has run out") if until < day else _("runs out soon"))
            for until, one, what in terms(day)
        ]

    def heading(self, params, lang):
        return Heading(title=str(self.title), subtitle=date_as_of(params["on"], lang))
