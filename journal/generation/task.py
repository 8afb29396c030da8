"""What FET is asked: the school's load on a day, hour by hour."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from journal.generation.atoms import atoms
from journal.generation.grid import Grid, lay_out, plain
from journal.hours import closed_hours
from journal.models import Place, Slot, TimetableVersion
from journal.rules.timetable import EVERY, Spot, a_week, lessons_a_week
from schoolmis.structure.bells import Bells
from schoolmis.structure.models import (
    AcademicYear,
    Bell,
    Group,
    Room,
    SchoolClass,
    SchoolProfile,
    Section,
    TeachingLoad,
)
from students.models import Membership, Placement

MOST = 12


class Standing(NamedTuple):
    """Where a lesson of a section stands now; a `fixed` one is not moved, nor is one whose weeks take turns."""

    weekday: int
    number: int
    room: Room | None
    fixed: bool
    weeks: int = EVERY


@dataclass
class Activity:
    """One lesson hour. `fixed`: (day, column) where it stays; `locked`: the board says so, not this run alone."""

    id: int
    section: Section
    teachers: list[int]
    classes: list[int]
    room: int | None = None
    fixed: tuple[int, int] | None = None
    locked: bool = False

    @property
    def needs(self) -> list[tuple[str, int]]:
        return [("teacher", key) for key in self.teachers] + ([("room", self.room)] if self.room else [])


@dataclass
class Task:
    """`parts[class]`: the atoms of the class, as sets of subgroups; `names`: {("teacher", 5): "Асанова Ж."}."""

    year: AcademicYear
    day: date
    days: int
    grid: Grid
    classes: dict[int, SchoolClass]
    activities: list[Activity] = field(default_factory=list)
    parts: dict[int, list[frozenset[int]]] = field(default_factory=dict)
    names: dict[tuple[str, int], str] = field(default_factory=dict)
    holds: dict[int, int] = field(default_factory=dict)
    """{room: lessons at once}"""
    kept: list[Spot] = field(default_factory=list)
    """Lessons whose weeks take turns: FET's week knows none, so they stay where they are."""
    taken: dict[tuple[str, int], set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    """{("class", 3): (day, column) of kept lessons}, of teachers and rooms too."""
    closed: dict[int, set[tuple[int, int]]] = field(default_factory=dict)
    """{teacher: (day, column) at which the teacher cannot teach}"""

    def name_rooms(self, rooms) -> None:
        for room in rooms:
            self.names["room", room.pk], self.holds[room.pk] = room.name, room.lessons_at_once

    def away(self, need: tuple[str, int]) -> set[tuple[int, int]]:
        """(day, column) closed to a class, a teacher or a room."""
        own = self.closed.get(need[1], set()) if need[0] == "teacher" else set()
        return self.taken.get(need, set()) | own

    def of_section(self) -> dict[int, list[Activity]]:
        found = defaultdict(list)
        for one in self.activities:
            found[one.section.pk].append(one)
        return found


def build(year: AcademicYear, day: date, *, keep: set[int] = frozenset(), base: int | None = None) -> Task:
    """`base`: the version whose fixed places stay, the published one by default; `keep`: subjects whose lessons
    stay too, wherever the version has them.
    """
    classes = {one.pk: one for one in SchoolClass.objects.filter(year=year).select_related("room")}
    days = SchoolProfile.objects.values_list("study_days", flat=True).first() or 5
    task = Task(year, day, days, _grid(classes.values()), classes)
    sections = list(
        Section.objects.filter(group__year=year).select_related("subject", "group").prefetch_related("group__classes")
    )
    loads = defaultdict(list)
    for load in TeachingLoad.objects.on(day).filter(section__group__year=year).select_related("teacher__person"):
        loads[load.section_id].append(load.teacher_id)
        task.names["teacher", load.teacher_id] = str(load.teacher.person)
    _close(task)
    standing = _standing(year, day, base)
    for section in sections:
        of = [one.pk for one in section.group.classes.all()]
        if of:
            _hours(task, section, loads[section.pk], of, standing.get(section.pk, []), section.subject_id in keep)
    _rooms(task, standing)
    _parts(task, sections)
    return task


def _grid(classes) -> Grid:
    bells = Bells(Bell.objects.filter(is_short=False))
    told = {}
    for one in classes:
        found = {number: bells.of(one.shift, number, one.grade) for number in range(1, MOST + 1)}
        told[one.pk] = {number: (bell.starts_at, bell.ends_at) for number, bell in found.items() if bell}
    bare = {of: range(1, 8) for of, hours in told.items() if not hours}
    return lay_out(told | plain(bare))


def _close(task: Task) -> None:
    """The hours at which teachers of the load cannot teach, in columns; lessons that share one meet in time."""
    for teacher, hours in closed_hours(task.year).items():
        if ("teacher", teacher) in task.names:
            task.closed[teacher] = {
                (one.weekday, column) for one in hours if one.weekday <= task.days for column in _columns(task, one)
            }


def _columns(task: Task, hour) -> set[int]:
    if not hour.number:
        return set(range(len(task.grid.columns)))
    whose = [of for of, one in task.classes.items() if one.shift == hour.shift]
    return {task.grid.of[of][hour.number] for of in whose if hour.number in task.grid.of[of]}


def _standing(year, day, base: int | None) -> dict[int, list[Standing]]:
    """Places of the version, or what is in force with the published version's fixed places; the fixed ones first."""
    fixed = Place.objects.filter(version__year=year, version__status=TimetableVersion.Status.PUBLISHED, fixed=True)
    stays = set() if base else set(fixed.values_list("section_id", "weekday", "number"))
    rows = Place.objects.filter(version=base) if base else Slot.objects.on(day).filter(section__group__year=year)
    found = defaultdict(list)
    for one in rows.select_related("room"):
        here = one.section_id, one.weekday, one.number
        is_fixed = one.fixed if base else here in stays
        found[one.section_id].append(Standing(one.weekday, one.number, one.room, is_fixed, one.weeks))
    return {section: sorted(places, key=lambda one: not one.fixed) for section, places in found.items()}


def _hours(task: Task, section, teachers, classes, standing: list[Standing], stays: bool) -> None:
    """Whole hours: one and a half a week are two lessons, in turn; those that take turns already stay."""
    kept = [one for one in standing if one.weeks != EVERY]
    for one in kept:
        _keep(task, section, teachers, classes, one)
    standing = [one for one in standing if one.weeks == EVERY]
    for at in range(lessons_a_week(section.hours - a_week(one.weeks for one in kept))):
        fixed, locked = None, at < len(standing) and standing[at].fixed
        if locked or (stays and at < len(standing)):
            column = task.grid.of[classes[0]].get(standing[at].number)
            fixed = (standing[at].weekday, column) if column is not None else None
        task.activities.append(Activity(len(task.activities) + 1, section, teachers, classes, None, fixed, locked))


def _keep(task: Task, section, teachers, classes, one: Standing) -> None:
    room = one.room.pk if one.room else None
    task.kept.append(Spot(section.pk, one.weekday, one.number, room, one.fixed, one.weeks))
    column = task.grid.of[classes[0]].get(one.number)
    if column is not None:
        needs = [("class", of) for of in classes] + [("teacher", key) for key in teachers]
        for need in needs + ([("room", room)] if room else []):
            task.taken[need].add((one.weekday, column))


def _rooms(task: Task, standing) -> None:
    """The room a section mostly has now; else the class's own, where no class of the same hours shares it."""
    owners = defaultdict(list)
    for one in task.classes.values():
        if one.room_id:
            owners[one.room_id].append(one.pk)
    usual = {
        section: Counter(one.room.pk for one in places if one.room).most_common(1)
        for section, places in standing.items()
    }
    busy = {found[0][0] for found in usual.values() if found}
    for places in standing.values():
        task.name_rooms(one.room for one in places if one.room)
    for one in task.activities:
        if found := usual.get(one.section.pk):
            one.room = found[0][0]
        elif one.section.group.kind == Group.Kind.CLASS:
            own = task.classes[one.classes[0]].room
            if own and own.pk not in busy and not _shared(task, owners[own.pk], one.classes[0], own):
                one.room = own.pk
                task.name_rooms([own])


def _shared(task: Task, owners: list[int], mine: int, room: Room) -> bool:
    """Whether more classes than the room holds have their lessons at the same hours."""
    hours = set(task.grid.of[mine].values())
    others = [other for other in owners if other != mine and hours & set(task.grid.of[other].values())]
    return len(others) >= room.lessons_at_once


def _parts(task: Task, sections) -> None:
    members, subjects, placed = defaultdict(set), defaultdict(dict), defaultdict(set)
    for group, student in Membership.objects.on(task.day).filter(group__year=task.year).values_list("group", "student"):
        members[group].add(student)
    for of, student in (
        Placement.objects.on(task.day).filter(school_class__year=task.year).values_list("school_class", "student")
    ):
        placed[of].add(student)
    for section in sections:
        if section.group.kind == Group.Kind.SUBGROUP:
            for of in section.group.classes.all():
                subjects[of.pk][section.group_id] = section.subject_id
    for of, groups in subjects.items():
        task.parts[of] = atoms({group: members[group] for group in groups}, groups, placed[of])
