"""Events as pages show them: of some days, by weeks, in the grid of a month."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from schoolmis.events import words
from schoolmis.events.models import Event
from schoolmis.structure.models import DayOff
from schoolmis.ui.dates import weekday


def between(first: date, last: date, which):
    """Events that touch the days; `which`: a condition, whom they are meant for."""
    return Event.objects.filter(which, starts_on__lte=last, ends_on__gte=first)


def dressed(events) -> list[Event]:
    """Events with their words: `day_word`, `days`, `hours`, `for_whom`; two statements."""
    found = list(events.select_related("kind", "room").prefetch_related("classes"))
    for event in found:
        event.days, event.hours, event.for_whom = words.days(event), words.hours(event), words.whom(event)
        event.day_word = weekday(event.starts_on, short=True)
    return found


def upcoming(day: date, which, days: int = 7) -> list[Event]:
    """Events of `day` and those after it, `days` in all; what is called off stays to be read. One statement."""
    found = list(between(day, day + timedelta(days=days - 1), which).select_related("room"))
    for event in found:
        event.when = words.when(event)
    return found


@dataclass
class Day:
    date: date
    inside: bool
    """Of the month that is shown."""
    events: list = field(default_factory=list)
    off: DayOff | None = None


@dataclass
class Week:
    days: list[Day]
    events: list = field(default_factory=list)
    """Each once: in the week in which it begins, or in the first one shown."""
    offs: list = field(default_factory=list)

    @property
    def first(self):
        return self.days[0].date

    @property
    def last(self):
        return self.days[-1].date

    @property
    def name(self):
        return words.span(self.first, self.last)

    @property
    def has_anything(self):
        return bool(self.events or self.offs)


def weeks(month: date, events, offs) -> list[Week]:
    """The whole weeks that hold `month`, a first day of a month."""
    following = (month + timedelta(days=32)).replace(day=1)
    first = month - timedelta(days=month.weekday())
    last = following - timedelta(days=1)
    last += timedelta(days=6 - last.weekday())
    made, told = [], set()
    while first <= last:
        days = [Day(first + timedelta(days=n), month <= first + timedelta(days=n) < following) for n in range(7)]
        week = Week(days)
        for event in events:
            if event.starts_on <= week.last and event.ends_on >= week.first:
                for day in days:
                    if event.starts_on <= day.date <= event.ends_on:
                        day.events.append(event)
                if event.pk not in told:
                    told.add(event.pk)
                    week.events.append(event)
        for off in offs:
            if off.starts_on <= week.last and off.ends_on >= week.first:
                off.days = words.span(off.starts_on, off.ends_on)
                week.offs.append(off)
                for day in days:
                    if off.starts_on <= day.date <= off.ends_on and (day.off is None or off.kind == "holiday"):
                        day.off = off
        made.append(week)
        first += timedelta(days=7)
    return made


def span(month: date) -> tuple[date, date]:
    """The first and the last day shown with a month."""
    whole = weeks(month, [], [])
    return whole[0].first, whole[-1].last
