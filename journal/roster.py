"""Who belongs to a section on which days."""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from schoolmis.structure.models import Group, Section


@dataclass
class Member:
    """A student of a section: the half-open spans of belonging, and of exemption from the subject.

    `label` is the class, told in a joint class alone.
    """

    id: int
    last_name: str
    first_name: str
    patronymic: str = ""
    label: str = ""
    spans: list[tuple[date, date | None]] = field(default_factory=list)
    exempt: list[tuple[date, date | None]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def title(self) -> str:
        """The whole name, and whose class it is where several sit together."""
        return ", ".join(filter(None, [" ".join(filter(None, [self.name, self.patronymic])), self.label]))

    def belongs(self, day: date) -> bool:
        return any(start <= day and (end is None or day < end) for start, end in self.spans)

    def belongs_always(self, first: date, last: date) -> bool:
        """Whether nothing about this student changes from `first` to `last`."""
        start, end = self.spans[0]
        return len(self.spans) == 1 and not self.exempt and start <= first and (end is None or last < end)

    def is_exempt(self, day: date) -> bool:
        return self.exemption(day) is not None

    def exemption(self, day: date) -> tuple[date, date | None] | None:
        """First day of the exemption in force on `day`, and the first day without it."""
        return next((span for span in self.exempt if span[0] <= day and (span[1] is None or day < span[1])), None)


# Written out: composing it anew for each request costs ten times what the database needs.
MEMBERS = """
select l.student_id, p.last_name, p.first_name, p.patronymic, {label}, l.starts_on, l.ends_on, array(
    select daterange(e.starts_on, e.ends_on) from students_exemption e
    where e.student_id = l.student_id and e.subject_id = %(subject)s and e.starts_on <= %(last)s)
from {links} join students_student s on s.id = l.student_id join people_person p on p.id = s.person_id
where {group} = %(group)s and l.starts_on <= %(last)s and (l.ends_on is null or l.ends_on > %(first)s)
order by {order}p.sort_key, l.student_id, l.starts_on
"""
BY_CLASS = MEMBERS.format(
    links="structure_group_classes g join students_placement l on l.school_class_id = g.schoolclass_id",
    group="g.group_id",
    label="''",
    order="",
)
BY_JOINT = MEMBERS.format(
    links="structure_group_classes g join structure_schoolclass k on k.id = g.schoolclass_id"
    " join students_placement l on l.school_class_id = k.id",
    group="g.group_id",
    label="k.grade || '-' || k.letter",
    order="k.grade, k.letter, ",
)
BY_SUBGROUP = MEMBERS.format(links="students_membership l", group="l.group_id", label="''", order="")
STATEMENTS = {Group.Kind.SUBGROUP: BY_SUBGROUP, Group.Kind.JOINT: BY_JOINT}


def members(section: Section, first: date, last: date) -> list[Member]:
    """Students of the section on any day from `first` to `last`, in the alphabet's order; one statement.

    Those of a joint class stand class after class.
    """
    statement = STATEMENTS.get(section.group.kind, BY_CLASS)
    found: dict[int, Member] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            statement, {"group": section.group_id, "subject": section.subject_id, "first": first, "last": last}
        )
        for pk, surname, name, patronymic, label, start, end, free in cursor.fetchall():
            member = found.setdefault(pk, Member(pk, surname, name, patronymic, label))
            member.spans.append((start, end))
            member.exempt = [(days.lower, days.upper) for days in free]
    return list(found.values())
