"""The teacher's day: lessons of the day, what is not filled."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Window
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import checking, conversations, first_steps, permissions, reading, remote, signing
from journal.models import Cell, Lesson
from journal.substitutes import reach as standing_in
from journal.substitutes.own import Replacing
from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import grants_of
from schoolmis.access.guard import guard
from schoolmis.events import audience
from schoolmis.events.reading import upcoming
from schoolmis.structure.bells import Bells
from schoolmis.structure.models import Bell, SchoolClass, SpecialDay
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_long, day_asked, day_month, weekday
from students.models import Placement


@guard(permissions.DAY)
def day(request):
    """Lessons of a day in order, each with its journal one tap away."""
    today = clock.today()
    shown = day_asked(request.GET.get("on", "")) or today
    own = sections_of(request.user)
    lessons = lessons_of(request.user, shown)
    behind = reading.lessons_behind(today, section__in=own).select_related("section__subject", "section__group")
    behind = list(behind.annotate(count=Window(Count("pk"))).order_by("date", "number")[:12])
    step = lambda days: f"{reverse('journal:day')}?on={(shown + timedelta(days=days)).isoformat()}"  # noqa: E731
    return render(
        request,
        "journal/day.html",
        {
            "shown": shown,
            "today": today,
            "lessons": lessons,
            "to_sign": sum(lesson.is_over and lesson.to_sign for lesson in lessons),
            "checks": checking.first_late(checking.visible(permissions.ANSWER_CHECK, request.user)).filter(
                status__in=checking.OPEN
            )[:12],
            "unsigned": _unsigned(own, shown),
            "behind": behind,
            "behind_count": behind[0].count if behind else 0,
            "title": f"{weekday(shown).capitalize()}, {date_long(shown)}",
            "line": _("Lessons: %(n)s") % {"n": len(lessons)},
            "next_day": None if lessons else _next(own, shown),
            "is_new": not lessons and first_steps.is_new(),
            "waiting": conversations.unread_count(request.user),
            "own_classes": _own_classes(request.user, shown),
            "before": step(-1),
            "after": step(1),
            "events": upcoming(shown, audience.meant_for(request.user)),
        },
    )


def sections_of(user) -> set[int]:
    """The sections whose journals are the teacher's own, not for some days."""
    return {grant.section for grant in permissions.DAY.grants(user) if grant.first is None}


def lessons_of(user, shown) -> list[Lesson]:
    """The teacher's lessons of a day by their bells, each with how far it is filled and signed."""
    today, own, replacing = clock.today(), sections_of(user), Replacing(user, shown)
    held = Lesson.objects.held().filter(section__in=own | replacing.sections, date=shown)
    lessons = list(
        remote.with_place(signing.with_state(held))
        .select_related("section__subject", "section__group", "section__plan")
        .prefetch_related("section__group__classes")
        .annotate(written=Exists(Cell.objects.filter(lesson=OuterRef("pk"))))
        .annotate(is_short=Exists(SpecialDay.objects.filter(date=OuterRef("date"), is_short=True)))
        .order_by("number")
    )
    lessons = [lesson for lesson in lessons if lesson.section_id in own or replacing.mine(lesson)]
    bells = Bells(Bell.objects.all())
    now = clock.now().time()
    for lesson in lessons:
        groups = [(of.shift, of.grade) for of in lesson.section.group.classes.all()]
        shift, grade = min(groups, default=(1, None))
        lesson.bell = bells.of(shift, lesson.number, grade, short=lesson.is_short)
        lesson.shift = shift
        lesson.replaced = replacing.said(lesson)
        lesson.opens = lesson.section_id in own or shown == today
        lesson.remote = remote.place(lesson)
        lesson.full = lesson.written or lesson.taken_at is not None
        lesson.is_now = shown == today and lesson.bell and lesson.bell.starts_at <= now <= lesson.bell.ends_at
        lesson.to_come = shown > today or (shown == today and lesson.bell and now < lesson.bell.starts_at)
        lesson.is_over = shown < today or (shown == today and not (lesson.is_now or lesson.to_come))
        is_own = lesson.opens and standing_in.reach(permissions.SIGN, user, lesson.section).covers(shown, lesson.number)
        lesson.to_sign = is_own and (lesson.signed_at is None or lesson.is_changed)
        lesson.said = signing.said(lesson)
        lesson.ways = signing.ways(lesson, signing.lacks(lesson)) if lesson.to_sign and not lesson.to_come else []
    lessons.sort(key=lambda lesson: (lesson.bell.starts_at if lesson.bell else now, lesson.number))
    return lessons


def _unsigned(own, shown) -> list[dict]:
    """Other days of this term whose lessons are filled and not signed as they stand."""
    address = reverse("journal:day")
    days = signing.unsigned_days(own)
    return [{"day": on, "n": n, "url": f"{address}?on={on.isoformat()}"} for on, n in days if on != shown]


def _next(own, day) -> Act | None:
    """The way to the next day with lessons of the teacher's, where there is one."""
    ahead = Lesson.objects.held().filter(section__in=own, date__gt=day)
    found = ahead.order_by("date").values_list("date", flat=True).first()
    if found is None:
        return None
    label = _("Next lessons: %(day)s") % {"day": f"{weekday(found)}, {day_month(found)}"}
    return Act(label, f"{reverse('journal:day')}?on={found.isoformat()}")


def _own_classes(user, day) -> list[dict]:
    """The homeroom teacher's classes with who is absent on the day and from which lessons."""
    led = {grant.school_class for grant in grants_of(user) if grant.role == Role.HOMEROOM and grant.school_class}
    if not led:
        return []
    places = Placement.objects.on(day).filter(school_class__in=led)
    away = (
        Cell.objects.of_lessons()
        .filter(lesson__date=day, student__placements__in=places)
        .exclude(absence="")
        .select_related("student__person", "lesson")
        .annotate(of=F("student__placements__school_class"))
        .order_by("student__person__sort_key", "lesson__number")
    )
    absent = defaultdict(dict)
    for cell in away:
        line = absent[cell.of].setdefault(
            cell.student_id, {"pk": cell.student_id, "name": cell.student.person.short_name}
        )
        line.setdefault("lessons", {}).setdefault(cell.absence, []).append(str(cell.lesson.number))
    for line in (line for lines in absent.values() for line in lines.values()):
        line["tone"] = "bad" if "н" in line["lessons"] else "warn"
        said = "; ".join(f"{code} · {', '.join(numbers)}" for code, numbers in line["lessons"].items())
        line["word"] = _("%(numbers)s lesson") % {"numbers": said}
    classes = SchoolClass.objects.filter(pk__in=led)
    return [{"pk": of.pk, "name": str(of), "absent": list(absent[of.pk].values())} for of in classes]
