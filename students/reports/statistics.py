"""The school's statistics on a day: tables A to H of which any office's form is filled (R1-3.1h, R1-2.2b)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.papers import report as reports
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.structure.facts import premises_facts
from schoolmis.structure.models import AcademicYear, Premises
from schoolmis.ui.dates import date_as_of
from students import permissions
from students.cube.values import last_year
from students.grounds import Ground
from students.models.restricted import Category
from students.reports.forms import DayForm
from students.reports.lessons import LANGUAGES
from students.reports.movements import ORIGINS


@dataclass(frozen=True)
class Table:
    """One table: the layout of a builder, left out where a dimension of it is not kept here.

    `{ended}` in a query is the academic year that ended last before the day.
    """

    letter: str
    title: Any
    report: str
    query: str
    needs: str = ""


def only(name, words):
    """Narrowed to those of whom a dimension is known at all."""
    return "".join(f"&f_{name}={value}" for value in words)


OF_CLASSES = "measures=count&measures=pupils&measures=girls&measures=small&measures=joint"
TABLES = [
    Table("A", gettext_lazy("Classes by language of instruction"), "students.build_classes",
          f"rows=grade&inner=language&{OF_CLASSES}"),
    Table("A", gettext_lazy("Classes by shift and programme"), "students.build_classes",
          f"rows=shift&inner=programme&{OF_CLASSES}"),
    Table("A", gettext_lazy("Students by district of residence"), "students.build",
          "rows=region&inner=district&columns=sex&measures=count", needs="district"),
    Table("B", gettext_lazy("Students by year of birth, sex and year group"), "students.build",
          "rows=born_year&inner=sex&columns=grade&measures=count"),
    Table("C", gettext_lazy("Who came and who left since 1 September"), "students.build_movements",
          "rows=grade&measures=came&measures=left"),
    Table("C", gettext_lazy("Who came, by where from"), "students.build_movements",
          "rows=origin&columns=grade&measures=came" + only("origin", ORIGINS)),
    Table("C", gettext_lazy("Who left, by ground"), "students.build_movements",
          "rows=ground&columns=grade&measures=left" + only("ground", Ground.values)),
    Table("C", gettext_lazy("Repeaters and conditionally promoted"), "students.build",
          "rows=grade&columns=year_outcome&measures=count", needs="year_outcome"),
    Table("D", gettext_lazy("Results of the last year"), "students.build",
          "rows=grade&columns=year_result&measures=count", needs="year_result"),
    Table("D", gettext_lazy("How the last year ended"), "students.build_year_ends",
          "rows=outcome&columns=grade&measures=count&f_year={ended}"),
    Table("D", gettext_lazy("Completed basic and secondary school: documents of education"),
          "students.build_year_ends", "rows=outcome&measures=count&measures=girls&measures=documents"
          "&measures=honours&f_year={ended}&f_outcome=basic&f_outcome=secondary"),
    Table("D", gettext_lazy("State attestation of the last year"), "students.build_results",
          "rows=grade&inner=subject&measures=count&measures=success&measures=quality&measures=average"
          "&f_year={ended}&f_period=exam"),
    Table("E", gettext_lazy("Languages studied: groups and students"), "students.build_courses",
          "rows=language&inner=grade&measures=count&measures=pupils" + only("language", LANGUAGES)),
    Table("E", gettext_lazy("Subjects: groups and students"), "students.build_courses",
          "rows=subject&measures=count&measures=pupils"),
    Table("F", gettext_lazy("Social categories"), "students.build",
          "rows=social&columns=grade&measures=count" + only("social", Category.values), needs="social"),
    Table("F", gettext_lazy("Forms of study"), "students.build", "rows=study_form&columns=grade&measures=count",
          needs="study_form"),
    Table("F", gettext_lazy("Meals"), "students.build", "rows=meals&columns=grade&measures=count", needs="meals"),
    Table("G", gettext_lazy("Staff by position, sex and age"), "people.build",
          "rows=position&inner=sex&columns=ages&measures=count"),
    Table("G", gettext_lazy("Teachers by subject and education"), "people.build",
          "rows=taught&columns=education&measures=count&f_load=1&f_load=18&f_load=25&f_load=31"),
    Table("G", gettext_lazy("Staff by education and experience"), "people.build",
          "rows=education&columns=experience&measures=count"),
    Table("G", gettext_lazy("Staff by category"), "people.build", "rows=category&measures=count&measures=women"),
    Table("G", gettext_lazy("Staff by teaching load"), "people.build", "rows=load&columns=employment&measures=count"),
    Table("G", gettext_lazy("Vacancies: hours without a teacher"), "students.build_courses",
          "rows=subject&measures=hours&measures=vacant"),
]  # fmt: skip
MISSING = [
    ("D", gettext_lazy("Not admitted to the state attestation"),
     gettext_lazy("the orders name those who are admitted")),
    ("E", gettext_lazy("Languages studied outside the timetable"), gettext_lazy("not kept in the system")),
    ("F", gettext_lazy("Who lives in a hostel"), gettext_lazy("not kept in the system")),
    ("H", gettext_lazy("Library fund and textbooks"), gettext_lazy("comes with the library")),
]  # fmt: skip


CODES = {f"{table.letter}{TABLES.index(table) + 1}": table for table in TABLES}
BASE, REST = "H", "none"


class StatisticsForm(DayForm):
    """`table`: the one that the page draws; a file holds them all."""

    table = forms.ChoiceField(
        choices=[(code, code) for code in (*CODES, BASE, REST)], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.user = user

    def clean(self):
        data = super().clean()
        return data | {"user": self.user, "table": None, "chosen": data.get("table") or next(iter(CODES))}

    def letters(self):
        """(letter, its first table's address, is drawn) of each part; the last one is what has no source."""
        now, firsts = self._now(), {}
        for code in (*CODES, BASE):
            firsts.setdefault(code[0], code)
        return [
            *[(letter, self._address(code), now[0] == letter) for letter, code in firsts.items()],
            (_("No source"), self._address(REST), now == REST),
        ]

    def tables(self):
        """(title, address, is drawn) of the tables of the letter that is drawn."""
        now = self._now()
        found = [(code, table.title) for code, table in CODES.items() if code[0] == now[0]]
        return [(title, self._address(code), code == now) for code, title in found if len(found) > 1]

    def _now(self):
        return getattr(self, "cleaned_data", {}).get("chosen") or next(iter(CODES))

    def _address(self, code):
        query = self.data.copy() if self.is_bound else QueryDict(mutable=True)
        query["table"] = code
        return f"?{query.urlencode()}"


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
    template = "students/statistics.html"
    numbered = False

    def of_page(self, params):
        """One table a page: all of them are forty statements, and a reader looks at one."""
        return params | {"only": params["chosen"]}

    def sections(self, params):
        """Tables that the reader may open and that have their data; each with its own parameters."""
        only = params.get("only")
        if only == BASE:
            return [self._base(params)]
        tables = [CODES[only]] if only in CODES else TABLES
        found, closed, ended = [], [], self._ended(params["on"])
        for table in tables:
            built = reports.get(table.report)
            why = self._closed(table, built, params, ended)
            if not why and only != REST:
                asked = self._asked(table, built, params, ended)
                if asked["table"].cells:
                    found.append(params | {"table": table, "built": built, "asked": asked})
                else:
                    why = gettext_lazy("nothing is entered")
            if why:
                closed.append((table.letter, table.title, why))
        rest = params | {"table": None, "base": None, "closed": closed if only in CODES else closed + MISSING}
        if only in CODES:
            return found or [rest]
        return [rest] if only == REST else [*found, self._base(params), rest]

    @staticmethod
    def _base(params):
        return params | {"table": None, "base": premises_facts(Premises.objects.filter(pk=1).first() or Premises(pk=1))}

    @staticmethod
    def _ended(day):
        """Key of the academic year that ended last before the day."""
        found = AcademicYear.objects.filter(ends_on__lt=day).order_by("-ends_on")
        return found.values_list("pk", flat=True).first()

    @staticmethod
    def _closed(table, built, params, ended):
        """Why this table is not drawn for this reader, or ""; said later, in the language of the paper."""
        if not built.permission.allows(params["user"]).ok:
            return gettext_lazy("not open to you")
        if ended is None and "{ended}" in table.query:
            return gettext_lazy("not kept in the system yet")
        if table.needs and not (table.needs in built.fields and built.fields[table.needs].allowed(params["user"])):
            known = table.needs in built.fields
            return gettext_lazy("not open to you") if known else gettext_lazy("not kept in the system yet")
        return ""

    @staticmethod
    def _asked(table, built, params, ended):
        day = params["on"]
        days = f"on={day}" if built.period == "day" else f"start={last_year(day)}&end={day}"
        return built.asked(f"shape=table&{table.query.format(ended=ended)}&{days}", params["user"])

    def heading(self, params, lang):
        table = params["table"]
        title = f"{table.letter}. {table.title}" if table else _("What has no source in the system")
        if params["table"] is None and params["base"]:
            title = "H. " + _("Buildings and equipment")
        return Heading(title=title, subtitle=date_as_of(params["on"], lang))

    def columns(self, params):
        if params["table"]:
            return params["built"].columns(params["asked"])
        if params["base"]:
            return [Column("what", _("Figures"), weight=2), Column("value", "", weight=1)]
        return [
            Column("table", _("Table"), width=18, align="center"),
            Column("cell", _("Figures"), weight=2),
            Column("why", _("Why"), weight=1),
        ]

    def rows(self, params):
        if params["table"]:
            return params["built"].rows(params["asked"])
        if params["base"]:
            return [(word, "" if value is None else str(value)) for word, value in params["base"]]
        lines = sorted(params["closed"], key=lambda line: line[0])
        return [(letter, str(cell), str(why)) for letter, cell, why in lines]

    def totals(self, params, rows):
        return params["built"].totals(params["asked"], rows) if params["table"] else []
