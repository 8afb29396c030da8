"""Attendance: the sheet of a class by days, and the summary of classes by reason (domain facts §2.6, §3.4)."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from journal import counting, permissions, results
from journal.counting import Attended
from journal.models import Absence
from journal.reports.forms import ClassSpanForm, SpanForm
from journal.rules.marks import mean
from schoolmis import clock
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from schoolmis.structure.models import SchoolClass
from students.models import Placement

LETTERS = {"unknown": Absence.UNKNOWN, "ill": Absence.ILL, "excused": Absence.EXCUSED}

REASONS = {
    "unknown": gettext_lazy("without a reason"),
    "ill": pgettext_lazy("lessons missed", "through illness"),
    "excused": pgettext_lazy("lessons missed", "for a good reason"),
}
"""Of lessons missed, as heads and rows of papers name them."""


def letters_note():
    """The letters in words, under a table that uses them."""
    words = "; ".join(f"{letter.value} – {letter.label}" for letter in Absence)
    return _("Lessons missed: %(letters)s.") % {"letters": words}


class MonthForm(ClassSpanForm):
    """Months come first: a sheet by days is a sheet of a month."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        term = self.fields["term"]
        term.choices = [choice for choice in term.choices if choice[0] in self.months]
        term.label = gettext_lazy("Month")
        term.initial = next(iter(self.months), None)


@register
class AttendanceSheet(Report):
    code = "journal.attendance_sheet"
    title = gettext_lazy("Attendance sheet")
    about = gettext_lazy("A class by the days of a month: who missed how many lessons, and why")
    permission = permissions.RESULTS
    form_class = MonthForm
    landscape = True

    def sections(self, params):
        """Places and absences of all the classes are read at once and handed to their sheets."""
        span, classes = params["span"], params["classes"]
        if span is None or not classes:
            return []
        found = {
            "absences": counting.missed_by_day(classes, span.first, span.last),
            "days": counting.lesson_days(classes, span.first, span.last),
            "seats": _seats(classes, span),
        }
        teachers = results.homeroom_teachers(classes, min(clock.today(), span.last))
        return [{**params, **found, "class": of, "homeroom": teachers.get(of.pk, "")} for of in classes]

    def subject(self, params):
        return params.get("class")

    def heavy(self, params):
        return len(params["classes"]) > 3

    def columns(self, params):
        params["held"] = sorted(params["days"].get(params["class"].pk, ()))
        return [
            Column("name", _("Name of the student")),
            *(Column(f"{day}", f"{day.day}", align="center") for day in params["held"]),
            *(Column(key, letter.value, kind="int", group=_("Lessons missed")) for key, letter in LETTERS.items()),
            Column("all", _("Total"), kind="int", group=_("Lessons missed"), strong=True),
        ]

    def rows(self, params):
        for student, name in params["seats"].get(params["class"].pk, ()):
            by_day = {day: params["absences"].get((student, day), {}) for day in params["held"]}
            sums = sum((Counter(letters) for letters in by_day.values()), Counter())
            yield {
                "name": name,
                **{f"{day}": " ".join(map(_short, letters.items())) for day, letters in by_day.items()},
                **{key: sums[letter.value] or None for key, letter in LETTERS.items()},
                "all": sums.total() or None,
            }

    def totals(self, params, rows):
        if not rows:
            return []
        absent = {f"{day}": sum(bool(row[f"{day}"]) for row in rows) or None for day in params["held"]}
        lessons = {key: sum(row[key] or 0 for row in rows) or None for key in (*LETTERS, "all")}
        return [{"name": _("Absent that day"), **absent, **lessons}]

    def heading(self, params, lang):
        words = {"class": params["class"], "month": params["span"].title(lang)}
        return Heading(
            title=pgettext("paper", "Attendance of class %(class)s, %(month)s") % words,
            notes=(letters_note(),),
            signatures=(Signature(_("Homeroom teacher"), params["homeroom"]),),
        )


def _short(pair):
    """«н/2»: the letter, and how many lessons when more than one; beside a figure «б» would be read as 6."""
    letter, count = pair
    return f"{letter}/{count}" if count > 1 else letter


def _seats(classes, span) -> dict[int, list[tuple[int, str]]]:
    """{class: [(student, name)]} of all who sat there on some of the days, in the alphabet's order."""
    placed = Placement.objects.filter(school_class__in=classes, starts_on__lte=span.last)
    placed = placed.exclude(ends_on__lte=span.first).order_by("student__person__sort_key", "student")
    names = ("student__person__last_name", "student__person__first_name")
    found = {}
    for of, student, last_name, first_name in placed.values_list("school_class", "student", *names).distinct():
        found.setdefault(of, {})[student] = f"{last_name} {first_name}".strip()
    return {of: list(students.items()) for of, students in found.items()}


@register
class AttendanceSummary(Report):
    code = "journal.attendance_summary"
    title = gettext_lazy("Attendance by reason")
    about = gettext_lazy("Lessons missed by reason, attendance in per cent, by class and for the school")
    permission = permissions.SCHOOL_RESULTS
    form_class = SpanForm
    landscape = True
    numbered = False

    def columns(self, params):
        missed = _("Lessons missed")
        return [
            Column("name", _("Class"), weight=2),
            Column("students", _("Students"), kind="int"),
            Column("lessons", _("Lessons of all students"), kind="int"),
            *(Column(key, REASONS[key], kind="int", group=missed) for key in LETTERS),
            Column("missed", _("Total"), kind="int", group=missed, strong=True),
            Column("each", _("per student"), kind="decimal", group=missed),
            Column("late", _("Came late"), kind="int"),
            Column("share", _("Attendance, %"), kind="percent", places=2),
        ]

    def rows(self, params):
        span = params["span"]
        classes = list(SchoolClass.objects.filter(year=span.year))
        found = counting.attended(classes, span.first, span.last)
        return [_line(str(of), found.get(of.pk, {}).items()) for of in classes]

    def totals(self, params, rows):
        return [_line(_("Total"), [one for row in rows for one in row["counts"]])] if rows else []

    def heading(self, params, lang):
        return Heading(
            title=_("Attendance by reason, %(period)s") % {"period": params["span"].title(lang)},
            subtitle=_("Academic year %(year)s") % {"year": params["span"].year},
            notes=(_("Attendance: lessons of all students without those missed, of lessons of all students."),),
            signatures=(Signature(_("Deputy head for studies"), ""),),
        )


def _line(name, counts) -> dict:
    """`counts`: (student, Attended); who changed the class within the period is one student of the school."""
    counts = list(counts)
    all_of, students = sum((one for _student, one in counts), Attended()), len({student for student, _one in counts})
    return {
        "name": name,
        "students": students or None,
        "lessons": all_of.lessons or None,
        **{key: getattr(all_of, key) or None for key in LETTERS},
        "missed": all_of.missed or None,
        "each": mean(all_of.missed, students),
        "late": all_of.late or None,
        "share": "—" if all_of.share is None else all_of.share,
        "counts": counts,
    }
