"""Two people at the same moment, each race with a control that shows it without the lock (design §10)."""

import uuid
from threading import Barrier

import pytest
from django.db import IntegrityError

from journal import locks, policy
from journal.actions import cells, save_cells, set_results
from journal.actions.terms import _close as close_term
from journal.models import Cell
from schoolmis.access import Denied
from schoolmis.accounts.actions import open_user
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.audit.models import History
from schoolmis.orders.actions import draft_order, revoke_order, sign_order
from schoolmis.orders.models import Order
from schoolmis.people.actions import open_account
from schoolmis.people.models import Person
from students.models import Result
from tests.cast import World
from tests.together import at_once, behind

pytestmark = pytest.mark.usefixtures("committed_db")


def someone(name):
    return User.objects.get(username=name)


@pytest.fixture
def colleagues():
    """Two teachers of one journal."""
    world, director = World(), someone("director")
    line = {"section": world.algebra.pk, "employee": world.employee("stranger_teacher").pk, "hours": "1"}
    sign_order(draft_order("load", by=director, payload={"from": "2026-09-01", "loads": [line]}), by=director)
    return "teacher", "stranger_teacher"


def mark(name, text, version=0):
    """`name` sends one cell, as a request of its own would."""

    def send():
        world = World()
        sent = cells.Sent(world.lesson().pk, world.student.pk, version, text)
        section = policy.sections().get(pk=world.algebra.pk)
        return save_cells(section, [sent], key=uuid.uuid4().hex, by=someone(name))

    return send


def result(name, text, version=0):
    def send():
        world = World()
        section = policy.sections().get(pk=world.algebra.pk)
        sent = [{"s": world.student.pk, "t": text, "v": version}]
        return set_results(section, world.term(2), sent, key=uuid.uuid4().hex, by=someone(name))

    return send


def uncommitted_cell():
    world, teacher = World(), someone("teacher")
    with acting(teacher):
        Cell.objects.create(lesson=world.lesson(), student=world.student, first=2, entered_by=teacher)


def locked_cell():
    Cell.objects.select_for_update().get()


@pytest.mark.parametrize("existing", [False, True])
def test_two_teachers_in_one_cell_lose_nothing(colleagues, existing):
    if existing:
        mark("teacher", "3")()
    works = [mark(name, text, int(existing)) for name, text in zip(colleagues, "45", strict=True)]
    _before, answers = behind(locked_cell if existing else uncommitted_cell, *works, waiting=2)
    assert sorted(bool(answer["saved"]) for answer in answers) == [False, True]
    winner = next(answer["saved"][0] for answer in answers if answer["saved"])
    loser = next(answer["clash"][0] for answer in answers if answer["clash"])
    assert loser["t"] == winner["t"] == str(Cell.objects.get().first), "the loser is shown what stands"


def test_control_without_the_version_a_mark_is_lost(colleagues, monkeypatch):
    monkeypatch.setattr(cells, "UPSERT", cells.UPSERT.replace("where c.version = excluded.version - 1\n", ""))
    mark("teacher", "3")()
    works = [mark(name, text, 1) for name, text in zip(colleagues, "45", strict=True)]
    _before, answers = behind(locked_cell, *works, waiting=2)
    assert [len(answer["saved"]) for answer in answers] == [1, 1], "both were told it is saved"


def close():
    close_term(World().term(2), by=someone("deputy"))


WRITES = {
    "mark": (mark, "journal_cell", locked_cell),
    "result": (result, "students_result", lambda: Result.objects.select_for_update().get()),
}


@pytest.mark.parametrize("what", WRITES)
def test_closing_a_term_waits_for_the_mark_that_is_being_saved(what):
    write, table, hold = WRITES[what]
    write("teacher", "3")()
    before, (answer, closed) = behind(hold, write("teacher", "4", 1), close, waiting=2)
    assert before == [False, False] and answer["saved"] and closed is None
    order = History.objects.filter(record__in=[table, "journal_closing"]).values_list("record", "act")
    assert list(order) == [(table, "I"), (table, "U"), ("journal_closing", "I")]
    assert write("teacher", "5", 2)()["refused"][0]["code"] == "locked"


@pytest.mark.parametrize("what", WRITES)
def test_control_without_the_lock_a_mark_lands_in_the_closed_term(what, monkeypatch):
    monkeypatch.setattr(locks, "hold_terms", lambda: None)
    write, table, hold = WRITES[what]
    write("teacher", "3")()
    before, (answer, _closed) = behind(hold, write("teacher", "4", 1), close, waiting=1)
    assert before == [False, True] and answer["saved"]
    assert History.objects.filter(record__in=[table, "journal_closing"]).last().record == table


def test_a_right_revoked_while_a_request_runs_ends_with_that_request():
    mark("teacher", "3")()

    def revoke():
        revoke_order(Order.objects.get(kind="load"), basis_ky="Арыз", by=someone("director"))

    before, (answer, _revoked) = behind(locked_cell, mark("teacher", "4", 1), revoke, waiting=1)
    assert before == [False, True] and answer["saved"]
    assert History.objects.filter(record="journal_cell").last().grant_id, "it leads to the order it was done under"
    assert isinstance(at_once(mark("teacher", "5", 2))[0], Denied)


def homonym():
    return open_user("Алымкулова", "Айгүл", "Алымкулова Айгүл", by=someone("secretary")).username


def test_homonyms_opened_at_once_get_names_of_their_own():
    assert sorted(at_once(homonym, homonym, homonym)) == ["alymkulova.a", "alymkulova.a2", "alymkulova.a3"]


def test_control_without_the_lock_homonyms_collide():
    read = Barrier(3)

    def careless():
        free = "alymkulova.a" if not User.objects.filter(username="alymkulova.a").exists() else "alymkulova.a2"
        read.wait(10)
        return User.objects.create(username=free, name="Алымкулова Айгүл").username

    assert sum(isinstance(one, IntegrityError) for one in at_once(careless, careless, careless)) == 2


def test_one_person_asked_for_twice_gets_one_account():
    person, before = Person.objects.create(last_name="Жээнбаева", first_name="Мээрим"), User.objects.count()

    def open_one():
        return open_account(Person.objects.get(pk=person.pk), by=someone("secretary")).pk

    first, second = at_once(open_one, open_one)
    assert first == second and User.objects.count() == before + 1


def test_control_a_list_imported_twice_without_the_lock_makes_each_child_twice():
    """The lock and the staged state are proved in tests/imports; this shows what they hold back."""
    from schoolmis.imports import kinds
    from tests.imports import pupils, workbooks

    content = workbooks.workbook(pupils.school(3, classes=((8, "А"),)))[0]
    kind, read = kinds.registry["students"], Barrier(2)

    def careless():
        director = someone("director")
        staged = kind.prepare(kinds.read(kind, content))
        read.wait(10)
        with acting(director):
            kind.apply(staged, director, lambda done, total: None)

    before = Person.objects.filter(student__isnull=False).count()
    outcome = at_once(careless, careless)
    made = Person.objects.filter(student__isnull=False).count() - before
    assert made == 6 or any(isinstance(one, IntegrityError) for one in outcome)
