"""The school's statistics on a day: tables A to H of which any office's form is filled (R1-3.1h, R1-2.2b)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers import report as reports
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.ui.dates import date_as_of
from students import permissions
from students.cube.values import last_year
from students.reports.forms import DayForm


@dataclass(frozen=True)
class Table:
    """One table: the layout of a builder, left out where a dimension of it is not kept here."""

    letter: str
    title: Any
    report: str
    query: str
    needs: str = ""


TABLES = [
    Table("A", gettext_lazy("Classes by language of instruction"), "students.build_classes",
          "rows=grade&inner=language&measures=count&measures=pupils&measures=girls&measures=small&measures=joint"),
    Table("A", gettext_lazy("Classes by shift and programme"), "students.build_classes",
          "rows=shift&inner=programme&measures=count&measures=pupils&measures=girls&measures=small&measures=joint"),
    Table("B", gettext_lazy("Students by year of birth, sex and year group"), "students.build",
          "rows=born_year&inner=sex&columns=grade&measures=count"),
    Table("C", gettext_lazy("Who came and who left since 1 September"), "students.build_movements",
          "rows=grade&measures=came&measures=left"),
    Table("C", gettext_lazy("Who left, by ground"), "students.build_movements", "rows=ground&measures=left"),
    Table("D", gettext_lazy("Results of the last year"), "students.build",
          "rows=grade&columns=year_result&measures=count", needs="year_result"),
    Table("E", gettext_lazy("Subjects: groups and students"), "students.build_courses",
          "rows=subject&measures=count&measures=pupils"),
    Table("F", gettext_lazy("Social categories"), "students.build", "rows=social&columns=grade&measures=count",
          needs="social"),
    Table("F", gettext_lazy("Forms of study"), "students.build", "rows=study_form&columns=grade&measures=count",
          needs="study_form"),
    Table("G", gettext_lazy("Staff by position, sex and age"), "people.build",
          "rows=position&inner=sex&columns=ages&measures=count"),
    Table("G", gettext_lazy("Staff by education and experience"), "people.build",
          "rows=education&columns=experience&measures=count"),
    Table("G", gettext_lazy("Staff by category"), "people.build", "rows=category&measures=count&measures=women"),
]  # fmt: skip
MISSING = [
    ("D", gettext_lazy("Certificates, distinctions, state examinations"), gettext_lazy("not kept in the system yet")),
    ("E", gettext_lazy("Languages studied outside the timetable"), gettext_lazy("not kept in the system")),
    ("F", gettext_lazy("Free meals, hostel"), gettext_lazy("not kept in the system")),
    ("G", gettext_lazy("Vacancies"), gettext_lazy("not kept in the system")),
    ("H", gettext_lazy("Building, rooms, computers, internet, canteen, heating, water"),
     gettext_lazy("not kept in the system")),
    ("H", gettext_lazy("Library fund and textbooks"), gettext_lazy("comes with the library")),
]  # fmt: skip


class StatisticsForm(DayForm):
    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.user = user

    def clean(self):
        return super().clean() | {"user": self.user}


@register
class Statistics(Report):
    """One sheet a table; the last one says honestly which cells have no source here."""

    code = "students.statistics"
    title = gettext_lazy("School statistics, tables A–H")
    about = gettext_lazy(
        "Classes, ages, movement, results, subjects, staff on a day: all that a form of the office asks"
    )
    permission = permissions.CONTINGENT
    form_class = StatisticsForm
    numbered = False

    def sections(self, params):
        """Tables that the reader may open and that have their data; each with its own parameters."""
        found, closed = [], []
        for table in TABLES:
            built = reports.get(table.report)
            if not built.permission.allows(params["user"]).ok:
                closed.append((table.letter, table.title, _("not open to you")))
            elif (asked := self._asked(table, built, params)) is not None:
                found.append(params | {"table": table, "built": built, "asked": asked})
            else:
                closed.append((table.letter, table.title, self._why(table, built)))
        return [*found, params | {"table": None, "closed": closed}]

    @staticmethod
    def _why(table, built):
        return _("not open to you") if table.needs in built.fields else _("not kept in the system yet")

    @staticmethod
    def _asked(table, built, params):
        user, day = params["user"], params["on"]
        if table.needs and not (table.needs in built.fields and built.fields[table.needs].allowed(user)):
            return None
        days = f"on={day}" if built.period == "day" else f"start={last_year(day)}&end={day}"
        return built.asked(f"shape=table&{table.query}&{days}", user)

    def heading(self, params, lang):
        table = params["table"]
        title = f"{table.letter}. {table.title}" if table else _("What has no source in the system")
        return Heading(title=title, subtitle=date_as_of(params["on"], lang))

    def columns(self, params):
        if params["table"]:
            return params["built"].columns(params["asked"])
        return [
            Column("table", _("Table"), width=18, align="center"),
            Column("cell", _("Figures"), weight=2),
            Column("why", _("Why"), weight=1),
        ]

    def rows(self, params):
        if params["table"]:
            return params["built"].rows(params["asked"])
        lines = sorted([*params["closed"], *MISSING], key=lambda line: line[0])
        return [(letter, str(cell), str(why)) for letter, cell, why in lines]

    def totals(self, params, rows):
        return params["built"].totals(params["asked"], rows) if params["table"] else []
