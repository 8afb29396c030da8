"""The teacher's week: lessons by days and hours, as they are held and not only as the timetable has them."""

from collections import defaultdict
from datetime import date, timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal import permissions
from journal.models import Lesson
from journal.substitutes.facts import rooms_of
from journal.substitutes.own import Replacing
from journal.views.day import sections_of
from journal.views.timetable import days
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.structure.bells import Bells
from schoolmis.structure.models import Bell
from schoolmis.ui.dates import date_short, day_asked, day_month


@guard(permissions.DAY)
@require_safe
def week(request):
    """R1-4.1/2: own lessons and those held for others, with rooms; a lesson leads to its day."""
    shown = day_asked(request.GET.get("on", "")) or clock.today()
    monday = shown - timedelta(days=shown.weekday())
    found = _lessons(request.user, [monday + timedelta(days=step) for step in range(6)])
    last = max((day.isoweekday() for _shift, _number, day in found), default=0)  # a working Saturday
    names = [(monday + timedelta(days=at - 1), name) for at, name in days(max(last, len(days())))]
    hours, bells = sorted({(shift, number) for shift, number, _day in found}), Bells(Bell.objects.all())
    step = lambda weeks: f"{reverse('journal:week')}?on={(monday + timedelta(weeks=weeks)).isoformat()}"  # noqa: E731
    return render(
        request,
        "journal/week.html",
        {
            "title": _("My week, %(first)s – %(last)s")
            % {"first": day_month(names[0][0]), "last": date_short(names[-1][0])},
            "line": _("Lessons: %(n)s") % {"n": sum(map(len, found.values()))},
            "today": clock.today(),
            "days": names,
            "rows": [
                (number, bells.of(shift, number, None), [found[shift, number, day] for day, _name in names])
                for shift, number in hours
            ],
            "before": step(-1),
            "after": step(1),
        },
    )


def _lessons(user, wanted: list[date]) -> dict[tuple[int, int, date], list[Lesson]]:
    """{(shift, number, day): lessons} with `room` and `replaced`; a statement a day and four for all."""
    own, replacing = sections_of(user), {day: Replacing(user, day) for day in wanted}
    others = {section for one in replacing.values() for section in one.sections}
    held = Lesson.objects.held().filter(section__in=own | others, date__range=(wanted[0], wanted[-1]))
    held = held.select_related("section__subject", "section__group").prefetch_related("section__group__classes")
    rooms = rooms_of(wanted[0], wanted[-1])
    found = defaultdict(list)
    for lesson in held.order_by("date", "number"):
        if lesson.section_id not in own and not replacing[lesson.date].mine(lesson):
            continue
        lesson.replaced = replacing[lesson.date].said(lesson)
        place = rooms[lesson.date].get((lesson.section_id, lesson.number))
        lesson.room = place.room_name if place else ""
        shift = min((of.shift for of in lesson.section.group.classes.all()), default=1)
        found[shift, lesson.number, lesson.date].append(lesson)
    return found
