"""A long list as a job. Its progress is written beside the transaction, which shows nothing before it ends."""

from concurrent.futures import ThreadPoolExecutor

from django.core.exceptions import ValidationError
from django.db import connection

from schoolmis.imports import actions
from schoolmis.imports.models import Upload
from schoolmis.jobs.queue import job, progress


@job(actions.JOB)
def confirm(running, upload):
    with ThreadPoolExecutor(1) as beside:
        try:
            found = Upload.objects.get(pk=upload)
            tell = lambda done, total: beside.submit(progress, running, done, total)  # noqa: E731
            tell(0, found.counts["imported"])
            actions.carry_out(found, by=running.owner, progress=tell)
        except Exception as fault:
            Upload.objects.filter(pk=upload, status=Upload.Status.GOING).update(status=Upload.Status.STAGED)
            if not isinstance(fault, ValidationError):
                raise
            raise ValidationError(fault.messages) from fault
        finally:
            beside.submit(lambda: connection.close())  # the connection of that thread, not of this one
