"""Two at the same moment (design §10): numbers of personal files, two orders on one student."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from students import actions
from students.models import Application, ExamEntry, StateExam, Student
from students.rules import keeping
from tests.cast import APPLIED, TODAY, World
from tests.students.test_attestation import make_grade9
from tests.together import at_once, behind

pytestmark = pytest.mark.usefixtures("committed_db")


def together(*calls):
    """Run the calls at once; what each raised or gave."""
    start, outcome = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            start.wait()
            outcome[place] = call()
        except Exception as fault:  # noqa: BLE001
            outcome[place] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def fresh(count):
    by = User.objects.get(username="secretary")
    return by, [actions.keep_student({"last_name": f"Өсөров{n}"}, by=by) for n in range(count)]


def test_two_clerks_never_give_the_same_file_number():
    by, made = fresh(8)
    outcome = together(*(lambda one=one: actions.give_file_numbers([one], by=by) for one in made))
    assert not [one for one in outcome if isinstance(one, Exception)]
    numbers = Student.objects.filter(pk__in=[one.pk for one in made]).values_list("file_number", flat=True)
    assert sorted(numbers) == sorted(f"Ө/{n}" for n in range(1, 9))


def test_without_the_lock_the_same_number_is_given_twice():
    """The control: the same reading and writing without the lock collides, and only the constraint refuses it."""
    _by, made = fresh(4)
    read = threading.Barrier(4)

    def careless(one):
        number = keeping.next_numbers(
            ["Өсөров"], Student.objects.exclude(file_number=None).values_list("file_number", flat=True)
        )
        read.wait()
        Student.objects.filter(pk=one.pk).update(file_number=number[0])

    outcome = together(*(lambda one=one: careless(one) for one in made))
    assert sum(isinstance(one, IntegrityError) for one in outcome) == 3


def test_one_of_two_simultaneous_transfers_is_refused():
    from schoolmis.orders.actions import draft_order, sign_order

    world, director = World(), User.objects.get(username="director")
    order = sign_order(draft_order("other", by=director, title_ky="Которуу", basis_ky="арыз"), by=director)
    move = lambda: actions.transfer_to_class(  # noqa: E731
        world.student,
        world.class_b,
        order=order,
        on=date(2026, 11, 20),
        documents=APPLIED,
        by=User.objects.get(username="secretary"),
    )
    assert world.student and world.class_b
    outcome = together(move, move)
    assert sum(isinstance(one, ValidationError) for one in outcome) == 1
    assert world.student.placements.count() == 2


def test_two_clerks_never_give_the_same_number_of_a_certificate():
    from students.models import Certificate

    by, world = User.objects.get(username="secretary"), World()
    issue = lambda: actions.issue_certificate(world.student, received_by="эне", by=by)  # noqa: E731
    assert world.student
    outcome = together(*[issue] * 6)
    assert not [one for one in outcome if isinstance(one, Exception)]
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_without_the_lock_the_same_number_of_a_certificate_is_read_twice():
    """The control: the same reading and writing without the lock collides, and only the constraint refuses it."""
    from schoolmis.audit.book import acting
    from schoolmis.papers import checks
    from students.actions.certificates import PAPER
    from students.models import Certificate
    from students.rules.certificates import next_number

    by, world, read = User.objects.get(username="secretary"), World(), threading.Barrier(4)
    spell, of = world.student.enrolments.get(), world.class_a

    def careless():
        number = next_number(Certificate.objects.values_list("number", flat=True).first(), None)
        read.wait()
        with acting(by):
            facts = {"name": "?", "school_class": of, "since": spell.starts_on, "order_id": spell.order_id}
            row = {"year": 2026, "number": number, "check_row": checks.issue(PAPER, number)} | facts
            Certificate.objects.create(student=world.student, received_by="эне", issued_by=by, **row)

    outcome = together(*[careless] * 4)
    assert sum(isinstance(one, IntegrityError) for one in outcome) == 3


def registered(by, n):
    return actions.register_application(
        "transfer", received_on=date(2026, 11, 20), student=World().student, applicant_name=f"Алымкулова {n}", by=by
    )


def test_eight_clerks_register_without_a_gap_or_a_double_R7_4_5():
    by = User.objects.get(username="secretary")
    assert World().student
    made = together(*(lambda n=n: registered(by, n) for n in range(8)))
    assert sorted(one.number for one in made) == list(range(1, 9))


def test_without_the_lock_two_applications_take_one_number():
    """The control: read and written without the lock, only the constraint keeps the numbers apart."""
    by, read = User.objects.get(username="secretary"), threading.Barrier(4)
    student = World().student

    def careless(n):
        number = Application.objects.count() + 1
        read.wait()
        with acting(by):
            Application.objects.create(
                kind="transfer", year=2026, number=number, received_on=date(2026, 11, 20), student=student,
                applicant_name=str(n), registered_by=by,
            )  # fmt: skip

    outcome = together(*(lambda n=n: careless(n) for n in range(4)))
    assert sum(isinstance(one, IntegrityError) for one in outcome) == 3


def test_one_application_is_carried_out_by_one_of_two_orders():
    from schoolmis.orders.actions import draft_order, sign_order

    world, secretary = World(), User.objects.get(username="secretary")
    director, one = User.objects.get(username="director"), registered(secretary, 1)
    line = {"student": world.student.pk, "class": world.class_b.pk}
    line["documents"] = [{"code": "application", "application": one.pk}]
    payload = {"from": "2026-11-20", "students": [line]}
    drafts = [draft_order("transfer", by=secretary, payload=payload) for _n in range(2)]
    outcome = together(*(lambda draft=draft: sign_order(draft, by=director) for draft in drafts))
    assert sum(isinstance(fault, ValidationError) for fault in outcome) == 1
    one.refresh_from_db()
    assert (one.state, world.student.placements.count()) == ("answered", 2)


def exam_by_choice():
    world, by = make_grade9(World()), User.objects.get(username="deputy")
    facts = {"grade": 9, "form": "oral", "is_compulsory": False, "on": TODAY, "repeat_on": None, "body": None}
    new = StateExam(year=world.year)
    exam = actions.keep_exam(new, version=1, by=by, subject=world.physics.subject, ground="", **facts)
    return exam, world.child("Сезим"), by


def test_two_who_put_one_student_on_an_exams_list_put_her_there_once():
    exam, child, by = exam_by_choice()
    calls = [lambda: actions.choose_exam(exam, {child.pk}, by=by)] * 2
    _before, outcome = behind(lambda: StateExam.objects.select_for_update().get(pk=exam.pk), *calls, waiting=2)
    assert outcome == [None, None] and ExamEntry.objects.count() == 1


def test_without_the_lock_the_second_one_meets_the_constraint():
    """The control: both read that she is not there, and both write."""
    exam, child, by = exam_by_choice()
    read = threading.Barrier(2)

    def careless():
        with acting(by):
            assert not exam.entries.filter(student=child).exists()
            read.wait()
            ExamEntry.objects.create(exam=exam, student=child, set_by=by)

    outcome = at_once(careless, careless)
    assert sum(isinstance(one, IntegrityError) for one in outcome) == 1
