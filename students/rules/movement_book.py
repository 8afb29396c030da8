"""The student movement book, counted (R1-4.1/1, R3-4.1/1): what happened to whom on which day, and the balance.

Pure: plain rows of spells and places in, entries and counts out. Days: a departure counts on the last day on the
roll, everything else on its first day. What order № 0 registered opened the book: it is a balance, not an arrival.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

DAY = timedelta(days=1)
ARRIVED, RESTORED, LEFT, MOVED, PROMOTED = "arrived", "restored", "left", "moved", "promoted"
OPENED, NOWHERE = "opened", "nowhere"
"""How a place began that no order of the book gave; how a place ended that nothing followed."""


@dataclass(frozen=True)
class Spell:
    """A stay at the school, half-open. `row` is whatever the caller wants back with the entry."""

    student: int
    sex: str
    starts_on: date
    ends_on: date | None = None
    opening: bool = False
    restored: bool = False
    row: Any = None

    @property
    def left_on(self) -> date | None:
        """The last day on the roll; a stay revoked before it began left on the day it came."""
        return self.ends_on and max(self.ends_on - DAY, self.starts_on)


@dataclass(frozen=True)
class Place:
    """A class from a day up to, not on, a day. `of` is the class, `year` its academic year."""

    student: int
    sex: str
    of: Any
    year: Any
    starts_on: date
    ends_on: date | None = None
    opening: bool = False
    row: Any = None


class Entry(NamedTuple):
    """One line of the book. `before` and `after` are classes, None where there is none."""

    day: date
    kind: str
    student: int
    before: Any
    after: Any
    row: Any


@dataclass(frozen=True)
class Part:
    """A place with how it began and ended, each with its day in the book; `left` None while it goes on."""

    place: Place
    began: str
    ended: str | None
    left_on: date | None


@dataclass
class Balance:
    """start + arrived + came_in − left − went_out = end. The inner moves are between classes of the school."""

    start: int = 0
    arrived: int = 0
    came_in: int = 0
    left: int = 0
    went_out: int = 0
    end: int = 0

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(*(getattr(self, one) + getattr(other, one) for one in FIELDS))

    def __sub__(self, other: "Balance") -> "Balance":
        return Balance(*(getattr(self, one) - getattr(other, one) for one in FIELDS))

    def __bool__(self):
        return any(getattr(self, one) for one in FIELDS)

    @property
    def share(self) -> Decimal | None:
        """Movement in per cent of the start (domain §3.4): (arrived + left) / start; None where nobody was."""
        return Decimal(100 * (self.arrived + self.left)) / self.start if self.start else None

    @property
    def holds(self) -> bool:
        return self.start + self.arrived + self.came_in - self.left - self.went_out == self.end


FIELDS = ("start", "arrived", "came_in", "left", "went_out", "end")


@dataclass
class Counts:
    """Balances of all, boys and girls; who has no sex in the records counts in `total` alone."""

    total: Balance = field(default_factory=Balance)
    boys: Balance = field(default_factory=Balance)
    girls: Balance = field(default_factory=Balance)

    def of(self, sex: str) -> list[Balance]:
        return [self.total, *([self.boys] if sex == "m" else [self.girls] if sex == "f" else [])]

    def __add__(self, other):
        return Counts(self.total + other.total, self.boys + other.boys, self.girls + other.girls)

    def __sub__(self, other):
        return Counts(self.total - other.total, self.boys - other.boys, self.girls - other.girls)

    def __bool__(self):
        return any(map(bool, (self.total, self.boys, self.girls)))


def school_balance(spells: Iterable[Spell], first: date, last: date) -> Counts:
    """The school over `first`–`last`, both within. The end is counted by itself, not derived."""
    counts = Counts()
    for one in spells:
        left = one.left_on
        within = first <= one.starts_on <= last
        for balance in counts.of(one.sex):
            balance.start += (one.starts_on < first and (left is None or left >= first)) or (within and one.opening)
            balance.arrived += within and not one.opening
            balance.left += left is not None and first <= left <= last
            balance.end += one.starts_on <= last and (left is None or left > last)
    return counts


def parts(spells: Iterable[Spell], places: Iterable[Place]) -> list[Part]:
    """Each place with how it began and how it ended, read from its neighbours and the edges of the stays.

    `places` of a student come in the order in which they were written where they begin on the same day.
    """
    begins, ends = defaultdict(dict), defaultdict(dict)
    for spell in spells:
        begins[spell.student][spell.starts_on] = spell
        if spell.ends_on:
            ends[spell.student][spell.ends_on] = spell
    rows = defaultdict(list)
    for place in places:
        rows[place.student].append(place)
    found = []
    for student, own in rows.items():
        own.sort(key=lambda one: (one.starts_on, one.ends_on or date.max))
        for number, place in enumerate(own):
            before = own[number - 1] if number and own[number - 1].ends_on == place.starts_on else None
            after = own[number + 1] if number + 1 < len(own) and own[number + 1].starts_on == place.ends_on else None
            found.append(_part(place, before, after, begins[student], ends[student]))
    return found


def _part(place, before, after, begins, ends) -> Part:
    came = begins.get(place.starts_on)
    if place.opening or (came and came.opening):
        began = OPENED
    elif came and (before is None or ends.get(place.starts_on)):
        began = RESTORED if came.restored else ARRIVED
    elif before is None:
        began = MOVED
    else:
        began = MOVED if before.year == place.year else PROMOTED
    gone = place.ends_on and ends.get(place.ends_on)
    if gone:
        return Part(place, began, LEFT, max(place.ends_on - DAY, place.starts_on))
    if place.ends_on is None:
        return Part(place, began, None, None)
    if after is None:
        return Part(place, began, NOWHERE, max(place.ends_on - DAY, place.starts_on))
    return Part(place, began, MOVED if after.year == place.year else PROMOTED, place.ends_on)


def class_balances(rows: Iterable[Part], first: date, last: date) -> dict[Any, Counts]:
    """By class. A class opens with whom order № 0 or promotion put into it, and whom promotion takes stays its end:
    a class is of one academic year, and the year is no movement."""
    counts = defaultdict(Counts)
    for part in rows:
        place = part.place
        if place.starts_on > last:
            continue
        left = None if part.ended == PROMOTED else part.left_on
        within = first <= place.starts_on
        if left is not None and left < first and not within:
            continue
        opened = part.began in (OPENED, PROMOTED)
        for balance in counts[place.of].of(place.sex):
            balance.start += not within or opened
            balance.arrived += within and part.began in (ARRIVED, RESTORED)
            balance.came_in += within and part.began == MOVED
            balance.left += part.ended == LEFT and first <= left <= last
            balance.went_out += part.ended in (MOVED, NOWHERE) and first <= left <= last
            balance.end += left is None or left > last
    return dict(counts)


def entries(spells: Iterable[Spell], rows: Iterable[Part], first: date, last: date) -> list[Entry]:
    """The lines of the book by day; on one day who comes stands before who moves and who goes."""
    spells, rows = list(spells), list(rows)
    starts, finals, befores = {}, {}, {}
    for part in rows:
        place = part.place
        starts.setdefault((place.student, place.starts_on), place.of)
        if part.ended == LEFT:
            finals[place.student, place.ends_on] = place.of
        elif part.ended in (MOVED, PROMOTED):
            befores[place.student, place.ends_on] = place.of
    found = []
    for spell in spells:
        if not spell.opening and first <= spell.starts_on <= last:
            kind = RESTORED if spell.restored else ARRIVED
            after = starts.get((spell.student, spell.starts_on))
            found.append(Entry(spell.starts_on, kind, spell.student, None, after, spell.row))
        if spell.left_on and first <= spell.left_on <= last:
            before = finals.get((spell.student, spell.ends_on))
            found.append(Entry(spell.left_on, LEFT, spell.student, before, None, spell.row))
    for part in rows:
        place = part.place
        if part.began in (MOVED, PROMOTED) and first <= place.starts_on <= last:
            before = befores.get((place.student, place.starts_on))
            found.append(Entry(place.starts_on, part.began, place.student, before, place.of, place.row))
    order = {ARRIVED: 0, RESTORED: 0, PROMOTED: 1, MOVED: 2, LEFT: 3}
    return sorted(found, key=lambda one: (one.day, order[one.kind]))
