"""Which rows the jobs work on."""

from dataclasses import dataclass, field

from journal.models import Cell
from schoolmis.accounts.models import User
from schoolmis.people.models import Person
from schoolmis.structure.models import SchoolClass, Section, Term
from students.models import Student


@dataclass
class Journal:
    """A section with its lessons in order and its students."""

    id: int
    lessons: list[int]
    students: list[int]


@dataclass
class Facts:
    """`sections[place]` is taught by teacher{place}, `students[place]` is the child of guardian{place}."""

    sections: list[Journal]
    big: Journal
    big_teacher: str
    classes: list[int]
    students: list[int]
    count: int
    cells: int
    of_child: int
    term: int
    surname: str
    users: dict[str, int] = field(repr=False)
    versions: dict[tuple[int, int], int] = field(default_factory=dict, repr=False)


def read(places: int) -> Facts:
    """What the database holds, for `places` clients at once."""
    sections = list(Section.objects.order_by("pk"))
    students = list(Student.objects.order_by("pk").values_list("pk", flat=True))
    return Facts(
        sections=[_journal(section) for section in sections[:places]],
        big=_journal(sections[-1]),
        big_teacher=User.objects.get(person__employee__loads__section=sections[-1]).username,
        classes=list(SchoolClass.objects.order_by("pk").values_list("pk", flat=True)),
        students=students[:places],
        count=len(students),
        cells=Cell.objects.count(),
        of_child=Cell.objects.filter(student=students[0], first__isnull=False).count(),
        term=Term.objects.get(number=1).pk,
        surname=Person.objects.get(student=students[-1]).first_name[:4],
        users=dict(User.objects.values_list("username", "pk")),
    )


def _journal(section) -> Journal:
    lessons = list(section.lessons.order_by("date", "number").values_list("pk", flat=True))
    students = Student.objects.filter(placements__school_class__groups=section.group_id)
    return Journal(section.pk, lessons, list(students.values_list("pk", flat=True)))
