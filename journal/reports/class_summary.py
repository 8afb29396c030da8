"""Сводная ведомость: students by subjects, then the indicators of each subject (domain facts §4.5)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal import permissions, policy, results
from journal.reports.forms import ClassTermForm
from journal.reports.levels import legend, level_rows, scales_of
from journal.rules.indicators import Counts, standing
from journal.rules.scales import LEVELS, NONE
from schoolmis import clock
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Column, Heading, Signature
from schoolmis.ui.dates import date_as_of
from schoolmis.ui.numbers import half_up


def notes():
    """The groups of students in a word or two, as heads name them."""
    return {
        "excellent": _("excellent"),
        "good": _("good"),
        "one3": _("one «3»"),
        "failing": _("failing"),
        "na": _("not attested"),
    }


def remarks():
    """A student's group in a word or two, for the remark column."""
    return notes() | {
        "excellent": pgettext("of one student", "excellent"),
        "good": pgettext("of one student", "good"),
        "failing": pgettext("of one student", "failing"),
        "na": pgettext("of one student", "not attested"),
    }


def indicator_rows(counts: dict[str, Counts], label="name"):
    """Footer rows by column key: how many of each mark, then success, quality, СОУ and the average."""
    shown = [
        (_("has «5»"), "five"),
        (_("has «4»"), "four"),
        (_("has «3»"), "three"),
        (_("has «2»"), "two"),
        (_("not attested"), "na"),
        (_("Success, %"), "success"),
        (_("Quality, %"), "quality"),
        (_("Degree of learning, %"), "learned"),
        (_("Average mark"), "mean"),
    ]
    for title, name in shown:
        row = {key: _number(getattr(count, name), name) for key, count in counts.items()}
        if name not in {"two", "na"} or any(row.values()):
            yield {label: title, **row}


def _number(value, name):
    """Counts as they are, zero left empty; per cents with one decimal, half up; «—» where there is nobody to count."""
    if value is None:
        return "—"
    if name in {"success", "quality", "learned"}:
        return 100 if value == 100 else half_up(value, 1)  # «100,0» would widen every column
    return half_up(value, 2) if name == "mean" else value or None


def without_marks(school_class) -> bool:
    """The grade's scale has no marks, or levels in words: the indicators say nothing of it."""
    year = school_class.year.starts_on.year
    return policy.scale_of(school_class.programme, school_class.grade, year).kind in {NONE, LEVELS}


def average_of(school_class) -> list[Column]:
    """The column of averages, where there are marks."""
    if without_marks(school_class):
        return []
    return [Column("average", _("Average mark"), turned=True, kind="decimal", strong=True)]


@register
class ClassSummary(Report):
    code = "journal.class_summary"
    title = gettext_lazy("Class summary sheet")
    about = gettext_lazy("Term marks of a class by subject, with the indicators")
    permission = permissions.RESULTS
    form_class = ClassTermForm
    landscape = True

    def sections(self, params):
        teachers = results.homeroom_teachers(params["classes"], min(clock.today(), params["year"].ends_on))
        return [{**params, "class": of, "homeroom": teachers.get(of.pk, "")} for of in params["classes"]]

    def subject(self, params):
        return params.get("class")

    def heavy(self, params):
        return len(params["classes"]) > 3

    def columns(self, params):
        params["lines"] = results.lines(params["class"], params["term"])
        params["scales"] = scales_of(params["class"])
        params["subjects"] = results.subjects_of(params["class"], [line.id for line in params["lines"]])
        return [
            Column("name", _("Name of the student")),
            *(Column(f"s{s.pk}", s.name, turned=True, kind="mark") for s in params["subjects"]),
            *average_of(params["class"]),
            Column("missed", _("Lessons missed"), turned=True, kind="int"),
            Column("unknown", _("without a reason"), turned=True, kind="int"),
            Column("note", _("Note"), align="center"),
        ]

    def rows(self, params):
        words = remarks()
        for line in params["lines"]:
            marks = [line.results.get(s.pk) for s in params["subjects"]]
            yield {
                "name": line.name,
                **{f"s{s.pk}": mark for s, mark in zip(params["subjects"], marks, strict=True)},
                "average": Counts.of(marks).mean,
                "missed": sum(line.missed.values()) or None,
                "unknown": line.missed["н"] or None,
                "note": words.get(standing(marks), ""),
            }

    def totals(self, params, rows):
        told = {f"s{s.pk}": [row.get(f"s{s.pk}") for row in rows] for s in params["subjects"]}
        if without_marks(params["class"]):
            return list(level_rows(params["scales"], told))
        return list(indicator_rows({key: Counts.of(results) for key, results in told.items()})) if rows else []

    def heading(self, params, lang):
        term, of, head = params["term"], params["class"], letterhead.current(lang)
        lines, levels = params["lines"], legend(params["scales"])
        girls = sum(line.sex == "f" for line in lines)
        students = _("On the list: %(n)s; girls: %(girls)s, boys: %(boys)s") % {
            "n": len(lines),
            "girls": girls,
            "boys": len(lines) - girls,
        }
        title = (
            pgettext("paper", "Summary sheet of class %(class)s, %(term)s") % {"class": of, "term": term}
            if term
            else pgettext("paper", "Summary sheet of class %(class)s, year") % {"class": of}
        )
        day = date_as_of(min(clock.today(), term.ends_on if term else of.year.ends_on), lang)
        return Heading(
            title=title,
            subtitle=_("Academic year %(year)s · %(day)s") % {"year": of.year, "day": day},
            approve=Approve(head.head_post, head.head_name),
            notes=(
                students,
                *([_("This class studies without marks.")] if without_marks(of) else levels),
            ),
            signatures=(
                Signature(_("Homeroom teacher"), params["homeroom"]),
                Signature(_("Deputy head for studies"), ""),
            ),
        )
