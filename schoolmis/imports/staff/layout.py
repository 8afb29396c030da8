"""Groups and courses that a load row means: the whole class, a subgroup of it in a subject, a joint class."""

from dataclasses import dataclass, field

from schoolmis.structure.models import Group, Section
from schoolmis.structure.rules import class_label

LONGEST = 40


def name_of(classes, part: str, subject_name: str) -> str:
    """«5-А · Англис тили · 1», at most 40 signs; what is no subgroup names its classes alone."""
    label = " + ".join(class_label(*one) for one in sorted(classes))
    tail = f" · {part}" if part else ""
    if part:
        label = f"{label} · {subject_name}"
    return label[: LONGEST - len(tail)].rstrip() + tail


@dataclass
class Layout:
    """`groups`: (kind, name) → Group, the whole class under its label; `sections`: (group, subject) → section's id."""

    year: object
    groups: dict[tuple[str, str], Group] = field(default_factory=dict)
    sections: dict[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def read(cls, year) -> "Layout":
        groups = {(one.kind, one.name): one for one in Group.objects.filter(year=year)}
        sections = Section.objects.filter(group__year=year).values_list("group_id", "subject_id", "pk")
        return cls(year, groups, {(group, subject): pk for group, subject, pk in sections})

    def group_of(self, classes, part: str, subject_name: str) -> tuple[str, str, tuple]:
        """(kind, name, classes). A subgroup belongs to one subject: halves in English are not those in computing."""
        kind = Group.Kind.JOINT if len(classes) > 1 else Group.Kind.SUBGROUP if part else Group.Kind.CLASS
        return str(kind), name_of(classes, part, subject_name), tuple(sorted(classes))

    def section(self, group: tuple, subject) -> int | None:
        found = self.groups.get(group[:2])
        return self.sections.get((found.pk, subject.pk)) if found and subject else None
