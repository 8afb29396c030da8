"""Entries of a calendar as iCalendar text (RFC 5545): local hours of Asia/Bishkek, stable identifiers."""

from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event, Timezone

ZONE = ZoneInfo(settings.TIME_ZONE)
REFRESH = timedelta(hours=4)


@dataclass(frozen=True)
class Entry:
    """`start` and `end`: dates with the last day within, or local moments without a zone; no end: its length is not
    known. `changed`: when it was last changed; `days`: repeated so many days. `key`: the same for the same thing.
    """

    key: str
    start: date | datetime
    end: date | datetime | None
    summary: str
    place: str = ""
    note: str = ""
    sequence: int = 0
    changed: datetime | None = None
    days: int = 1
    is_off: bool = False
    is_free: bool = False


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour)


def host() -> str:
    """One school's identifiers never meet another's in a parent's calendar, and do not change with its address."""
    return salted_hmac("journal.calendar.uid", "school", algorithm="sha256").hexdigest()[:16] + ".school"


@dataclass
class Feed:
    """`day`: today, of which the stamps of what has no moment of its own are made."""

    title: str
    day: date
    entries: list[Entry]


def fingerprint(feed: Feed) -> str:
    """An ETag, known before the text is made."""
    told = repr((feed.title, feed.day, [astuple(one) for one in feed.entries]))
    return f'"{sha256(told.encode()).hexdigest()[:32]}"'


def calendar(feed: Feed) -> bytes:
    made = Calendar()
    made.add("prodid", "-//School//Calendar//KY")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", feed.title)
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT4H")
    made.add_component(Timezone.from_tzid(settings.TIME_ZONE, first_date=date(feed.day.year, 1, 1)))
    stamp = datetime.combine(feed.day, time(0), ZONE).astimezone(UTC)
    for entry in feed.entries:
        made.add_component(_event(entry, stamp))
    return made.to_ical(sorted=False)


def _event(entry: Entry, stamp: datetime) -> Event:
    made = Event()
    made.add("uid", f"{entry.key}@{host()}")
    made.add("dtstamp", entry.changed.astimezone(UTC) if entry.changed else stamp)
    if isinstance(entry.start, datetime):
        made.add("dtstart", entry.start.replace(tzinfo=ZONE))
        if entry.end:
            made.add("dtend", entry.end.replace(tzinfo=ZONE))
    else:
        made.add("dtstart", entry.start)
        made.add("dtend", (entry.end or entry.start) + timedelta(days=1))
    if entry.days > 1:
        made.add("rrule", {"freq": "daily", "count": entry.days})
    made.add("summary", entry.summary)
    if entry.place:
        made.add("location", entry.place)
    if entry.note:
        made.add("description", entry.note)
    made.add("sequence", entry.sequence)
    if entry.changed:
        made.add("last-modified", entry.changed.astimezone(UTC))
    if entry.is_off:
        made.add("status", "CANCELLED")
    made.add("transp", "TRANSPARENT" if entry.is_free or entry.is_off else "OPAQUE")
    return made
