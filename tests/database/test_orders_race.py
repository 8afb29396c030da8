"""Eight directors sign at once: no gap, no number twice; without the lock the race shows itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from django.db import connection, transaction

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.orders import actions
from schoolmis.orders.models import Counter, Order

THREADS = 8


def drafts(count):
    director = User.objects.get(username="director")
    return [actions.draft_order("other", by=director, title_ky=f"Буйрук {n}").pk for n in range(count)]


def at_once(work, arguments):
    """Run `work(argument)` in a thread each, all leaving the line together; exceptions come back as results."""
    line = Barrier(len(arguments))

    def run(argument):
        try:
            connection.ensure_connection()
            line.wait(10)
            return work(argument)
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(run, arguments))


def sign(pk):
    return actions.sign_order(Order.objects.get(pk=pk), by=User.objects.get(username="director")).number


def sign_without_lock(pk):
    """What signing would be without the counter's row lock: read the next number, think, write it."""
    director = User.objects.get(username="director")
    with transaction.atomic(), acting(director):
        counter = Counter.objects.get(series="general", year=2026)
        number = counter.next_number
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(0.1)")
        Counter.objects.filter(pk=counter.pk).update(next_number=number + 1)
    return number


def test_eight_signatures_at_once_leave_no_gap_and_no_double(committed_db):
    numbers = at_once(sign, drafts(THREADS))
    assert sorted(numbers) == list(range(1, THREADS + 1))
    assert Counter.objects.get(series="general", year=2026).next_number == THREADS + 1


def test_control_without_the_lock_numbers_come_twice(committed_db):
    Counter.objects.create(series="general", year=2026)
    numbers = at_once(sign_without_lock, list(range(THREADS)))
    assert len(set(numbers)) < THREADS


def test_one_draft_signed_by_two_hands_is_signed_once(committed_db):
    (pk,) = drafts(1)
    results = at_once(sign, [pk, pk])
    assert sum(result == 1 for result in results) == 1
    assert Counter.objects.get(series="general", year=2026).next_number == 2


def signed(title="Ишембилик жөнүндө"):
    director = User.objects.get(username="director")
    drafted = actions.draft_order("other", by=director, title_ky=title, text_ky="1. Өткөрүлсүн.")
    return actions.sign_order(drafted, by=director).pk


def revoke(pk):
    director = User.objects.get(username="director")
    return actions.revoke_order(Order.objects.get(pk=pk), basis_ky="Ката", by=director).pk


def test_an_order_is_revoked_once_however_many_press(committed_db):
    pk = signed()
    results = at_once(revoke, [pk] * 4)
    assert sum(isinstance(one, int) for one in results) == 1
    assert {one.code for one in results if not isinstance(one, int)} == {"revoked"}


def test_an_order_is_amended_or_revoked_never_both(committed_db):
    director, pk = User.objects.get(username="director"), signed()
    payload = {"order": pk, "points": [{"point": 1, "becomes_ky": "Өткөрүлбөсүн.", "becomes_ru": ""}]}
    draft = actions.draft_order("amendment", by=director, payload=payload).pk
    results = at_once(lambda act: act(), [lambda: sign(draft), lambda: revoke(pk)])
    done = [one for one in results if isinstance(one, int)]
    assert len(done) == 1, results
    amended = Order.objects.filter(kind="amendment", number__isnull=False).exists()
    assert amended != Order.objects.filter(revokes=pk, number__isnull=False).exists()


def sign_on(argument):
    pk, day = argument
    director = User.objects.get(username="director")
    return actions.sign_order(Order.objects.get(pk=pk), by=director, on=day).date


def test_at_the_turn_of_the_year_no_number_is_dated_before_the_one_signed_first(committed_db):
    days = [date(2026, 12, 31), date(2027, 1, 1)] * 3
    results = at_once(sign_on, list(zip(drafts(6), days, strict=True)))
    assert all(isinstance(one, date) or one.code == "date" for one in results)
    stored = (
        Order.objects.filter(series="general", number__isnull=False)
        .order_by("signed_at")
        .values_list("date", flat=True)
    )
    assert list(stored) == sorted(stored)
