"""The homeroom teacher's report of a month, a term or a year: movement, progress, attendance (domain facts §4.11)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal import counting, permissions, results
from journal.counting import Attended
from journal.reports.attendance import REASONS
from journal.reports.class_summary import notes, remarks, without_marks
from journal.reports.forms import ClassSpanForm
from journal.rules.indicators import Counts, listed, share, standing
from schoolmis import clock
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading, Signature
from schoolmis.structure.models import Subject
from schoolmis.ui.numbers import half_up
from students.movement_book import Movement

GROUPS = ("excellent", "good", "one3", "satisfactory", "failing", "na")
OFTEN = 6
"""Lessons missed without a known reason, from which a student is named: a school day."""


@register
class HomeroomReport(Report):
    code = "journal.homeroom_report"
    title = gettext_lazy("Homeroom teacher's report")
    about = gettext_lazy("A class in a month, a term or a year: movement, progress, attendance, who needs attention")
    permission = permissions.RESULTS
    form_class = ClassSpanForm
    numbered = False

    def sections(self, params):
        """Two sheets a class: the figures, and those who need attention."""
        span, classes = params["span"], params["classes"]
        if span is None or not classes:
            return []
        years = Movement(span.first, span.last).years()
        moved = {of.pk: counts for *_year, rows, _rest in years for of, counts in rows}
        found = {
            "marks": _marks(classes, span),
            "attended": counting.attended(classes, span.first, span.last),
            "subjects": {one.pk: one.name for one in Subject.objects.filter(has_marks=True)},
        }
        teachers = results.homeroom_teachers(classes, min(clock.today(), span.last))
        return [
            {
                **params,
                **found,
                "class": of,
                "sheet": sheet,
                "moved": moved.get(of.pk),
                "homeroom": teachers.get(of.pk, ""),
            }
            for of in classes
            for sheet in ("figures", "attention")
        ]

    def subject(self, params):
        return params.get("class")

    def heavy(self, params):
        return len(params["classes"]) > 3

    def columns(self, params):
        if params["sheet"] == "figures":
            return [
                Column("name", _("Indicator"), weight=3),
                Column("all", _("Total"), align="center", weight=1, strong=True),
                Column("girls", _("Girls"), align="center", weight=1),
                Column("boys", _("Boys"), align="center", weight=1),
            ]
        return [
            Column("name", _("Name of the student"), weight=2),
            Column("why", _("Note"), weight=2),
            Column("subjects", _("Subjects"), weight=3),
            Column("missed", _("Lessons missed"), kind="int"),
            Column("unknown", _("without a reason"), kind="int"),
        ]

    def rows(self, params):
        of, span = params["class"], params["span"]
        params["lines"] = results.seated(of, min(span.last, clock.today()))
        if params["sheet"] == "attention":
            return list(_attention(params))
        return [
            Band(_("Movement of students")),
            *_moved(params["moved"]),
            *([] if without_marks(of) else [Band(_("Progress")), *_progress(params)]),
            Band(_("Attendance")),
            *_attendance(params),
        ]

    def heading(self, params, lang):
        words = {"class": params["class"], "period": params["span"].title(lang)}
        attention = params["sheet"] == "attention"
        title = (
            pgettext("paper", "Who needs attention in class %(class)s, %(period)s")
            if attention
            else pgettext("paper", "Report of the homeroom teacher of class %(class)s, %(period)s")
        )
        month = _("A month has no results: the mark its average hints at is counted.")
        return Heading(
            title=title % words,
            subtitle=_("Academic year %(year)s") % {"year": params["span"].year},
            notes=(
                *([month] if params["span"].is_month else []),
                *([_("This class studies without marks.")] if without_marks(params["class"]) else []),
                *([_("Measures taken: ______________________________________________")] if attention else []),
            ),
            signatures=(Signature(_("Homeroom teacher"), params["homeroom"]),),
        )


def _marks(classes, span) -> dict:
    """{class: {student: {subject: result}}}; of a month the marks that its averages hint at."""
    if not span.is_month:
        return results.school(span.year, span.term)
    every = counting.hinted(classes, span.first, span.last)
    return {of.pk: every for of in classes}


def _moved(counts):
    """Start, arrived, left, end; moves between classes of the school stand beside. None: nobody has been there."""
    shown = [
        (_("At the beginning"), "start"),
        (_("Arrived"), "arrived"),
        (_("Came from another class"), "came_in"),
        (_("Left"), "left"),
        (_("Went to another class"), "went_out"),
        (_("At the end"), "end"),
    ]
    for title, name in shown:
        three = (counts.total, counts.girls, counts.boys) if counts else ()
        total, girls, boys = (getattr(one, name) for one in three) if three else (0, 0, 0)
        if total or name not in {"came_in", "went_out"}:
            yield {"name": title, "all": total, "girls": girls, "boys": boys}


def _three(params, value_of, places=None):
    """One figure of all, of the girls and of the boys, rounded to `places`; «—» where there is nobody to count."""
    lines = params["lines"]
    some = {"all": lines, "girls": [o for o in lines if o.sex == "f"], "boys": [o for o in lines if o.sex == "m"]}
    found = {key: value_of(those) for key, those in some.items()}
    return {
        key: "—" if value is None else value if places is None else half_up(value, places)
        for key, value in found.items()
    }


def _progress(params):
    marks = params["marks"].get(params["class"].pk, {})
    groups = {line.id: standing(marks.get(line.id, {}).values()) for line in params["lines"]}
    words = notes() | {"satisfactory": _("satisfactory")}

    def of(those, *names):
        return sum(groups[line.id] in names for line in those)

    def counts(those):
        return sum((Counts.of(marks.get(line.id, {}).values()) for line in those), Counts())

    def part(names):
        return lambda those: share(of(those, *names), of(those, *GROUPS))

    for group in GROUPS:
        yield {"name": words[group].capitalize(), **_three(params, lambda those, group=group: of(those, group))}
    yield {
        "name": _("Success, %"),
        **_three(params, part(GROUPS[:4]), 1),
    }
    yield {
        "name": _("Quality, %"),
        **_three(params, part(GROUPS[:2]), 1),
    }
    yield {"name": _("Degree of learning, %"), **_three(params, lambda those: counts(those).learned, 1)}
    yield {"name": _("Average mark"), **_three(params, lambda those: counts(those).mean, 2)}


def _attendance(params):
    seen = params["attended"].get(params["class"].pk, {})

    def of(those):
        return sum((seen.get(line.id, Attended()) for line in those), Attended())

    yield {"name": _("Lessons missed"), **_three(params, lambda those: of(those).missed)}
    for name in ("ill", "excused", "unknown"):
        yield {
            "name": str(REASONS[name]).capitalize(),
            **_three(params, lambda those, name=name: getattr(of(those), name)),
        }
    yield {"name": _("Came late"), **_three(params, lambda those: of(those).late)}
    yield {"name": _("Attendance, %"), **_three(params, lambda those: of(those).share, 2)}


def _attention(params):
    """Failing, not attested, one «3», one «4», and those who miss lessons without a known reason."""
    marks, seen = (params[key].get(params["class"].pk, {}) for key in ("marks", "attended"))
    words = remarks() | {"one4": _("one «4»")}
    for line in params["lines"]:
        mine, came = marks.get(line.id, {}), seen.get(line.id, Attended())
        lists = [group for group in listed(mine.values()) if group != "excellent"]
        why = [words[group] for group in lists]
        why += [_("misses lessons without a reason")] if came.unknown >= OFTEN else []
        if why:
            yield {
                "name": line.name,
                "why": ", ".join(why),
                "subjects": named(mine, lists, params["subjects"]),
                "missed": came.missed or None,
                "unknown": came.unknown or None,
            }


WEAK = {"failing": ("2", "1", "нзч"), "na": ("н/а",), "one3": ("3",), "one4": ("4",)}


def named(marks: dict, lists, subjects: dict) -> str:
    """The subjects for whose marks a student stands in the lists, in the curriculum's order."""
    weak = {mark for group in lists for mark in WEAK.get(group, ())}
    return ", ".join(name for pk, name in subjects.items() if str(marks.get(pk)) in weak)
