"""Jobs: registered by name, put into the queue with their owner, run by the worker with progress."""

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.jobs.models import Job

TRIES = 3
log = logging.getLogger(__name__)
_registry = {}
_demands = {}
_stoppable = set()


class Stopped(Exception):
    """The job ends because its owner asked for it."""


def job(name, demand=None, *, stoppable=False):
    """Register `function(job, **args)`. It calls `progress(job, done, total)` and may `deliver(job, name, data)`.

    `demand(user, **args)` raises PermissionDenied when the result may no longer be fetched. One that is `stoppable`
    asks `is_stopped(job)` and raises Stopped.
    """

    def register(function):
        if stoppable:
            _stoppable.add(name)
        _registry[name], _demands[name] = function, demand
        return function

    return register


@transaction.atomic
def enqueue(name: str, *, owner, title: str, **args) -> Job:
    """Put a job into the queue; it starts only when the caller's transaction is committed."""
    from schoolmis.jobs.tasks import run_job

    args |= {"language": translation.get_language()}
    made = Job.objects.create(name=name, title=title, owner=owner, args=args, stoppable=name in _stoppable)
    run_job.defer(job_id=made.pk)
    return made


def progress(made: Job, done: int, total: int, message: str = "") -> None:
    Job.objects.filter(pk=made.pk).update(done=done, total=total, message=message, beat_at=clock.now())


@contextmanager
def telling(running):
    """`tell(done, total)`: the progress is written by a connection of its own, for the transaction shows nothing."""
    with ThreadPoolExecutor(1) as beside:
        try:
            yield lambda done, total: beside.submit(progress, running, done, total)
        finally:
            beside.submit(lambda: connection.close())


def deliver(made: Job, name: str, data: bytes) -> None:
    """Keep `data` as the job's result, which only its owner may fetch."""
    made.result.save(f"{made.pk}", ContentFile(data), save=False)
    made.result_name = name
    made.save(update_fields=["result", "result_name"])


def lead(made: Job, address: str) -> None:
    """The page where the outcome is seen."""
    made.address = address
    made.save(update_fields=["address"])


def stop(made: Job) -> None:
    """A job that has not begun is over at once; one that runs is told."""
    waiting = Job.objects.filter(pk=made.pk, status=Job.Status.WAITING, stoppable=True)
    if not waiting.update(status=Job.Status.STOPPED, ended_at=clock.now()):
        Job.objects.filter(pk=made.pk, status=Job.Status.RUNNING, stoppable=True).update(stop_asked=True)


def is_stopped(made: Job) -> bool:
    return Job.objects.filter(pk=made.pk, stop_asked=True).exists()


def demand_result(made: Job, user) -> None:
    """A right that has ended since does not open the file it once made."""
    if demand := _demands.get(made.name):
        demand(user, **{name: value for name, value in made.args.items() if name != "language"})


def run(job_id: int) -> None:
    """Run one job now; a fault is kept with the job, in a sentence its owner can use."""
    made = Job.objects.select_related("owner").get(pk=job_id)
    if made.status == Job.Status.STOPPED:
        return
    Job.objects.filter(pk=job_id).update(status=Job.Status.RUNNING, beat_at=clock.now(), tries=F("tries") + 1)
    args = dict(made.args)
    try:
        with translation.override(args.pop("language", "ky")):
            _registry[made.name](made, **args)
    except Stopped:
        Job.objects.filter(pk=job_id).update(status=Job.Status.STOPPED, ended_at=clock.now())
    except Exception as fault:
        log.exception("job %s failed", job_id)
        plain = _("The job has failed. Try again, or tell the administrator: job %(id)s.") % {"id": job_id}
        message = "; ".join(getattr(fault, "messages", [])) or plain
        Job.objects.filter(pk=job_id).update(status=Job.Status.FAILED, message=message[:300], ended_at=clock.now())
    else:
        Job.objects.filter(pk=job_id).update(status=Job.Status.DONE, ended_at=clock.now())


@transaction.atomic
def revive() -> int:
    """Put back what a killed worker left running: every job writes in one transaction, so nothing is half done.

    Called where the only worker starts. A job that has ended its worker three times is not tried again.
    """
    from schoolmis.jobs.tasks import run_job

    left = Job.objects.select_for_update().filter(status=Job.Status.RUNNING)
    left.filter(stop_asked=True).update(status=Job.Status.STOPPED, ended_at=clock.now())
    again = [made.pk for made in left.filter(stop_asked=False) if made.tries < TRIES]
    left.filter(tries__gte=TRIES).update(
        status=Job.Status.FAILED, message=_("The job was broken off three times."), ended_at=clock.now()
    )
    Job.objects.filter(pk__in=again).update(status=Job.Status.WAITING)
    for pk in again:
        run_job.defer(job_id=pk)
    return len(again)
