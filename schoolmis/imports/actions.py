"""What is done with an uploaded list: sent up, confirmed, discarded. Nothing is written before it is confirmed."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.imports import kinds, permissions
from schoolmis.imports.models import Upload
from schoolmis.imports.reading import Unreadable
from schoolmis.imports.refused import refused_workbook
from schoolmis.jobs.models import Job
from schoolmis.jobs.queue import enqueue

KEPT_DAYS = 7
SMALL = 150
"""Rows up to which a list is imported while the reader waits."""

JOB = "imports.confirm"


def locked_for_import() -> None:
    """One import at a time in the whole school, until the transaction ends: two lists may name the same new child."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('imports'))")


def stage(name: str, content: bytes, *, kind: str = "", options: dict | None = None, by: User) -> Upload:
    """R3-3j: read and compare a file; `kind` "" recognises it. Raises ValidationError with what to do.

    `options`: answers to what the kind asks, as texts.
    """
    permissions.OPEN.demand(by)
    try:
        of = kinds.knowing(content) or (kinds.registry[kind] if kind else kinds.recognise(content))
        of.permission.demand(by)
        found = kinds.read(of, content, options, by)
        staged = of.prepare(found)
    except Unreadable as problem:
        raise ValidationError(str(problem), problem.code) from None
    if not staged.rows:
        raise ValidationError(_("The list has headings, but no rows under them."), "no_rows")
    _forget_old()
    upload = Upload(kind=of.code, owner=by, name=name[:200])
    _keep(upload, found, staged)
    upload.file.save("list", ContentFile(content), save=False)
    with acting(by):
        upload.save()
        record("imports.stage", upload, by=by, kind=of.code, **staged.counts())
    return upload


def stage_again(upload: Upload, *, options: dict | None = None, by: User) -> Upload:
    """The same file compared anew, after its names were matched or its questions answered otherwise."""
    _entitled(upload, by)
    if upload.status != Upload.Status.STAGED:
        raise ValidationError(_("This list is imported already, or is being imported."), "status")
    of = kinds.registry[upload.kind]
    with upload.file.open("rb") as file:
        found = kinds.read(of, file.read(), upload.options | (options or {}), by)
    staged = of.prepare(found)
    upload.refused_file.delete(save=False)
    with acting(by):
        _keep(upload, found, staged)
        upload.save()
        record("imports.stage", upload, by=by, kind=of.code, **staged.counts())
    return upload


def _keep(upload, found, staged) -> None:
    upload.rows = [row.as_json() for row in staged.rows]
    upload.counts, upload.notes = staged.counts(), staged.notes
    upload.fingerprint, upload.options = staged.fingerprint(), found.options
    if staged.counts()["refused"]:
        upload.refused_file.save("refused", ContentFile(refused_workbook(found, staged.outcomes)), save=False)


def confirm(upload: Upload, *, by: User) -> Upload:
    """Import the list: at once when it is small, else as a job. A second confirmation finds the first one's work."""
    _entitled(upload, by)
    with transaction.atomic():
        fresh = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        failed = fresh.status == Upload.Status.GOING and fresh.job and fresh.job.status == Job.Status.FAILED
        if fresh.status != Upload.Status.STAGED and not failed:
            return fresh
        if fresh.counts["imported"] > SMALL:
            title = _("Import of “%(name)s”") % {"name": fresh.name}
            fresh.job = enqueue(JOB, owner=by, title=title, upload=fresh.pk)
            fresh.status = Upload.Status.GOING
            fresh.save(update_fields=["job", "status"])
            return fresh
    return carry_out(fresh, by=by)


def carry_out(upload: Upload, *, by: User, progress=lambda done, total: None) -> Upload:
    """The import itself: read anew, compared anew, saved whole or not at all.

    Raises ValidationError when the school has changed since the preview; the preview is then made anew.
    """
    _entitled(upload, by)
    kind, outdated = kinds.registry[upload.kind], None
    with transaction.atomic():
        locked_for_import()
        fresh = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        if fresh.status not in (Upload.Status.STAGED, Upload.Status.GOING):
            return fresh
        with fresh.file.open("rb") as file:
            found = kinds.read(kind, file.read(), fresh.options, by)
        staged = kind.prepare(found)
        if staged.fingerprint() != fresh.fingerprint:
            _keep(fresh, found, staged)
            fresh.status, outdated = Upload.Status.STAGED, True
            fresh.save()
        else:
            _import(fresh, kind, staged, by, progress)
    if outdated:
        sentence = _("The school's records have changed since this preview. Look at it once more and confirm.")
        raise ValidationError(sentence, "outdated")
    fresh.file.delete(save=False)
    Upload.objects.filter(pk=fresh.pk).update(file="")
    return fresh


def _import(upload, kind, staged, by, progress) -> None:
    with acting(by):
        upload.result = kind.apply(staged, by, progress)
        upload.status, upload.done_at = Upload.Status.DONE, clock.now()
        upload.rows = [row.as_json() for row in staged.rows if row.faults]
        upload.save(update_fields=["result", "status", "done_at", "rows"])
        record("imports.confirm", upload, by=by, kind=upload.kind, **upload.counts)


def discard(upload: Upload, *, by: User) -> Upload:
    """A list nobody wants: the file and its rows go, the fact stays."""
    _entitled(upload, by)
    with acting(by):
        changed = Upload.objects.filter(pk=upload.pk, status=Upload.Status.STAGED).update(
            status=Upload.Status.DISCARDED, rows=[], notes=[], done_at=clock.now()
        )
        if not changed:
            raise ValidationError(_("This list is imported already, or is being imported."), "status")
        record("imports.discard", upload, by=by)
    _drop_files(upload)
    return upload


def _entitled(upload, by) -> None:
    kinds.registry[upload.kind].permission.demand(by)


def _drop_files(upload) -> None:
    upload.file.delete(save=False)
    upload.refused_file.delete(save=False)
    Upload.objects.filter(pk=upload.pk).update(file="", refused_file="")


def _forget_old() -> None:
    """A list holds data of children without a consent too: what was not confirmed in a week is not kept (R1-6.2)."""
    before = clock.now() - timedelta(days=KEPT_DAYS)
    for upload in Upload.objects.filter(made_at__lt=before).exclude(file="", refused_file=""):
        Upload.objects.filter(pk=upload.pk).update(rows=[])
        Upload.objects.filter(pk=upload.pk, status=Upload.Status.STAGED).update(status=Upload.Status.DISCARDED)
        _drop_files(upload)
