"""What the school has that a timetable may name: journals of the classes, their teachers, rooms, lessons in force."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from journal.courses import lesson_hours, sharing
from journal.hours import closed_hours
from journal.imports.words import MOST_LESSONS
from journal.models import Slot
from schoolmis.imports.staff.subjects import Subjects
from schoolmis.people.models import Employee
from schoolmis.people.names import Name, fold
from schoolmis.structure.bells import Bells
from schoolmis.structure.models import AcademicYear, Bell, Group, Room, SchoolProfile, Section, TeachingLoad
from schoolmis.structure.rules import Staff, class_label


@dataclass(eq=False)
class Journal:
    """A section as the file may name it; `classes` as (grade, letter), `teachers` {employee: name}."""

    id: int
    subject: object
    group: str
    kind: str
    group_id: int
    hours: object
    classes: frozenset
    shift: int
    group_names: set[str] = field(default_factory=set)
    teachers: dict = field(default_factory=dict)

    @property
    def is_part(self) -> bool:
        return self.kind == Group.Kind.SUBGROUP

    @property
    def place(self) -> str:
        return " + ".join(class_label(*one) for one in sorted(self.classes))

    @property
    def title(self) -> str:
        """Said in Kyrgyz wherever it is kept: the preview must read the same in every language."""
        return self.group if self.is_part else f"{self.place} · {self.subject.name_ky}"

    def is_group(self, text: str) -> bool:
        """«1», «1-топ» or the group's whole name."""
        told, tail = fold(text), fold(self.group.rsplit("·", 1)[-1])
        return (
            told == tail
            or told in self.group_names
            or bool(tail)
            and told.split()[0] in tail.split()
            and told.split()[0].isdigit()
        )


class Week:
    """Read once for a whole file, in eleven statements."""

    def __init__(self, year: AcademicYear, starts_on: date):
        self.year, self.starts_on = year, starts_on
        self.subjects, self.staff = Subjects(), Staff()
        self.bells = Bells(Bell.objects.filter(is_short=False))
        self.study_days = SchoolProfile.objects.values_list("study_days", flat=True).first() or 5
        self.shift_of: dict[tuple, int] = {}
        self.rooms = {fold(room.name): room for room in Room.objects.all()}
        self.sharing = sharing(year, starts_on)
        self.journals: dict[int, Journal] = {}
        self.of_class: dict[tuple, list[Journal]] = defaultdict(list)
        found = Section.objects.filter(group__year=year).select_related("subject", "group")
        for one in found.prefetch_related("group__classes"):
            classes = list(one.group.classes.all())
            journal = Journal(
                one.pk,
                one.subject,
                one.group.name,
                one.group.kind,
                one.group_id,
                one.hours,
                frozenset((of.grade, of.letter) for of in classes),
                min((of.shift for of in classes), default=1),
                one.group.names,
            )
            self.journals[one.pk] = journal
            self.shift_of |= {(of.grade, of.letter): of.shift for of in classes}
            for of in journal.classes:
                self.of_class[of].append(journal)
        loads = TeachingLoad.objects.on(starts_on).filter(section__in=self.journals)
        for load in loads.select_related("teacher__person"):
            self.journals[load.section_id].teachers[load.teacher_id] = str(load.teacher.person)
        self.closed = closed_hours(year)
        self.staff_ids: set[int] = set()
        for one in Employee.objects.not_left().select_related("person"):
            self.staff_ids.add(one.pk)
            self.staff.add(one.pk, Name(one.person.last_name, one.person.first_name, one.person.patronymic))
        self.hours = lesson_hours(
            {pk: (one.shift, min(one.classes)[0] if one.classes else None) for pk, one in self.journals.items()}
        )
        self.slots: dict[tuple[int, int, int, int], str] = {
            (section, day, number, weeks): room or ""
            for section, day, number, weeks, room in Slot.objects.filter(section__in=self.journals)
            .filter(Q(ends_on=None) | Q(ends_on__gt=starts_on))
            .order_by("weekday", "number", "section__subject__order", "section__group__name")
            .values_list("section_id", "weekday", "number", "weeks", "room__name")
        }

    def number_at(self, of: tuple[int, str], begins: set[str]) -> int | None:
        """The lesson of this class that begins at one of these times («08:00»)."""
        for number in range(1, MOST_LESSONS + 1):
            bell = self.bells.of(self.shift_of.get(of, 1), number, of[0])
            if bell and f"{bell.starts_at:%H:%M}" in begins:
                return number
        return None

    def taught(self, classes, text: str) -> list[Journal]:
        """Journals of exactly these classes (of one class: those of a joint class too) in the subject written so."""
        first, *others = classes
        mine = self.of_class[first]
        if others:
            mine = [one for one in mine if one.classes == frozenset(classes)]
        subject = self.subjects.find(text)
        found = [one for one in mine if subject and one.subject.pk == subject.pk]
        if found:
            return found
        short = {one.subject.pk for one in mine if shortens(text, one.subject)}
        return [one for one in mine if one.subject.pk in short] if len(short) == 1 else []


def shortens(text: str, subject) -> bool:
    """«Кырг. тили», «Физ-ра», «Англ»: each word begins the subject's word in its place."""
    words = fold(text).split()
    for name in (subject.name_ky, subject.name_ru):
        full = fold(name).split()
        if words and len(words) <= len(full) and all(map(str.startswith, full, words)) and len(words[0]) > 1:
            return True
    return fold(text) == fold(subject.code)
