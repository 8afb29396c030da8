"""How journals are kept: marks in each, lessons not filled, and how much homework classes have."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import counting, homework, permissions, results, signing
from journal.reading import journals_behind
from journal.reports.class_summary import without_marks
from journal.reports.forms import SpanForm
from journal.rules.indicators import share
from journal.rules.marks import mean
from schoolmis import clock
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Band, Column, Heading
from schoolmis.structure.models import SchoolClass, Section
from schoolmis.ui.dates import weekday

FEW = 3
"""Marks in a term with fewer of which a result rests on little."""


def held_note():
    return _("Lessons up to yesterday; a lesson is filled when attendance is taken or something stands in it.")


@register
class Density(Report):
    code = "journal.density"
    title = gettext_lazy("How journals are kept")
    about = gettext_lazy("Each journal: lessons held and filled, marks per student, who has few marks")
    permission = permissions.BEHIND
    form_class = SpanForm
    landscape = True
    numbered = False

    def columns(self, params):
        return [
            Column("name", _("Subject"), weight=3),
            Column("teacher", _("Teacher"), weight=2),
            Column("students", _("Students"), kind="int"),
            Column("held", _("Lessons held"), kind="int"),
            Column("remote", _("at a distance"), kind="int"),
            Column("empty", _("Not filled"), kind="int"),
            Column("unsigned", _("Filled, not signed"), kind="int"),
            Column("filled", _("Filled, %"), kind="percent", places=1),
            Column("marks", _("Marks"), kind="int"),
            Column("each", _("Marks per student"), kind="decimal"),
            Column("few", _("Students with fewer than %(n)s marks") % {"n": FEW}, kind="int"),
        ]

    def rows(self, params):
        span = params["span"]
        sections = list(
            Section.objects.filter(group__year=span.year, subject__has_marks=True)
            .annotate(grade=Min("group__classes__grade"), of=Min("group__classes"))
            .select_related("group", "subject")
            .order_by("grade", "group__name", "subject__order")
        )
        found = {
            "kept": counting.filled(sections, span.first, span.last),
            "remote": counting.remote_lessons(sections, span.first, span.last),
            "unsigned": signing.unsigned_per_section(sections, span.first, span.last),
            "marks": counting.marks_per_student(sections, span.first, span.last),
            "taught": results.taught(sections, min(span.last, clock.today())),
            "teachers": results.teachers(sections, min(span.last, clock.today())),
            "unmarked": {of.pk for of in SchoolClass.objects.filter(year=span.year) if without_marks(of)},
        }
        group = None
        for one in sections:
            if one.group_id != group:
                group = one.group_id
                yield Band(str(one.group))
            yield _density(one, **found)

    def totals(self, params, rows):
        sums = {
            key: sum(row[key] or 0 for row in rows) for key in ("held", "remote", "empty", "unsigned", "marks", "few")
        }
        return (
            [{"name": _("Total"), **sums, "filled": share(sums["held"] - sums["empty"], sums["held"])}] if rows else []
        )

    def heading(self, params, lang):
        return Heading(
            title=_("How journals are kept, %(period)s") % {"period": params["span"].title(lang)},
            subtitle=_("Academic year %(year)s") % {"year": params["span"].year},
            notes=(held_note(), _("A lesson changed after its signature counts as not signed.")),
        )


def _density(one, kept, remote, unsigned, marks, taught, teachers, unmarked) -> dict:
    held, filled, given = kept.get(one.pk, (0, 0, 0))
    students = taught.get(one.group_id, ())
    per, marked = marks.get(one.pk, {}), one.of not in unmarked
    return {
        "name": one.subject.name,
        "teacher": ", ".join(teachers.get(one.pk, ())),
        "students": len(students) or None,
        "held": held or None,
        "remote": remote.get(one.pk),
        "empty": held - filled or None,
        "unsigned": unsigned.get(one.pk),
        "filled": share(filled, held),
        "marks": given or None,
        "each": mean(given, len(students)) if marked else "—",
        "few": sum(per.get(student, 0) < FEW for student in students) or None if held and marked else None,
    }


@register
class Homework(Report):
    code = "journal.homework"
    title = gettext_lazy("Homework of classes")
    about = gettext_lazy("In how many subjects and for how many minutes classes have homework, by day")
    permission = permissions.BEHIND
    form_class = SpanForm
    landscape = True
    numbered = False

    def columns(self, params):
        on_average = _("Subjects with homework for a day, on average")
        return [
            Column("name", _("Class"), weight=2),
            Column("days", _("School days"), kind="int"),
            Column("lessons", _("Lessons held"), kind="int"),
            Column("given", _("with homework"), kind="int"),
            Column("share", _("Share, %"), kind="percent", places=1),
            *(
                Column(f"d{day}", weekday(day, short=True), kind="decimal", places=1, group=on_average)
                for day in range(1, 7)
            ),
            Column("mean", _("All days"), kind="decimal", places=1, group=on_average, strong=True),
            Column("most", _("At most"), kind="int"),
            Column("minutes", _("Minutes a day, on average"), kind="decimal", places=0),
            Column("heavy", _("Days over the norms"), kind="int"),
        ]

    def rows(self, params):
        span = params["span"]
        classes = list(SchoolClass.objects.filter(year=span.year))
        last = min(span.last, clock.today() - timedelta(days=1))
        held = counting.lesson_days(classes, span.first, last)
        given = homework.loads(classes, span.first, last)
        return [_homework(str(of), held.get(of.pk, {}), given[of.pk]) for of in classes]

    def heading(self, params, lang):
        return Heading(
            title=_("Homework of classes, %(period)s") % {"period": params["span"].title(lang)},
            subtitle=_("Academic year %(year)s") % {"year": params["span"].year},
            notes=(
                _("Homework is counted for the day that it is for, subgroups of a subject once; days up to yesterday."),
                _("Minutes are those that teachers have told. The norms stand in the table of sanitary norms."),
            ),
        )


def _homework(name, days, loads) -> dict:
    lessons = sum(count for count, _given in days.values())
    given = sum(count for _lessons, count in days.values())
    subjects = {day: loads[day].subjects if day in loads else 0 for day in days}
    by_weekday = {
        f"d{number}": _average([count for day, count in subjects.items() if day.isoweekday() == number])
        for number in range(1, 7)
    }
    return {
        "name": name,
        "days": len(days) or None,
        "lessons": lessons or None,
        "given": given or None,
        "share": share(given, lessons),
        **by_weekday,
        "mean": _average(list(subjects.values())),
        "most": max((load.subjects for load in loads.values()), default=0) or None,
        "minutes": mean(sum(load.minutes for load in loads.values()), len(days)) or None,
        "heavy": sum(load.heavy for load in loads.values()) or None,
    }


def _average(counts) -> Decimal | None:
    return mean(sum(counts), len(counts))


@register
class Behind(Report):
    code = "journal.behind"
    title = gettext_lazy("Journals that are behind")
    about = gettext_lazy("Teachers with lessons that are not filled, the oldest first")
    permission = permissions.BEHIND

    def columns(self, params):
        return [
            Column("teacher", _("Teacher"), weight=2),
            Column("subject", _("Subject"), weight=3),
            Column("lessons", _("Lessons not filled"), kind="int"),
            Column("oldest", _("The oldest"), kind="date"),
        ]

    def rows(self, params):
        for row in journals_behind(clock.today()):
            yield row | {"teacher": f"{row['last_name']} {row['first_name']}".strip()}

    def totals(self, params, rows):
        return [{"teacher": _("Total"), "lessons": sum(row["lessons"] for row in rows)}] if rows else []
