"""The year's end as jobs: killed in the middle nothing is half done; two runs at once make one set of orders."""

import multiprocessing
import os
import signal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction

from schoolmis.jobs import queue
from schoolmis.jobs.models import Job
from schoolmis.orders.models import Order
from students import actions, year_jobs
from students.models import Placement, YearDecision, YearEnd
from tests.cast import World
from tests.students.year import cited, confirmed, drafted, user
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def in_a_worker_killed_at(made: Job, writes: str):
    """Run the job in a process of its own, which is killed (SIGKILL) when it is about to write `writes`."""

    def die(execute, sql, params, many, context):
        if writes in sql:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    def work():
        connections.close_all()
        with connection.execute_wrapper(die):
            queue.run(made.pk)

    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(60)
    return process.exitcode


@pytest.fixture
def queued():
    year_end = drafted(World(), Бегимай=2)
    return year_end, Job.objects.create(
        name=year_jobs.SIGN, title="x", owner=user("director"), args={"year_end": year_end.pk}
    )


def state():
    return (
        Order.objects.filter(status="draft", annulled_at=None).count(),
        Placement.objects.count(),
        Placement.objects.filter(ends_on=None).count(),
        YearDecision.objects.filter(order__isnull=False).count(),
    )


@pytest.mark.parametrize(
    "writes", ['UPDATE "students_placement"', 'INSERT INTO "students_academicdebt"', "students.promote"]
)
def test_a_worker_killed_in_the_middle_leaves_nothing_half_done_and_the_next_one_does_it_all(queued, writes):
    _year_end, made = queued
    before = state()
    needle = 'INSERT INTO "audit_entry"' if writes == "students.promote" else writes
    assert in_a_worker_killed_at(made, needle) == -signal.SIGKILL
    made.refresh_from_db()
    assert made.status == Job.Status.RUNNING and state() == before
    assert queue.revive() == 1
    queue.run(made.pk)
    made.refresh_from_db()
    assert made.status == Job.Status.DONE and (made.tries, made.done, made.total) == (2, 5, 5)
    assert state() == (before[0] - 2, before[1] + 5, before[2], 5)


def test_a_big_school_s_proposals_are_a_job_with_progress(monkeypatch):
    year_end = confirmed(World())
    monkeypatch.setattr(year_jobs, "SMALL", 0)
    assert year_jobs.compute(year_end, by=user("deputy")) is False
    made = Job.objects.get(name=year_jobs.COMPUTE)
    queue.run(made.pk)
    made.refresh_from_db()
    assert (made.status, made.done, made.total) == (Job.Status.DONE, 5, 5)


def ready():
    year_end = cited(confirmed(World()))
    return year_end, user("deputy")


def test_of_two_who_draft_at_once_one_makes_the_orders():
    year_end, by = ready()
    outcome = at_once(*[lambda: actions.draft_orders(YearEnd.objects.get(pk=year_end.pk), by=by)] * 2)
    assert sorted(isinstance(one, ValidationError) for one in outcome) == [False, True]
    assert Order.objects.filter(kind="promotion").count() == 1


def test_without_the_lock_both_make_them(monkeypatch):
    """The control: the same act with the row of the run read, but not locked."""
    import threading

    year_end, by = ready()
    line = threading.Barrier(2)

    def careless(one):
        return YearEnd.objects.select_related("year", "next_year").get(pk=one.pk)

    def no_drafts(one):
        found = actions.drafts_of(one).exists()
        line.wait(10)
        assert not found

    monkeypatch.setattr("students.actions.year_end.locked", careless)
    monkeypatch.setattr("students.actions.year_end._no_drafts", no_drafts)
    at_once(*[lambda: actions.draft_orders(YearEnd.objects.get(pk=year_end.pk), by=by)] * 2)
    assert Order.objects.filter(kind="promotion").count() == 2


def test_of_two_who_sign_the_same_run_one_carries_it_out():
    year_end = drafted(World())
    by = user("director")
    outcome = at_once(*[lambda: year_jobs.sign_all(YearEnd.objects.get(pk=year_end.pk), by, lambda *told: None)] * 2)
    assert sorted(outcome) == [0, 1]
    assert Placement.objects.filter(school_class__year=year_end.next_year_id).count() == 5


def test_of_two_drafts_of_one_student_the_second_is_not_signed(monkeypatch):
    """Whatever made two drafts, the decision carried out by one stops the other."""
    from schoolmis.orders.actions import draft_order, sign_order

    year_end = drafted(World())
    (order,) = actions.drafts_of(year_end)
    twin = draft_order("promotion", by=user("director"), payload=order.payload, basis_ky=order.basis)
    sign_order(order, by=user("director"))
    with pytest.raises(ValidationError), transaction.atomic():
        sign_order(twin, by=user("director"))
