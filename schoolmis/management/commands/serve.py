"""`manage.py serve`: the school at work, until Ctrl-C."""

import os
import subprocess

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from schoolmis import cluster
from schoolmis.management import crew, serving, tables


class Command(BaseCommand):
    help = "Serve the school: web server, static files, background worker. Ctrl-C stops everything."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 = every one")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host, port, **options):
        self.environment = serving.environment(host)
        if serving.port_is_taken(host, port):
            raise CommandError(f"Port {port} of {host} is taken or not ours. Choose another one: --port {port + 1}")
        self.demand_database()
        self.warn(host)
        self.step("Collecting the static files", "collectstatic", "--noinput", "--verbosity=0")
        connection.close()
        server = crew.Member("web server", serving.gunicorn(host, port), self.environment)
        members = [server]
        if apps.is_installed("procrastinate.contrib.django"):
            worker = [*serving.MANAGE, "work"]
            members.append(crew.Member("worker", worker, self.environment, essential=False))
        code = crew.work(members, self.say, lambda: self.announce(host, port), cluster.revive)
        if code:
            raise CommandError(f"The web server ended with code {code}; its last words stand above.")
        self.say("The school is closed.")

    def demand_database(self):
        """Our own database is brought up to date; somebody's server is left to its administrator."""
        try:
            pending = tables.missing()
        except OperationalError as problem:
            raise CommandError(f"The database does not answer: {problem}") from problem
        if pending and not cluster.serving():
            raise CommandError(tables.sentence(pending))
        if pending:
            self.step(f"Applying {pending} migrations", "migrate", "--verbosity=0", role="owner")

    def warn(self, host):
        if host not in ("127.0.0.1", "localhost", "::1") and not os.environ.get("SECURE_PROXY"):
            self.say("Passwords travel unencrypted: put a TLS proxy in front and set SECURE_PROXY=1 (see README).")

    def step(self, title, *command, role="web"):
        self.say(f"{title} ...")
        environment = self.environment | {"SCHOOLMIS_DB_ROLE": role}
        if subprocess.run([*serving.MANAGE, *command], env=environment).returncode:
            raise CommandError(f"{title} failed; the reason stands above.")

    def announce(self, host, port):
        if serving.answers(host, port):
            self.say(f"The school is open at http://{host}:{port} (Ctrl-C closes it).")
            return True
        return False

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()
