"""Proposals and the carrying out for a big school as jobs: progress beside one transaction, nothing half done."""

from django.db import transaction
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.jobs.queue import enqueue, job, telling
from schoolmis.orders.actions import sign_order
from students.actions.roll_over import drafts_of, locked
from students.actions.year_end import propose_outcomes
from students.models import YearEnd

COMPUTE, SIGN = "students.propose_outcomes", "students.sign_year"
SMALL = 150
"""Students up to whom the reader waits for the answer."""


def compute(year_end: YearEnd, *, by: User) -> bool:
    """Compute the proposals now, or put them into the queue; True when it is done."""
    return _now_or_later(year_end, COMPUTE, _("Proposals of the year's end"), by, _students(year_end), _compute)


def sign(year_end: YearEnd, *, by: User) -> bool:
    """Sign all the drafts of the run, in one transaction; True when it is done."""
    count = sum(len(order.payload.get("students", [])) for order in drafts_of(year_end))
    return _now_or_later(year_end, SIGN, _("Signing the orders of the year's end"), by, count, sign_all)


def _students(year_end) -> int:
    from students.models import Placement

    return Placement.objects.on(clock.today()).filter(school_class__year=year_end.year).count()


def _compute(year_end, by, tell):
    propose_outcomes(year_end, by=by, progress=tell)


def _now_or_later(year_end, name, title, by, count, act) -> bool:
    if count <= SMALL:
        act(year_end, by, lambda done, total: None)
        return True
    with acting(by):
        made = enqueue(name, owner=by, title=title, year_end=year_end.pk)
        YearEnd.objects.filter(pk=year_end.pk).update(job=made)
    return False


@transaction.atomic
def sign_all(year_end: YearEnd, by: User, tell) -> int:
    """Every draft of the run is signed and carried out, or none is."""
    locked(year_end)
    drafts = list(drafts_of(year_end))
    total = sum(len(order.payload.get("students", [])) for order in drafts)
    done = 0
    for order in drafts:
        sign_order(order, by=by)
        done += len(order.payload.get("students", []))
        tell(done, total)
    return len(drafts)


@job(COMPUTE)
def compute_job(running, year_end):
    with telling(running) as tell:
        propose_outcomes(YearEnd.objects.get(pk=year_end), by=running.owner, progress=tell)


@job(SIGN)
def sign_job(running, year_end):
    with telling(running) as tell:
        sign_all(YearEnd.objects.get(pk=year_end), running.owner, tell)
