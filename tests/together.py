"""Work done at the same moment by threads, each on a connection of its own; for tests on `committed_db`."""

import time
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier

from django.db import connection, transaction


def _apart(work, *arguments):
    try:
        return work(*arguments)
    except Exception as problem:
        return problem
    finally:
        connection.close()


def at_once(*works):
    """Run the works in a thread each, all leaving the line together; exceptions come back as results."""
    line = Barrier(len(works))

    def run(work):
        connection.ensure_connection()
        line.wait(10)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(lambda work: _apart(run, work), works))


def behind(hold, *works, waiting):
    """Run the works one after the other while `hold()` keeps rows locked, until `waiting` of them wait; then let go.

    Gives (who was done before the locks went, results): the overlap is forced, not hoped for.
    """
    with ThreadPoolExecutor(len(works)) as pool:
        with transaction.atomic():
            hold()
            runs, held = [], 0
            for work in works:
                runs.append(pool.submit(_apart, work))
                held = _until(held, runs)
            before = [run.done() for run in runs]
            assert before.count(False) == waiting, [run.done() and run.result() for run in runs]
            transaction.set_rollback(True)
        wait(runs, 30)
        return before, [run.result(0) for run in runs]


# Of this database alone: another runner's tests wait for locks in theirs.
WAITING = """select count(distinct l.pid) from pg_locks l where not l.granted and exists (
    select from pg_locks held join pg_database d on d.oid = held.database
    where held.pid = l.pid and d.datname = current_database())"""


def _until(held, runs):
    """Wait until the newest run is done or waits for a lock; how many wait now."""
    for _turn in range(400):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            now = cursor.fetchone()[0]
        if now > held or runs[-1].done():
            return now
        time.sleep(0.01)
    raise AssertionError("the work neither ended nor waited")
