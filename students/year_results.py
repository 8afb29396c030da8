"""The year's results of a class as a table: students × subjects."""

from dataclasses import dataclass, field

from django.db.models import F, Q

from schoolmis import clock
from schoolmis.structure.models import SchoolClass, Subject
from students.models import Placement, Result, Student
from students.year_facts import subjects_of


@dataclass
class Grid:
    school_class: SchoolClass
    subjects: list[Subject]
    students: list[Student]
    results: dict = field(default_factory=dict)
    """{(student id, subject id): Result}"""

    def text(self, student, subject) -> str:
        one = self.results.get((student.pk, subject.pk))
        return one.text if one else ""

    def version(self, student, subject) -> int:
        one = self.results.get((student.pk, subject.pk))
        return one.version if one else 0


def grid(school_class: SchoolClass, period: str) -> Grid:
    """Those in the class at the end of the year (today while it goes on); three statements."""
    day = min(clock.today(), school_class.year.ends_on)
    placed = (
        Placement.objects.filter(school_class=school_class, starts_on__lte=day)
        .filter(Q(ends_on=None) | Q(ends_on__gt=day))
        .exclude(ends_on=F("starts_on"))
    )
    students = list(
        Student.objects.filter(pk__in=placed.values("student")).select_related("person").order_by("person__sort_key")
    )
    taught = subjects_of([school_class]).get(school_class.pk, ())
    subjects = list(Subject.objects.filter(pk__in=taught, has_marks=True))
    rows = Result.objects.filter(student__in=students, year=school_class.year_id, period=period)
    return Grid(school_class, subjects, students, {(one.student_id, one.subject_id): one for one in rows})
