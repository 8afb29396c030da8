"""`manage.py demo`: from an empty machine to a running school."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from schoolmis import cluster, demo
from schoolmis.management import serving


class Command(BaseCommand):
    help = "Build a demo school (once) and serve it."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="stop before serving")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="drop the demo's database and start over")

    def handle(self, *, no_serve, port, fresh, **options):
        self.started = time.monotonic()
        self.note = Path(settings.HOME) / "demo.json"
        if fresh:
            self.start_over()
        self.say("Migrations ...")
        environment = os.environ | {"SCHOOLMIS_DB_ROLE": "owner"}
        if subprocess.run([*serving.MANAGE, "migrate", "--verbosity=0"], env=environment).returncode:
            raise CommandError("The migrations failed; the reason stands above.")
        names = self.built() or self.build()
        self.print_names(names)
        if not no_serve:
            call_command("serve", port=port, stdout=self.stdout)

    def built(self):
        """The sign-in names of the demo school in this database; None if there is none yet."""
        known = self.known()
        if known and known["complete"]:
            self.say("The demo school is there already (--fresh builds it anew).")
            return [demo.SignIn(*name) for name in known["names"]]
        if known:
            self.say("The last build was interrupted.")
            self.start_over()
            call = [*serving.MANAGE, "migrate", "--verbosity=0"]
            subprocess.run(call, env=os.environ | {"SCHOOLMIS_DB_ROLE": "owner"}, check=True)
        elif self.inhabited():
            raise CommandError("This database holds a school that is not the demo's. Name another SCHOOLMIS_HOME.")
        return None

    def build(self):
        self.write_note([], complete=False)
        names = demo.run(self.progress)
        self.write_note(names, complete=True)
        self.say(f"The demo school is built ({time.monotonic() - self.started:.0f} s).")
        return names

    def start_over(self):
        if not cluster.serving():
            raise CommandError("A database named by DATABASE_URL is not dropped from here; empty it yourself.")
        if self.inhabited() and not self.known():
            raise CommandError("This database holds a school that is not the demo's; it is not dropped.")
        self.say("Dropping the database ...")
        connection.close()
        cluster.empty(Path(os.environ["SCHOOLMIS_HOME"]))
        self.note.unlink(missing_ok=True)

    def inhabited(self):
        people = apps.get_model("people", "Person")
        return people._meta.db_table in connection.introspection.table_names() and people.objects.exists()

    def known(self):
        """What demo.json says of this very database; None if it says nothing or speaks of another one."""
        try:
            said = json.loads(self.note.read_text())
        except FileNotFoundError:
            return None
        return said if said["database"] == self.identity() else None

    def write_note(self, names, *, complete):
        self.note.parent.mkdir(parents=True, exist_ok=True)
        note = {"database": self.identity(), "complete": complete, "names": names}
        self.note.write_text(json.dumps(note, ensure_ascii=False, indent=1))

    def identity(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT format('%s/%s', system_identifier, oid) FROM pg_control_system(), pg_database"
                " WHERE datname = current_database()"
            )
            return cursor.fetchone()[0]

    def progress(self, text, done=0, total=0):
        """One line per step; on a terminal the count runs in place."""
        count = f" {done} / {total}" if total else " ..."
        if not sys.stdout.isatty():
            if not total or done >= total:
                self.say(f"{text}{count}")
        else:
            self.stdout.write(f"\r{text}{count}\033[K", ending="" if done < total else "\n")
            self.stdout.flush()

    def print_names(self, names):
        if not names:
            return
        rows = [("", "user name", "password", "")] + [tuple(name) for name in names]
        widths = [max(len(str(row[column])) for row in rows) for column in range(3)]
        self.say("\nSign in as:")
        for role, username, password, remark in rows:
            self.say(f"  {role:<{widths[0]}}  {username:<{widths[1]}}  {password:<{widths[2]}}  {remark}".rstrip())
        self.say("")

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()
