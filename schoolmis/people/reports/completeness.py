"""How complete the records of the staff are (R1-1.2b)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.papers.builder.measures import share
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.people import permissions
from schoolmis.people.completeness import STAFF, checked
from schoolmis.ui.dates import date_as_of


@register
class StaffCompleteness(Report):
    """A row for each thing that may be lacking; personal data are missed only where a consent allows to keep them."""

    code = "people.completeness"
    title = gettext_lazy("Completeness of records of the staff")
    about = gettext_lazy("How many employees lack education, category, consent, PIN …")
    permission = permissions.PERSONAL

    def heading(self, params, lang):
        return Heading(title=str(self.title), subtitle=date_as_of(clock.today(), lang))

    def columns(self, params):
        return [
            Column("what", _("Lacks"), weight=3),
            Column("count", _("Employees"), kind="int", width=30),
            Column("share", _("Of the staff, %"), kind="percent", places=1, width=34),
        ]

    def rows(self, params):
        names = [check.name for check in STAFF.every()]
        found = {"all": 0, "whole": 0} | dict.fromkeys(names, 0)
        for one in checked().values("lacking", *names):
            found["all"] += 1
            found["whole"] += not one["lacking"]
            for name in names:
                found[name] += one[name]
        lines = [(_("Nothing is missing."), found["whole"])]
        lines += [(str(check.title), found[check.name]) for check in STAFF.every()]
        return [(title, number, share(number, found["all"])) for title, number in lines]
