"""Who belongs to a section on which days."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef

from schoolmis.access.dated import Days
from schoolmis.structure.models import Group, Section
from students.models import Exemption, Membership, Placement


@dataclass
class Member:
    """A student of a section: the half-open spans of belonging, and of exemption from the subject."""

    id: int
    last_name: str
    first_name: str
    patronymic: str = ""
    spans: list[tuple[date, date | None]] = field(default_factory=list)
    exempt: list[tuple[date, date | None]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()

    def belongs(self, day: date) -> bool:
        return any(start <= day and (end is None or day < end) for start, end in self.spans)

    def is_exempt(self, day: date) -> bool:
        return any(start <= day and (end is None or day < end) for start, end in self.exempt)


def links(section: Section):
    """The dated rows that put students into the section's group."""
    if section.group.kind == Group.Kind.SUBGROUP:
        return Membership.objects.filter(group=section.group_id)
    return Placement.objects.filter(school_class__groups=section.group_id)


def members(section: Section, first: date, last: date) -> list[Member]:
    """Students of the section on any day from `first` to `last`, in the alphabet's order; one statement."""
    exempt = Exemption.objects.filter(student=OuterRef("student"), subject=section.subject_id, starts_on__lte=last)
    rows = (
        links(section)
        .filter(starts_on__lte=last)
        .exclude(ends_on__lte=first)
        .annotate(exempt=ArraySubquery(exempt.order_by().values_list(Days(F("starts_on"), F("ends_on")))))
        .order_by("student__person__sort_key", "student_id", "starts_on")
        .values_list(
            "student_id",
            "student__person__last_name",
            "student__person__first_name",
            "student__person__patronymic",
            "starts_on",
            "ends_on",
            "exempt",
        )
    )
    found: dict[int, Member] = {}
    for pk, surname, name, patronymic, start, end, free in rows:
        member = found.setdefault(pk, Member(pk, surname, name, patronymic))
        member.spans.append((start, end))
        member.exempt = [(days.lower, days.upper) for days in free]
    return list(found.values())
