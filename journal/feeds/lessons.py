"""Lessons of a teacher, of a class, of a child, with their hours and rooms; the same few statements for any number."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from journal.feeds.shape import Entry, at
from journal.models import Lesson, LessonMove, Slot
from schoolmis.orders.models import Substitution
from schoolmis.structure.bells import Bells
from schoolmis.structure.calendar import weekday_of
from schoolmis.structure.models import Bell, Group, Section, SpecialDay, TeachingLoad
from students.models import Membership, Placement


@dataclass(frozen=True)
class Spell:
    """A section, or all sections of a group, for somebody from a day up to but not on a day."""

    of: int
    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class Lessons:
    """What lessons of the days from `first` to `last` look like: read for the sections that are asked for."""

    def __init__(self, first: date, last: date, which: Q):
        self.span = first, last
        sections = (
            Section.objects.filter(which).select_related("subject", "group").prefetch_related("group__classes__room")
        )
        self.sections = {one.pk: one for one in sections.distinct()}
        self.whose = {pk: self._whose(one) for pk, one in self.sections.items()}
        self.bells = Bells(Bell.objects.all())
        self.specials = {one.date: one for one in SpecialDay.objects.filter(date__range=self.span)}
        slots = Slot.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=first), section__in=self.sections, starts_on__lte=last
        )
        self.rooms = defaultdict(list)
        for slot in slots.exclude(room=None).select_related("room"):
            here = slot.section_id, slot.weekday, slot.number
            self.rooms[here].append((Spell(slot.section_id, slot.starts_on, slot.ends_on), slot.room.name))
        held = Lesson.objects.held().filter(section__in=self.sections, date__range=self.span)
        moves = LessonMove.objects.filter(lesson__in=held, undone_at=None).exclude(room=None)
        self.moved = dict(moves.values_list("lesson", "room__name"))
        self.rows = list(
            held.order_by("date", "number", "pk").values_list("pk", "section_id", "date", "number", "version")
        )

    @staticmethod
    def _whose(section) -> tuple[int, int | None]:
        return min(((one.shift, one.grade) for one in section.group.classes.all()), default=(1, None))

    def entry(self, row, summary: str, owner: str = "") -> Entry:
        pk, section, day, number, version = row
        shift, grade = self.whose[section]
        special = self.specials.get(day)
        bell = self.bells.of(shift, number, grade, short=bool(special and special.is_short))
        start, end = (at(day, bell.starts_at), at(day, bell.ends_at)) if bell else (day, day)
        note = _("lesson %(number)s") % {"number": number}
        return Entry(f"lesson-{pk}{owner}", start, end, summary, self._room(pk, section, day, number), note, version)

    def _room(self, lesson, section, day, number) -> str:
        """The room the lesson took along when it moved, or the timetable's; without either the class is at home."""
        if lesson in self.moved:
            return self.moved[lesson]
        found = self.rooms[section, weekday_of(day, self.specials), number]
        group = self.sections[section].group
        homes = [one.room.name for one in group.classes.all() if one.room] if group.kind == Group.Kind.CLASS else []
        return next((name for spell, name in found if spell.holds(day)), homes[0] if homes else "")


def _spells(rows) -> dict[int, list[Spell]]:
    found = defaultdict(list)
    for of, starts_on, ends_on in rows:
        found[of].append(Spell(of, starts_on, ends_on))
    return found


def _touching(rows, first, last):
    return rows.filter(Q(ends_on=None) | Q(ends_on__gt=first), starts_on__lte=last)


def of_teacher(user, first: date, last: date) -> list[Entry]:
    """Own lessons by the load in force on each day, those held for others, without those that others hold."""
    dated = "section", "starts_on", "ends_on"
    own = _spells(_touching(TeachingLoad.objects.filter(teacher__person__user=user), first, last).values_list(*dated))
    stands = _touching(Substitution.objects.all(), first, last)
    given = list(stands.filter(substitute__person__user=user))
    ceded = list(stands.filter(absent__person__user=user))
    if not own and not given:
        return []
    lessons, found = Lessons(first, last, Q(pk__in={*own, *(one.section_id for one in given)})), []
    for row in lessons.rows:
        _pk, section, day, number, *_rest = row
        one = lessons.sections[section]
        title = f"{one.subject} · {one.group}"
        if any(one.covers(section, day, number) for one in given):
            found.append(lessons.entry(row, _("%(lesson)s (substitution)") % {"lesson": title}))
        elif any(spell.holds(day) for spell in own[section]) and not any(
            one.covers(section, day, number) for one in ceded
        ):
            found.append(lessons.entry(row, title))
    return found


def of_class(school_class, first: date, last: date) -> list[Entry]:
    """The timetable of a class; a subgroup is named, nobody is."""
    lessons = Lessons(first, last, Q(group__classes=school_class))
    return [lessons.entry(row, _title(lessons.sections[row[1]])) for row in lessons.rows]


def of_children(children, first: date, last: date) -> list[Entry]:
    """Lessons of `children`, {student id: first name or nothing}: of the class of each day and of own subgroups."""
    placed = _touching(Placement.objects.filter(student__in=children), first, last)
    taught = defaultdict(lambda: defaultdict(list))
    groups = Group.objects.exclude(kind=Group.Kind.SUBGROUP).filter(classes__placements__in=placed)
    of_class = defaultdict(set)
    for group, school_class in groups.values_list("pk", "classes"):
        of_class[school_class].add(group)
    dated = "starts_on", "ends_on"
    for student, school_class, starts_on, ends_on in placed.values_list("student", "school_class", *dated):
        for group in of_class[school_class]:
            taught[student][group].append(Spell(group, starts_on, ends_on))
    members = _touching(Membership.objects.filter(student__in=children), first, last)
    for student, group, starts_on, ends_on in members.values_list("student", "group", *dated):
        taught[student][group].append(Spell(group, starts_on, ends_on))
    lessons, found = Lessons(first, last, Q(group__in={group for mine in taught.values() for group in mine})), []
    for row in lessons.rows:
        one = lessons.sections[row[1]]
        for student, name in children.items():
            if any(spell.holds(row[2]) for spell in taught[student].get(one.group_id, ())):
                title = f"{name}: {one.subject}" if name else str(one.subject)
                found.append(lessons.entry(row, title, f"-{student}"))
    return found


def _title(section) -> str:
    whole = section.group.kind == Group.Kind.CLASS
    return str(section.subject) if whole else f"{section.subject} · {section.group}"
