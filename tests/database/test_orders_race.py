"""Eight directors sign at once: no gap, no number twice; without the lock the race shows itself."""

from concurrent.futures import ThreadPoolExecutor
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
