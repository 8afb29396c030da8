"""How the system is: database, last backup, room on the disk, jobs. Each fact says good, warn or bad in words."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schoolmis import clock
from schoolmis.jobs.models import Job
from schoolmis.ui.dates import moment
from schoolmis.ui.numbers import decimal, file_size, whole

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    tone: str
    note: str = ""


def facts() -> list[Fact]:
    return [backup(), disk(), database(), waiting_jobs(), failed_jobs()]


def last_backup() -> dict | None:
    """{"at": ISO time, "file": path, "bytes": size} as `manage.py backup` left it, or None."""
    try:
        return json.loads((Path(settings.HOME) / "last-backup.json").read_text())
    except (OSError, ValueError):
        return None


def backup() -> Fact:
    """R1-3.1h: more than a day without a backup is a warning, more than three are bad."""
    label, note = _("Last backup"), last_backup()
    how = _("Made by: python3 manage.py backup FILE")
    if note is None:
        return Fact(label, _("there is none yet"), "bad", how)
    at = datetime.fromisoformat(note["at"])
    age = clock.now() - at
    hours = max(0, int(age.total_seconds() // 3600))
    if hours < 48:
        value = ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    else:
        value = ngettext("%(n)s day ago", "%(n)s days ago", age.days) % {"n": age.days}
    tone = "good" if age <= DAY + DAY / 4 else "warn" if age <= 3 * DAY else "bad"
    return Fact(label, value, tone, f"{moment(at)}, {file_size(note.get('bytes'))}")


def disk() -> Fact:
    room = shutil.disk_usage(settings.HOME if Path(settings.HOME).exists() else settings.BASE_DIR)
    share = room.free / room.total
    tone = "good" if share > 0.15 else "warn" if share > 0.05 else "bad"
    return Fact(
        _("Free room on the disk"), gigabytes(room.free), tone, _("of %(all)s") % {"all": gigabytes(room.total)}
    )


def gigabytes(octets) -> str:
    return f"{decimal(octets / 1024**3, 0)}\u00a0ГБ"


def database() -> Fact:
    with connection.cursor() as cursor:
        cursor.execute("select pg_database_size(current_database()), current_setting('server_version')")
        size, version = cursor.fetchone()
    return Fact(_("Database"), _("answers"), "good", f"PostgreSQL {version.split()[0]}, {file_size(size)}")


def waiting_jobs() -> Fact:
    """A job that waits for minutes means that no worker runs."""
    since = clock.now() - timedelta(minutes=5)
    stuck = Job.objects.filter(status=Job.Status.WAITING, made_at__lt=since).count()
    if stuck:
        return Fact(
            _("Background jobs"), _("the worker does not take them"), "bad", _("waiting: %(n)s") % {"n": whole(stuck)}
        )
    return Fact(_("Background jobs"), _("are done"), "good")


def failed_jobs() -> Fact:
    failed = Job.objects.filter(status=Job.Status.FAILED, ended_at__gt=clock.now() - 7 * DAY).count()
    return Fact(_("Failed jobs in seven days"), whole(failed), "warn" if failed else "good")


def is_ready() -> bool:
    """The database answers and has the shape this program expects."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
