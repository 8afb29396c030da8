"""A newly published week told to those whose own lessons change, once each, with a link to it (R1-2.2c)."""

from collections import defaultdict
from datetime import date

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy

from journal import families
from journal.day_changes import pupils
from journal.rules.timetable import Spot
from schoolmis import clock
from schoolmis.notices import kinds
from schoolmis.notices.actions import Telling, notify_each
from schoolmis.structure.models import Section, TeachingLoad
from schoolmis.ui.dates import date_short, weekday
from students.models import Placement, Student

CHILD = kinds.register("journal.week_changed", gettext_lazy("%(student)s: other lessons from %(day)s on (%(days)s)"))
TEACHER = kinds.register("journal.own_week_changed", gettext_lazy("Your lessons change from %(day)s on (%(days)s)"))


def tell(before: list[Spot], after: list[Spot], on: date, *, by) -> int:
    """`before`: the places that end on the day, `after`: those that begin; whose week stays as it is hears nothing.

    A room counts: whoever goes to another one must know. Returns how many notices were made.
    """
    changed = _changed(before, after)
    if not changed:
        return 0
    day = max(on, clock.today())
    return len(notify_each(CHILD, _families(changed, day), by=by)) + len(
        notify_each(TEACHER, _teachers(changed, day, by), by=by)
    )


def _changed(before, after) -> dict[int, set[int]]:
    """{section: the days of the week on which its lessons differ}."""
    found = defaultdict(set)
    for spot in {one._replace(fixed=False) for one in before} ^ {one._replace(fixed=False) for one in after}:
        found[spot.section].add(spot.weekday)
    return found


def _families(changed, day) -> list[Telling]:
    """One a child, for its guardians who may be told and the student."""
    sections = Section.objects.filter(pk__in=changed).select_related("group")
    days = defaultdict(set)
    for section, students in pupils(sections, day).items():
        for student in students:
            days[student] |= changed[section]
    users = families.guardians_and_students(days)
    classes = dict(Placement.objects.on(day).filter(student__in=users).values_list("student", "school_class"))
    children = Student.objects.filter(pk__in=users).select_related("person").in_bulk()
    return [
        Telling(
            users[pk],
            {"student": children[pk].person.short_name} | _when(day, days[pk]),
            url=f"{reverse('journal:class_timetable', args=[classes[pk]])}?on={day.isoformat()}",
            about=children[pk].person,
        )
        for pk in sorted(users)
        if pk in classes
    ]


def _teachers(changed, day, by) -> list[Telling]:
    loads = TeachingLoad.objects.on(day).filter(section__in=changed, teacher__person__user__is_active=True)
    days, users = defaultdict(set), {}
    for load in loads.exclude(teacher__person__user=by).select_related("teacher__person__user"):
        days[load.teacher_id] |= changed[load.section_id]
        users[load.teacher_id] = load.teacher.person.user
    url = f"{reverse('journal:week')}?on={day.isoformat()}"
    return [Telling([users[pk]], _when(day, days[pk]), url=url) for pk in sorted(days)]


def _when(day: date, days: set[int]) -> dict:
    return {"day": date_short(day), "days": _names(sorted(days))}


_names = lazy(lambda days: ", ".join(weekday(one, short=True) for one in days), str)
