"""What acts change in children's days, told to families and students: once an act, never of what is over (R1-2.2c)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import families
from journal.models import Lesson
from journal.rules.losses import as_runs
from journal.substitutes.facts import Brought, of_bells
from schoolmis import clock
from schoolmis.notices import kinds
from schoolmis.notices.actions import Telling, notify_each
from schoolmis.structure.models import Group, Section
from schoolmis.ui.dates import date_short, days_short
from students.models import Exemption, Membership, Placement, Student

CHANGED = kinds.register("journal.day_changed", gettext_lazy("%(student)s, %(day)s: %(what)s"))
NOT_HELD = kinds.register("journal.days_not_held", gettext_lazy("%(student)s, lessons not held: %(days)s (%(why)s)"))

HELD_BY = gettext_lazy("%(lesson)s – %(name)s stands in")
NO_SUBSTITUTE = gettext_lazy("%(lesson)s – no substitution")
LOST = gettext_lazy("%(lesson)s – not held")
HELD = gettext_lazy("%(lesson)s – held after all")
MOVED = gettext_lazy("%(lesson)s – held at another hour: %(where)s")
HERE = gettext_lazy("%(lesson)s – held at this hour (it stood as: %(where)s)")
BROUGHT = gettext_lazy("%(lesson)s – held at this hour (it stood as: %(where)s); not held: %(other)s")
TAKEN_BACK = gettext_lazy("%(lesson)s – held after all; %(other)s – at its own hour: %(where)s")


@dataclass(frozen=True)
class Change:
    """A sentence about a lesson, or without a `number` about every lesson of the section from `first` to `last`."""

    sentence: str
    section: Section
    first: date
    last: date
    number: int | None
    data: dict = field(default_factory=dict)

    def __str__(self):
        """In the active language."""
        lesson = self.section.subject.name
        if self.number:
            lesson = _("lesson %(number)s, %(subject)s") % {"number": self.number, "subject": lesson}
        return str(self.sentence) % (self.data | {"lesson": lesson})


def of_lesson(sentence, lesson: Lesson, at: tuple[date, int] | None = None, **data) -> Change:
    """`at`: the hour that is told of, where it is not the lesson's own any more."""
    day, number = at or (lesson.date, lesson.number)
    return Change(sentence, lesson.section, day, day, number, data)


def of_row(sentence, row, **data) -> Change:
    """Of a row of an order of substitution."""
    return Change(sentence, row.section, row.starts_on, row.last_day, row.number, data)


def of_brought(one: Brought, sections: dict[int, Section], instead: int, *, back: bool = False) -> Change:
    """A later lesson at the hour of another of the section `instead`; `back`: both stand at their own hours again."""
    stands, other = (instead, one.section) if back else (one.section, instead)
    data = {"where": where(one.to_day, one.from_day, one.from_number), "other": _subject(sections[other])}
    return Change(TAKEN_BACK if back else BROUGHT, sections[stands], one.to_day, one.to_day, one.to_number, data)


def _where(beside: date, day: date, number: int) -> str:
    """The hour of a lesson, with its day where that is another one."""
    if day == beside:
        return _("lesson %(n)s") % {"n": number}
    return _("%(day)s, lesson %(number)s") % {"day": date_short(day), "number": number}


where = lazy(_where, str)
_subject = lazy(lambda section: section.subject.name, str)


def tell(changes, *, by) -> None:
    """One notice a child and a day, or days, with all that the act changes there."""
    found: dict = defaultdict(list)
    ahead = _not_over(changes)
    for day in {one.first for one in ahead}:
        mine = [one for one in ahead if one.first == day]
        taught = pupils([one.section for one in mine], max(day, clock.today()))
        for one in sorted(mine, key=lambda one: one.number or 0):
            for student in taught[one.section.pk]:
                found[student, one.first, one.last].append(one)
    told = [(key[0], {"day": _days(*key[1:]), "what": _all(found[key])}) for key in sorted(found)]
    _tell(CHANGED, told, by)


def tell_not_held(lessons, why, *, by) -> None:
    """Of whole days and events: one notice a child, with the days and the numbers of the lessons."""
    numbers: dict = defaultdict(lambda: defaultdict(set))
    by_day = defaultdict(list)
    sections = Section.objects.in_bulk({one.section_id for one in lessons})
    for lesson in lessons:
        by_day[lesson.date].append(lesson)
    for day, mine in sorted(by_day.items()):
        taught = pupils([sections[one.section_id] for one in mine], day) if day >= clock.today() else {}
        for lesson in mine:
            for student in taught.get(lesson.section_id, ()):
                numbers[student][day].add(lesson.number)
    _tell(NOT_HELD, [(pk, {"days": _numbered(days), "why": why}) for pk, days in numbers.items()], by)


def _numbered(days) -> str:
    """«24.11.2026, № 1–6; 25.11.2026, № 1–5», in no language."""
    return "; ".join(f"{date_short(day)}, № {as_runs(numbers)}" for day, numbers in sorted(days.items()))


_all = lazy(lambda changes: "; ".join(map(str, changes)), str)


def _days(first: date, last: date) -> str:
    return days_short(max(first, clock.today()), last)


def _not_over(changes) -> list[Change]:
    """Without what is past; of today's lessons, without those that have ended."""
    today, now = clock.today(), clock.now().time()
    ahead = [one for one in changes if one.last >= today]
    if not any(one.last == today and one.number for one in ahead):
        return ahead
    hours = of_bells(today)

    def ended(one) -> bool:
        here = one.last == today and one.number
        return bool(here) and hours(one.section.group.classes.all(), one.number)[1] <= now

    return [one for one in ahead if not ended(one)]


def pupils(sections, day: date) -> dict[int, set[int]]:
    """{section: those who are taught in it on the day}; three statements."""
    groups: dict = defaultdict(set)
    wanted = {one.group_id for one in sections}
    whole = Placement.objects.on(day).filter(
        school_class__groups__in=Group.objects.filter(pk__in=wanted).exclude(kind=Group.Kind.SUBGROUP)
    )
    for group, student in whole.values_list("school_class__groups", "student"):
        groups[group].add(student)
    for group, student in Membership.objects.on(day).filter(group__in=wanted).values_list("group", "student"):
        groups[group].add(student)
    free: dict = defaultdict(set)
    exempt = Exemption.objects.on(day).filter(subject__in={one.subject_id for one in sections})
    for subject, student in exempt.values_list("subject", "student"):
        free[subject].add(student)
    return {one.pk: groups[one.group_id] - free[one.subject_id] for one in sections}


def _tell(kind, told, by) -> None:
    students = {pk for pk, _data in told}
    users = families.guardians_and_students(students)
    pupils = Student.objects.filter(pk__in=users).select_related("person").in_bulk()
    notify_each(kind, [_telling(pupils[pk], users[pk], data) for pk, data in told if pk in users], by=by)


def _telling(student, users, data) -> Telling:
    child = student.person
    data = {"student": child.short_name} | data
    return Telling(users, data, url=reverse("journal:child", args=[student.pk]), about=child)
