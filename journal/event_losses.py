"""Lessons that an event of the school takes out: which leave the journals, which stay and why."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import permissions
from journal.models import Cell, Closing, Lesson, LostLesson
from schoolmis.events import hooks
from schoolmis.events.models import Event, Whom
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.acts import Act

WHY = {
    "closed": gettext_lazy("the term is closed"),
    "written": gettext_lazy("something is written in it"),
    "joint": gettext_lazy("other classes have it too"),
}


@dataclass
class Taken:
    """`staying` lessons say `why`; `out`: how many of the event's lessons are recorded as not held already."""

    going: list[Lesson] = field(default_factory=list)
    staying: list[Lesson] = field(default_factory=list)
    out: int = 0


def classes_of(event: Event) -> list[int]:
    """The classes that an event for students is meant for."""
    if event.whom == Whom.CLASSES:
        return [one.pk for one in event.classes.all()]
    found = SchoolClass.objects.filter(year__starts_on__lte=event.starts_on, year__ends_on__gte=event.starts_on)
    if event.whom == Whom.GRADES:
        found = found.filter(grade__range=(event.grade_from, event.grade_to))
    return list(found.values_list("pk", flat=True)) if event.whom in (Whom.SCHOOL, Whom.GRADES) else []


def taken_by(event: Event) -> Taken:
    """What would happen to the lessons; five statements however many there are."""
    taken = Taken()
    if event.lesson_from is None:
        return taken
    classes = set(classes_of(event))
    span = {"date__range": (event.starts_on, event.ends_on), "number__range": (event.lesson_from, event.lesson_to)}
    of = Lesson.objects.filter(part=0, section__group__classes__in=classes, **span).distinct()
    taken.out = LostLesson.objects.filter(lesson__in=of.order_by().values("pk"), restored_at=None).count()
    written = Exists(Cell.objects.filter(lesson=OuterRef("pk")))
    rows = of.filter(status=Lesson.Status.PLANNED).with_works().annotate(written=written)
    rows = rows.select_related("section__subject", "section__group").prefetch_related("section__group__classes")
    shut = Closing.objects.filter(
        reopened_at=None, term__starts_on__lte=event.ends_on, term__ends_on__gte=event.starts_on
    )
    closed = list(shut.values_list("term__starts_on", "term__ends_on"))
    for lesson in rows.order_by("date", "number", "section__group__name"):
        why = _why(lesson, classes, closed)
        lesson.why = WHY.get(why, "")
        (taken.staying if why else taken.going).append(lesson)
    return taken


def _why(lesson, classes, closed) -> str:
    if any(begin <= lesson.date <= end for begin, end in closed):
        return "closed"
    if lesson.written or lesson.works or lesson.taken_at:
        return "written"
    return "" if {one.pk for one in lesson.section.group.classes.all()} <= classes else "joint"


def said(taken: Taken) -> str:
    """What stands in the journals now, in a sentence."""
    if not taken.going and not taken.staying and not taken.out:
        return _("No lesson stands in the journals at these hours.")
    told = [_("Lessons that would be taken out: %(n)s.") % {"n": len(taken.going)}] if taken.going else []
    told += [_("Recorded as not held: %(n)s.") % {"n": taken.out}] if taken.out else []
    told += [_("Stay as they are: %(n)s.") % {"n": len(taken.staying)}] if taken.staying else []
    return " ".join(told)


def part(request, event):
    """On the event's page, for those who keep journals."""
    if event.lesson_from is None or not permissions.VIEW.allows(request.user):
        return None
    taken = taken_by(event)
    reason = None
    if event.is_off:
        reason = _("The event is called off.")
    elif not taken.going:
        reason = _("There is nothing to take out.")
    address = reverse("journal:event_losses", args=[event.pk])
    act = Act(_("Take these lessons out"), address, permissions.DROP_DAYS, reason=reason)
    lost = reverse("journal:lost") if taken.out and permissions.DROP.allows(request.user) else ""
    return "journal/part_event_losses.html", {"said": said(taken), "act": act, "lost": lost}


hooks.parts.append(part)
