"""`manage.py restore FILE`."""

import os
import tempfile
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.loader import MigrationLoader

from schoolmis.management import archive, pgtools
from schoolmis.management.commands.backup import fingerprint


class Command(BaseCommand):
    help = "Restore a backup into an empty installation, and prove that everything has arrived."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        home = Path(settings.HOME)
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with tempfile.TemporaryDirectory(dir=home, prefix="restore-") as scratch:
                manifest = archive.unpack(file, Path(scratch))
                self.demand_known(manifest)
                archive.restore(manifest, Path(scratch), os.environ["DATABASE_OWNER_URL"], home / "files")
        except (archive.ArchiveError, pgtools.ToolError, psycopg.Error, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"Restored the backup of {manifest['made_at']}: {len(manifest['rows'])} tables, "
            f"{sum(manifest['rows'].values())} rows, {len(manifest['sha256']) - 1} files; all counts and hashes agree."
        )
        if manifest["secret_key"] != fingerprint():
            self.stdout.write(
                f"The secret key is another one: bring {home / 'secret-key'} over from the old machine, "
                "or second factors must be set up again and everybody must sign in anew."
            )

    def demand_known(self, manifest):
        """A newer program's database would not fit this one's code."""
        known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
        if unknown := sorted(set(manifest["migrations"]) - known):
            raise CommandError(f"The backup is of a newer program (it has {unknown[-1]}). Bring this one up to date.")
