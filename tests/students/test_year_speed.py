"""The year's end of a school of a thousand students takes seconds, and few statements whatever their number."""

import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schoolmis.audit.book import acting
from schoolmis.orders.models import Order
from schoolmis.people.models import Person
from schoolmis.structure.models import SchoolClass, Subject
from students import actions, year_jobs
from students.models import AcademicDebt, Enrolment, Placement, Result, Student
from tests.students.year import cited, mark_all, user

START, SUBJECTS, LIMIT = date(2026, 9, 1), 13, 30


def thousand(world, number=1000):
    """Forty classes of twenty-five, thirteen subjects; every twentieth student has a debt."""
    by, order = user("deputy"), Order.objects.get(kind="opening")
    with acting(by):
        classes = SchoolClass.objects.bulk_create(
            SchoolClass(year=world.year, grade=2 + n % 7, letter="ВГДЕЖЗ"[n // 7 % 6]) for n in range(40)
        )
        subjects = Subject.objects.bulk_create(
            Subject(code=f"S{n}", name_ky=f"Предмет {n}", name_ru=f"Предмет {n}") for n in range(SUBJECTS)
        )
        people = Person.objects.bulk_create(
            Person(last_name=f"Асанов{n:04}", first_name="Бакыт") for n in range(number)
        )
        students = Student.objects.bulk_create(Student(person=one) for one in people)
        Enrolment.objects.bulk_create(Enrolment(student=one, order=order, starts_on=START) for one in students)
        places = Placement.objects.bulk_create(
            Placement(student=one, school_class=classes[n % 40], order=order, starts_on=START)
            for n, one in enumerate(students)
        )
        Result.objects.bulk_create(
            [
                Result(
                    student_id=place.student_id,
                    school_class_id=place.school_class_id,
                    subject=subject,
                    year=world.year,
                    period="year",
                    value=2 if n % 20 == 0 and subject is subjects[0] else 4,
                    set_by=by,
                )
                for n, place in enumerate(places)
                for subject in subjects
            ],
            batch_size=2000,
        )
    mark_all(world)


@pytest.mark.django_db
def test_a_thousand_students_are_promoted_under_thirty_seconds(world, deputy, director):
    thousand(world)
    year_end = actions.begin_year_end(world.year, by=deputy)
    year_end = actions.confirm_roll_over(year_end, version=1, by=director)
    started = time.monotonic()
    with CaptureQueriesContext(
        connection,
    ) as proposing:
        counts = actions.propose_outcomes(year_end, by=deputy)
    proposed = time.monotonic()
    year_end.refresh_from_db()
    actions.draft_orders(cited(year_end), by=deputy)
    drafted = time.monotonic()
    with CaptureQueriesContext(connection) as signing:
        year_jobs.sign_all(year_end, director, lambda *told: None)
    signed = time.monotonic()
    print(
        f"proposals {proposed - started:.1f} s, drafts {drafted - proposed:.1f} s, signature {signed - drafted:.1f} s"
    )
    print(len(proposing), len(signing))
    assert counts == {"promoted": 955, "conditional": 50}
    assert Placement.objects.filter(school_class__year=year_end.next_year_id).count() == 1005
    assert AcademicDebt.objects.count() == 50
    assert signed - started < LIMIT
    assert len(proposing) < 40 and len(signing) < 160
