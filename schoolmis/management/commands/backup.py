"""`manage.py backup FILE`."""

import hashlib
import json
import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from schoolmis import clock
from schoolmis.management import archive, pgtools, version


class Command(BaseCommand):
    help = "Write one archive of the database and the files, with a manifest of hashes."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        file = file.resolve()
        if not file.parent.is_dir():
            raise CommandError(f"There is no folder {file.parent}.")
        home = Path(settings.HOME)
        now = clock.now().isoformat(timespec="seconds")
        about = {"made_at": now, "program": version.current(), "secret_key": fingerprint()}
        try:
            manifest = archive.write(file, os.environ["DATABASE_OWNER_URL"], home / "files", about)
        except (archive.ArchiveError, pgtools.ToolError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        size = file.stat().st_size
        note = {"at": now, "file": str(file), "bytes": size}
        (home / "last-backup.json").write_text(json.dumps(note, ensure_ascii=False))
        rows, files = sum(manifest["rows"].values()), len(manifest["sha256"]) - 1
        self.stdout.write(
            f"{file}: {len(manifest['rows'])} tables, {rows} rows, {files} files, {size / 1e6:.1f} MB.\n"
            f"It holds personal data. Keep it where only you can read it, and {home / 'secret-key'} in another place."
        )


def fingerprint() -> str:
    """Tells whether the secret key of a backup is the one here, without telling the key."""
    return hashlib.sha256(b"backup" + settings.SECRET_KEY.encode()).hexdigest()[:16]
