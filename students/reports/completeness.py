"""How complete the records of each class are (R1-1.2b)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers.builder.measures import share
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.ui.dates import date_as_of
from students import permissions
from students.completeness import by_class, every
from students.models import Student
from students.reports.statistics import StatisticsForm


@register
class Completeness(Report):
    """A row for each class the reader may see; personal data are missed only where a consent allows to keep them."""

    code = "students.completeness"
    title = gettext_lazy("Completeness of records by class")
    about = gettext_lazy("How many students lack a birth date, PIN, guardian, phone, consent …")
    permission = permissions.COMPLETENESS
    form_class = StatisticsForm
    landscape = True

    def heading(self, params, lang):
        return Heading(title=str(self.title), subtitle=date_as_of(params["on"], lang))

    def columns(self, params):
        return [
            Column("class", _("Class"), width=20),
            Column("all", _("Students"), kind="int"),
            Column("whole", _("Complete"), kind="int"),
            Column("share", _("Complete, %"), kind="percent", places=1, strong=True),
            *(Column(check.name, str(check.title), kind="int", turned=True) for check in every()),
        ]

    def rows(self, params):
        seen = permissions.COMPLETENESS.visible(params["user"], Student.objects.all())
        rows = by_class(seen, params["on"])
        return [row | {"class": self._class(row["class"]), "share": share(row["whole"], row["all"])} for row in rows]

    @staticmethod
    def _class(key):
        return f"{key[0]}-{key[1]}" if key[0] is not None else _("no class")

    def totals(self, params, rows):
        names = ["all", "whole", *(check.name for check in every())]
        total = {name: sum(row[name] for row in rows) for name in names}
        return [{"class": _("Total"), "share": share(total["whole"], total["all"])} | total]
