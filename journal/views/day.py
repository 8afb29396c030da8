"""The teacher's day: lessons of the day, what is not filled."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import permissions, reading
from journal.models import Cell, Lesson
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.structure.models import Bell
from schoolmis.ui.dates import date_long, weekday


@guard(permissions.DAY)
def day(request):
    """Lessons of a day in order, each with its journal one tap away."""
    today = clock.today()
    try:
        shown = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        shown = today
    own = {grant.section for grant in permissions.DAY.grants(request.user)}
    lessons = list(
        Lesson.objects.filter(section__in=own, date=shown, status=Lesson.Status.PLANNED)
        .select_related("section__subject", "section__group")
        .prefetch_related("section__group__classes")
        .annotate(written=Exists(Cell.objects.filter(lesson=OuterRef("pk"))))
        .order_by("number")
    )
    bells = {(bell.shift, bell.number): bell for bell in Bell.objects.all()}
    now = clock.now().time()
    for lesson in lessons:
        shift = min((of.shift for of in lesson.section.group.classes.all()), default=1)
        lesson.bell = bells.get((shift, lesson.number))
        lesson.shift = shift
        lesson.full = lesson.written or lesson.taken_at is not None
        lesson.is_now = shown == today and lesson.bell and lesson.bell.starts_at <= now <= lesson.bell.ends_at
    lessons.sort(key=lambda lesson: (lesson.bell.starts_at if lesson.bell else now, lesson.number))
    behind = reading.lessons_behind(today, section__in=own).select_related("section__subject", "section__group")
    step = lambda days: f"{reverse('journal:day')}?on={(shown + timedelta(days=days)).isoformat()}"  # noqa: E731
    return render(
        request,
        "journal/day.html",
        {
            "shown": shown,
            "today": today,
            "lessons": lessons,
            "behind": behind.order_by("date", "number")[:12],
            "behind_count": behind.count(),
            "title": f"{weekday(shown).capitalize()}, {date_long(shown)}",
            "line": _("Lessons: %(n)s") % {"n": len(lessons)},
            "before": step(-1),
            "after": step(1),
        },
    )
