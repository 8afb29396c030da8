"""The acts of events in words, and what is said of an event."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.audit.words import declare
from schoolmis.events.models import Whom
from schoolmis.ui.dates import day_month, is_ru, month, weekday

declare(
    {
        "events.add": gettext_lazy("Event added"),
        "events.change": gettext_lazy("Event changed"),
        "events.call_off": gettext_lazy("Event called off"),
        "events.add_kind": gettext_lazy("Kind of events added"),
        "events.change_kind": gettext_lazy("Kind of events changed"),
    }
)


def days(event) -> str:
    return span(event.starts_on, event.ends_on)


def span(first, last) -> str:
    """20-ноябрь · 20–22-ноябрь · 30-ноябрь – 2-декабрь"""
    if first == last:
        return day_month(first)
    if (first.year, first.month) != (last.year, last.month):
        return f"{day_month(first)} – {day_month(last)}"
    if is_ru():
        return f"{first.day}–{day_month(last)}"
    return f"{first.day}–{last.day}-{month(last)}"


def when(event) -> str:
    """жм, 20-ноябрь, 9:00–11:30"""
    return ", ".join(filter(None, [weekday(event.starts_on, short=True), days(event), hours(event)]))


def hours(event) -> str:
    """9:00–11:30, from 9:00, or nothing: the whole day."""
    if event.begins_at is None:
        return ""
    begins = f"{event.begins_at.hour}:{event.begins_at:%M}"
    return f"{begins}–{event.ends_at.hour}:{event.ends_at:%M}" if event.ends_at else begins


def whom(event) -> str:
    """For whom, with the grades or the classes; `classes` are read beforehand."""
    named = ", ".join(str(one) for one in event.classes.all())
    if event.whom == Whom.GRADES:
        one = event.grade_from == event.grade_to
        span = str(event.grade_from) if one else f"{event.grade_from}–{event.grade_to}"
        return (_("grade %(span)s") if one else _("grades %(span)s")) % {"span": span}
    if event.whom == Whom.CLASSES:
        return named
    if event.whom == Whom.PARENTS:
        return _("parents of %(classes)s") % {"classes": named} if named else _("parents of the whole school")
    return str(Whom(event.whom).label)


def lessons(event) -> str:
    if event.lesson_from is None:
        return ""
    if event.lesson_from == event.lesson_to:
        return _("lesson %(number)s") % {"number": event.lesson_from}
    return _("lessons %(first)s–%(last)s") % {"first": event.lesson_from, "last": event.lesson_to}
