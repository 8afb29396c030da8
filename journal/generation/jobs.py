"""FET as a job: with a limit, progress and a stop; what it finds is a draft version of the timetable."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from journal.actions.generation import JOB
from journal.actions.versions import fill_version, start_version
from journal.generation import engine, result
from journal.generation.task import Task, build
from journal.generation.write import data_file
from schoolmis.jobs.queue import Stopped, is_stopped, job, lead, progress
from schoolmis.structure.models import AcademicYear, SchoolProfile


@job(JOB, stoppable=True)
def generate(running, year, starts_on, seconds, keep, base=None):
    day = date.fromisoformat(starts_on)
    task = build(AcademicYear.objects.get(pk=year), day, keep=set(keep), base=base)
    name, total = str(SchoolProfile.objects.first() or ""), len(task.activities)
    progress(running, 0, total)
    told = engine.run(
        data_file(task, name=name),
        seconds=seconds,
        tell=lambda done: progress(running, done, total, _("Lessons placed so far")),
        is_stopped=lambda: is_stopped(running),
    )
    if told.ended == "stopped":
        raise Stopped
    if told.ended == "failed":
        raise ValidationError(_failed(told))
    left = result.fix(task, told.times)
    with transaction.atomic():
        title = _("FET, %(day)s") % {"day": f"{day:%d.%m.%Y}"}
        draft = start_version(task.year, title, starts_on=day, by=running.owner, copied=False)
        fill_version(draft, result.slots(task), source="FET", by=running.owner)
    lead(running, reverse("journal:board", args=[draft.pk]))
    progress(running, total - len(left), total, _placed(task, left))


def _failed(told: engine.Outcome) -> str:
    """FET's own sentence says which constraint; ours says what to do."""
    said = (told.difficult or told.said)[:180].strip()
    return _("FET found no timetable: check the hours of classes and teachers, and the rooms. FET says: %(said)s") % {
        "said": said or "—"
    }


def _placed(task: Task, left) -> str:
    if not left:
        return _("All %(n)s lessons are placed.") % {"n": len(task.activities)}
    names = "; ".join(dict.fromkeys(f"{one.section}" for one in left))
    sentence = _("The time was over: %(n)s lessons are left to place by hand: %(names)s")
    return (sentence % {"n": len(left), "names": names})[:300]
