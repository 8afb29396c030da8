"""The task that FET is given, made by hand: who has more lessons than hours, parts of several classes, two shifts."""

from collections import defaultdict
from datetime import date, time
from itertools import combinations
from types import SimpleNamespace

import pytest

from journal.formats.fet_results import read_times
from journal.formats.xml import parse
from journal.generation import engine
from journal.generation.atoms import atoms
from journal.generation.barred import barred
from journal.generation.grid import lay_out
from journal.generation.task import Activity, Task
from journal.generation.troubles import troubles
from journal.generation.write import data_file
from schoolmis.structure.models import Group

MORNING = {n: (time(7 + n), time(7 + n, 40)) for n in range(1, 7)}
LATE = {n: (time(12 + n, 20), time(13 + n)) for n in range(1, 7)}


class Thing(SimpleNamespace):
    __hash__ = object.__hash__

    def __str__(self):
        return self.name


def make(sections, bells, members=None, *, days=5) -> Task:
    """`sections`: (group, its classes, teacher, hours, room); a group of `members` is a subgroup."""
    members = members or {}
    classes = {of: Thing(pk=of, name=f"8-{of}") for of in bells}
    task = Task(None, date(2026, 9, 1), days, lay_out(bells), classes)
    subject = Thing(pk=1, name_ky="Алгебра", order=1)
    inside = defaultdict(dict)
    for group, of, teacher, hours, room in sections:
        kind = Group.Kind.SUBGROUP if group in members else Group.Kind.CLASS
        named = Thing(kind=kind, name=f"топ {group}")
        section = Thing(pk=len(inside) + 1, subject=subject, subject_id=1, group=named, group_id=group, name="x")
        for one in of if group in members else ():
            inside[one][group] = group  # each a subject of its own
        task.names["teacher", teacher] = f"Мугалим {teacher}"
        if room:
            task.names["room", room] = f"Бөлмө {room}"
        for _hour in range(hours):
            task.activities.append(Activity(len(task.activities) + 1, section, [teacher], of, room))
    for of, groups in inside.items():
        here = {who for group in groups for who in members[group] if who // 100 == of}
        task.parts[of] = atoms({group: members[group] for group in groups}, groups, here)
    return task


@pytest.mark.parametrize(
    ("sections", "members", "told"),
    [
        ([("а", [1], 1, 30, None)], {}, []),
        ([("а", [1], 1, 31, None)], {}, ["8-1: 31/30", "Мугалим 1: 31/30"]),
        ([("а", [1], 1, 16, None), ("б", [2], 1, 15, None)], {}, ["Мугалим 1: 31/30"]),
        ([("а", [1], 1, 20, None), ("б", [3], 1, 20, None)], {}, []),
        ([("а", [1], 1, 20, 7), ("б", [2], 2, 20, 7)], {}, ["Бөлмө 7: 40/30"]),
        ([("а", [1], 1, 28, None), ("т", [1], 2, 3, None)], {"т": {101}}, ["8-1: 31/30"]),
        ([("а", [1], 1, 28, None), ("т", [1], 2, 2, None), ("у", [1], 3, 2, None)], {"т": {101}, "у": {102}}, []),
        (
            [("а", [1], 1, 28, None), ("т", [1], 2, 2, None), ("у", [1], 3, 1, None)],
            {"т": {101}, "у": {101}},
            ["8-1: 31/30"],
        ),
    ],
)
def test_who_has_more_lessons_than_hours_is_named(sections, members, told):
    """In the hours of one shift too: forty lessons are too many for mornings alone."""
    found = troubles(make(sections, {1: MORNING, 2: MORNING, 3: LATE}, members))
    assert len(found) == len(told)
    for sentence, wanted in zip(found, told, strict=True):
        assert all(part in sentence for part in wanted.replace("/", ": ").split(": "))


def test_a_subgroup_of_two_classes_has_a_name_in_each_and_two_that_share_a_student_never_meet():
    members = {"т": {101, 102, 201}, "у": {102, 103, 202}, "ф": {201, 202, 203}}
    whole = [("а", [1], 1, 20, None), ("б", [2], 2, 20, None)]
    parts = [("т", [1, 2], 3, 3, None), ("у", [1, 2], 4, 3, None), ("ф", [2], 5, 3, None)]
    task = make(whole + parts, {1: MORNING, 2: MORNING}, members)
    content = data_file(task, name="x")
    for name in ("8-1 · топ т", "8-2 · топ т", "<Students>топ ф</Students>"):
        assert name in content.decode()
    assert _twice(task, members, content) == []


def test_where_bells_of_two_shifts_overlap_the_last_hour_of_the_morning_alone_is_closed():
    """The second shift's first lesson, 12:20 to 13:10, meets the sixth hour and the seventh, 13:00 to 13:40; its
    second lesson meets the seventh alone and stays open, so that its thirty lessons find place."""
    morning = {n: (time(6 + n), time(6 + n, 40)) for n in range(1, 8)}
    late = {n: (time(11 + n, 20), time(12 + n, 10)) for n in range(1, 7)}
    sections = [(of, [of], teacher, 6, None) for of in (1, 3) for teacher in range(1, 6)]
    task = make(sections, {1: morning, 3: late})
    closed = barred(task.grid, task.activities)
    assert {one.id: closed.get(one.id) for one in task.activities} == {
        one.id: {6} if one.classes == [1] else None for one in task.activities
    }
    assert _twice(task, {}, data_file(task, name="x")) == []


def _twice(task, members, content) -> list:
    """Who is in two places at once, by the lists of names and the places that FET itself writes, where it is here."""
    if not engine.installed():
        return []
    told = engine.run(content, seconds=30, tell=lambda done: None, is_stopped=lambda: False)
    assert told.ended == "done", told
    places = read_times(parse(told.times))
    whose = defaultdict(list)
    for one in task.activities:
        place, of = places[str(one.id)], one.classes[0]
        span = next(s for s in task.grid.spans[of].values() if f"{s[0]:%H:%M}" in place.hour.split("/"))
        group = one.section.group_id
        people = members.get(group) or {100 * of + n for of in one.classes for n in range(1, 4)}
        for who in [*people, *(f"teacher {key}" for key in one.teachers)]:
            whose[who, place.day].append(span)
    return [
        (who, one, two)
        for who, spans in whose.items()
        for one, two in combinations(spans, 2)
        if one[0] < two[1] and two[0] < one[1]
    ]
