"""The contingent by class on a day: boys, girls, all."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading
from schoolmis.people.models import Sex
from schoolmis.ui.dates import date_as_of
from students import permissions
from students.models import Placement
from students.reports.forms import DayForm

LEVELS = [
    (0, 4, gettext_lazy("Grades 1–4")),
    (5, 9, gettext_lazy("Grades 5–9")),
    (10, 12, gettext_lazy("Grades 10–11")),
]
COUNTS = ("total", "boys", "girls", "unknown")


@register
class Contingent(Report):
    """R1-2.2a. Sex is not kept without a consent, so the total is more than boys and girls by `unknown`."""

    code = "students.contingent"
    title = gettext_lazy("Contingent by class")
    about = gettext_lazy("Boys, girls and the total of each class on a day")
    permission = permissions.CONTINGENT
    form_class = DayForm

    def heading(self, params, lang):
        return Heading(title=str(self.title), subtitle=date_as_of(params["on"], lang))

    def columns(self, params):
        return [
            Column("class", _("Class"), weight=1),
            Column("language", _("Language of instruction"), weight=2),
            Column("total", _("Total"), kind="int", width=22, strong=True),
            Column("boys", _("Boys"), kind="int", width=22),
            Column("girls", _("Girls"), kind="int", width=22),
            Column("unknown", _("Sex not kept"), kind="int", width=26),
        ]

    def rows(self, params):
        found = (
            Placement.objects.on(params["on"])
            .values("school_class__grade", "school_class__letter", "school_class__language")
            .annotate(
                total=Count("pk"),
                boys=Count("pk", filter=Q(student__person__sex=Sex.MALE)),
                girls=Count("pk", filter=Q(student__person__sex=Sex.FEMALE)),
            )
            .order_by("school_class__grade", "school_class__letter")
        )
        languages = dict(Placement._meta.get_field("school_class").related_model._meta.get_field("language").choices)
        rows = []
        for first, last, title in LEVELS:
            level = [one for one in found if first <= one["school_class__grade"] <= last]
            if level:
                rows.append(Band(str(title)))
            for one in level:
                rows.append(
                    {
                        "class": f"{one['school_class__grade']}-{one['school_class__letter']}",
                        "language": str(languages[one["school_class__language"]]),
                        "unknown": one["total"] - one["boys"] - one["girls"],
                    }
                    | {key: one[key] for key in ("total", "boys", "girls")}
                )
        return rows

    def totals(self, params, rows):
        return [{"class": _("Total")} | {key: sum(row[key] for row in rows) for key in COUNTS}]
