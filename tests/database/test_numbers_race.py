"""Numbers of protocols and documents, and two orders of absence, at the same moment (design §10)."""

from datetime import date, timedelta
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.documents import registering
from schoolmis.documents.models import Document, DocumentKind, RegisterCounter
from schoolmis.orders import actions
from schoolmis.orders.bodies import protocols
from schoolmis.orders.models import Absence, Order, Protocol, ProtocolCounter
from tests.cast import World
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("committed_db")
HANDS = 6


def office():
    return User.objects.get(username="secretary")


def lingering():
    with connection.cursor() as cursor:
        cursor.execute("select pg_sleep(0.15)")


def drafts():
    world, by = World(), office()
    body = world.protocol().body
    people = [world.employee(name).person for name in ("deputy", "secretary")]
    point = [{"question": "Тарбия иши", "decided": "Күчөтүлсүн"}]
    draft = lambda: protocols.draft_protocol(  # noqa: E731
        body, held_on=date(2026, 11, 11), chair=people[0], secretary=people[1], by=by, points=point
    )
    return body, [draft().pk for _n in range(HANDS)]


def test_protocols_signed_at_once_are_numbered_without_a_gap():
    body, pks = drafts()
    before = ProtocolCounter.objects.get(body=body, school_year=2026).next_number
    works = [lambda pk=pk: protocols.sign_protocol(Protocol.objects.get(pk=pk), by=office()).number for pk in pks]
    assert sorted(at_once(*works)) == list(range(before, before + HANDS))


def test_control_protocols_without_the_lock_take_one_number():
    body, pks = drafts()

    def sign(pk):
        with transaction.atomic(), acting(office()):
            number = ProtocolCounter.objects.get(body=body, school_year=2026).next_number
            lingering()
            Protocol.objects.filter(pk=pk).update(number=number, status="signed", signed_at=clock.now())
        return number

    results = at_once(*(lambda pk=pk: sign(pk) for pk in pks))
    assert sum(isinstance(one, IntegrityError) for one in results) == HANDS - 1


def register(n):
    kind = DocumentKind.objects.first()
    return registering.register("in", by=office(), kind=kind, summary=f"Кат {n}", correspondent="РББ").number


def test_documents_registered_at_once_are_numbered_without_a_gap():
    first = register("биринчи")
    numbers = sorted(at_once(*(lambda n=n: register(n) for n in range(HANDS))))
    assert numbers == list(range(first + 1, first + HANDS + 1))
    assert RegisterCounter.objects.get(direction="in", year=2026).next_number == first + HANDS + 1


def test_control_documents_without_the_lock_take_one_number():
    RegisterCounter.objects.get_or_create(direction="in", year=2026)
    kind = DocumentKind.objects.first()

    def put(n):
        with transaction.atomic(), acting(office()):
            number = RegisterCounter.objects.get(direction="in", year=2026).next_number
            lingering()
            facts = {"kind": kind, "summary": f"Кат {n}", "registered_by": office(), "number_text": f"{number}-К"}
            Document.objects.create(direction="in", year=2026, number=number, **facts)
        return number

    results = at_once(*(lambda n=n: put(n) for n in range(HANDS)))
    assert sum(isinstance(one, IntegrityError) for one in results) == HANDS - 1


def test_leave_and_trip_for_the_same_days_are_signed_once():
    director, teacher = User.objects.get(username="director"), World().employee("teacher")
    days = {"employee": teacher.pk, "from": "2026-11-23", "to": "2026-11-27"}
    leave = actions.draft_order("leave", by=director, payload=days | {"kind": "annual"}).pk
    trip = actions.draft_order("trip", by=director, payload=days | {"place": "Ош", "purpose": "Семинар"}).pk

    def sign(pk):
        return actions.sign_order(Order.objects.get(pk=pk), by=User.objects.get(username="director")).number

    results = at_once(lambda: sign(leave), lambda: sign(trip))
    assert sum(isinstance(one, int) for one in results) == 1
    assert sum(isinstance(one, ValidationError) for one in results) == 1
    assert Absence.objects.get().employee == teacher


def test_control_the_database_itself_keeps_two_absences_apart():
    director, teacher = User.objects.get(username="director"), World().employee("teacher")
    order = actions.sign_order(actions.draft_order("other", by=director, title_ky="Башка"), by=director)

    written = Event()

    def put(kind):
        with transaction.atomic(), acting(director):
            first = date(2026, 11, 23)
            if kind == "trip":
                written.wait(10)  # two who write in the same instant may wait for each other: a deadlock, not a refusal
            Absence.objects.create(
                order=order, employee=teacher, kind=kind, starts_on=first, ends_on=first + timedelta(5)
            )
            written.set()
            lingering()

    results = at_once(lambda: put("annual"), lambda: put("trip"))
    assert sum(isinstance(one, IntegrityError) for one in results) == 1
    assert Absence.objects.count() == 1
