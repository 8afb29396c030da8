"""What a change of the calendar does to lessons: moved boundaries told before, lessons laid anew after."""

from itertools import chain, repeat

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal import locks, permissions
from journal.actions import lay_lessons
from journal.courses import Courses
from journal.models import Cell, Lesson, Slot
from schoolmis import clock
from schoolmis.structure import hooks
from schoolmis.structure.calendar import moved
from schoolmis.structure.models import AcademicYear
from schoolmis.ui.acts import Act
from students.models import Result


def lessons_that_move(year, terms) -> list[str]:
    """One sentence per pair of terms between which lessons would move, with how much is written in them."""
    before = {term.number: (term.starts_on, term.ends_on) for term in year.terms.all()}
    first = min(start for start, _end in [*before.values(), *terms.values()])
    last = max(end for _start, end in [*before.values(), *terms.values()])
    counted = Lesson.objects.filter(part=0, date__range=(first, last)).values_list("date").annotate(Count("pk"))
    filled = Cell.objects.filter(lesson__date__range=(first, last)).exclude(first=None, absence="")
    filled = moved(_each(filled.values_list("lesson__date").annotate(Count("pk"))), before, terms)
    name = {term.number: str(term) for term in year.terms.all()} | {None: _("no term")}
    return [
        ngettext("%(n)s lesson moves: %(before)s → %(after)s", "%(n)s lessons move: %(before)s → %(after)s", count)
        % {"n": count, "before": name[former], "after": name[new]}
        + (_(", marks and absences in them: %(n)s") % {"n": n} if (n := filled[former, new]) else "")
        for (former, new), count in moved(_each(counted), before, terms).items()
    ]


def _each(counted):
    """Days as often as they are counted."""
    return chain.from_iterable(repeat(day, count) for day, count in counted.order_by())


hooks.boundary_hooks.append(lessons_that_move)


def with_results(sections, waits) -> set[int]:
    """Courses in which a term's result stands; `waits`: writes under way are over, and none begins before the end."""
    if waits:
        locks.close_terms()
    rows = Result.objects.filter(section__in=sections, period=Result.Period.TERM).exclude(value=None, code="")
    return set(rows.order_by().values_list("section", flat=True).distinct())


hooks.results_hooks.append(with_results)


def days_told() -> list[Act]:
    """From the calendar in one step: days that were not held, days at a distance."""
    return [
        Act(_("Mark whole days as not held"), reverse("journal:lost_days"), permissions.DROP_DAYS),
        Act(_("Days at a distance"), reverse("journal:remote_new"), permissions.REMOTE),
    ]


hooks.calendar_acts.append(days_told)


def lay_days(first, last, by):
    """Days came into the school year or left it: lessons follow, those with anything written in them stay."""
    for year in AcademicYear.objects.filter(starts_on__lte=last, ends_on__gte=first):
        if Slot.objects.filter(section__group__year=year).exists():
            lay_lessons(year, first, last, by=by)


hooks.calendar_hooks.append(lay_days)


def too_many(room, lessons_at_once) -> list[str]:
    """What stands in `room` at one time, today or later, and is more than `lessons_at_once`."""
    today, found = clock.today(), {}
    for year in AcademicYear.objects.select_for_update().filter(ends_on__gte=today):
        rows = Slot.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), section__group__year=year, room=room)
        changes = {max(day, today) for day in rows.order_by().values_list("starts_on", flat=True).distinct()}
        for day in sorted(changes):
            courses = Courses.of(year, day)
            courses.holds[room.pk] = lessons_at_once
            slots = Slot.objects.on(day).filter(section__group__year=year, room=room)
            clashes = courses.clashes(slots.spots())
            found |= {courses.say(clash): None for clash in clashes if clash["kind"] == "room"}
    return list(found)[:10]


hooks.room_hooks.append(too_many)
