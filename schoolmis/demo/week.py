"""Filling a week: every class without gaps, nobody in two places at once. Pure; the same seed gives the same week."""

from collections import defaultdict
from dataclasses import dataclass
from random import Random

DAYS = 5
CLASH, REPEAT = 20, 1


@dataclass(frozen=True)
class Item:
    """What stands in one place of a class's week: the lesson's subject, its journals and their teachers."""

    subject: str
    journals: tuple
    teachers: tuple[str, ...]


def places(count: int) -> list[tuple[int, int]]:
    """(day, number) of a class with `count` lessons a week, the longer days first."""
    return [
        (day, number) for day in range(1, DAYS + 1) for number in range(1, count // DAYS + (day <= count % DAYS) + 1)
    ]


def times(shift: int, day: int, number: int):
    """Moments that a lesson takes: its own, and the one that the other shift's bells overlap."""
    yield day, number
    if (shift, number) in {(1, 7), (2, 1)}:
        yield day, "noon"


class Week:
    """`classes`: {class: items}; `shifts`: {class: 1 or 2}; `pinned`: {(class, place): item} that stay."""

    def __init__(self, classes, shifts, pinned, seed):
        self.rng, self.shifts, self.pinned = Random(seed), shifts, pinned
        self.at, self.busy, self.free = {}, defaultdict(lambda: defaultdict(int)), {}
        for of, items in classes.items():
            here = places(len(items) + sum(1 for one, _place in pinned if one == of))
            self.free[of] = [place for place in here if (of, place) not in pinned]
            self.rng.shuffle(items)
            for place, item in zip(self.free[of], items, strict=True):
                self._put(of, place, item)
        for (of, place), item in pinned.items():
            self._put(of, place, item)

    def _put(self, of, place, item, by=1):
        if by > 0:
            self.at[of, place] = item
        for teacher in item.teachers:
            for time in times(self.shifts[of], *place):
                self.busy[teacher][time] += by

    def cost(self, of, place) -> int:
        item = self.at[of, place]
        clashes = sum(
            self.busy[teacher][time] - 1 for teacher in item.teachers for time in times(self.shifts[of], *place)
        )
        same = sum(1 for other in self.free[of] if other[0] == place[0] and self.at[of, other].subject == item.subject)
        return CLASH * clashes + REPEAT * (same - 1)

    def swap(self, of, one, two):
        first, second = self.at[of, one], self.at[of, two]
        self._put(of, one, first, -1)
        self._put(of, two, second, -1)
        self._put(of, one, second)
        self._put(of, two, first)

    def _best(self, of, place):
        """The place to swap with, by what both cost afterwards."""
        found, least = place, None
        for other in self.free[of]:
            if self.at[of, other].subject == self.at[of, place].subject:
                continue
            before = self.cost(of, place) + self.cost(of, other)
            self.swap(of, place, other)
            gain = self.cost(of, place) + self.cost(of, other) - before + self.rng.random()
            self.swap(of, place, other)
            if least is None or gain < least:
                found, least = other, gain
        return found

    def settle(self, rounds=60) -> int:
        """Swap until nothing clashes; returns the clashes left (none, for a load a school can have)."""
        joint = {(of, place) for of, place in self.pinned}
        for turn in range(rounds):
            wrong = [key for key in self.at if key not in joint and self.cost(*key) >= (CLASH if turn > 20 else 1)]
            if not wrong:
                break
            self.rng.shuffle(wrong)
            for key in wrong:
                if self.cost(*key):
                    other = self._best(*key)
                    if other != key[1]:
                        self.swap(key[0], key[1], other)
        return sum(1 for key in self.at if key not in joint and self.cost(*key) >= CLASH)


def fill(classes, shifts, pinned, seed) -> dict:
    """{(class, (day, number)): Item}. Tries a few seeds; raises ValueError when every one leaves a clash."""
    for turn in range(8):
        week = Week({of: list(items) for of, items in classes.items()}, shifts, pinned, f"{seed}/{turn}")
        if not week.settle():
            return week.at
    raise ValueError("The demo's load does not fit into a week.")
