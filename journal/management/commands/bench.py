"""`manage.py bench`: how fast the school's daily work is beside bare views doing the same (design §11)."""

import json
import platform
import time
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand

from journal.bench import contingent, database, facts, jobs, keys, school, size, table, whole
from journal.bench.measure import TOGETHER, Bench
from journal.bench.server import Server, cores


class Command(BaseCommand):
    help = "Measure a school of 1 000 students in a database of its own, beside bare views doing the same work."

    def add_arguments(self, parser):
        parser.add_argument("--json", metavar="FILE", help="write the figures there as well")
        parser.add_argument("--quick", action="store_true", help="a tiny school and few requests: does it all work?")
        parser.add_argument("--only", metavar="WORD", default="", help="only jobs with this word in their name")
        parser.add_argument("--database", default="bench", help="name of the database that is made and dropped")
        parser.add_argument("--tables", metavar="DATABASE", help="a migrated database to copy instead of making one")

    def handle(self, *, quick, only, **options):
        name = options["database"]
        self.say("Making the tables ...")
        ready = options["tables"]
        with nullcontext(ready) if ready else database.tables(f"{name}_tables") as tables:
            rows, found, peak = self.all(name, tables, quick, only)
        for line in table.lines(rows):
            self.stdout.write(line)
        self.stdout.write(f"Memory of the web server: {peak:.0f} MB at most (2 workers, shared pages counted once).")
        if options["json"]:
            self.write(options["json"], rows, found, peak)

    def all(self, name, tables, quick, only):
        of = size.QUICK if quick else size.FULL
        self.say(f"Building a school of {of.classes * of.students + of.big} students and {of.cells} cells ...")
        start = time.monotonic()
        with database.own(name, tables) as urls:
            school.build(of)
            self.say(f"Built in {time.monotonic() - start:.0f} s. Measuring ...")
            found = facts.read(TOGETHER)
            with Server(urls) as server:
                rows = list(self.measure(server, found, quick, only))
                peak = server.peak
        if "import".startswith(only.lower()):
            self.say("  Import ...")
            rows.append(contingent.measure(20 if quick else 1000, f"{name}_import", tables))
        return rows, found, peak

    def measure(self, server, found, quick, only):
        bench = Bench(server, found, quick)
        for job in jobs.jobs(found):
            if only.lower() in job.name.lower():
                self.say(f"  {job.name} ...")
                yield bench.measure(job)
        if only.lower() in "keys":
            self.say("  keys in a browser ...")
            row = keys.measure(server, found, quick)
            if row:
                yield row
            else:
                self.say("  not measured: Chromium and its driver come with `manage.py test`.")
        if not only:
            self.say("  the whole school by the worker ...")
            yield whole.report_cards(server, found)

    def write(self, file, rows, found, peak):
        machine = {"cores": cores(), "python": platform.python_version(), "machine": platform.platform()}
        outcome = {
            "at": time.strftime("%Y-%m-%d %H:%M"),
            **machine,
            "students": found.count,
            "cells": found.cells,
            "memory_mb": round(peak),
            "rows": [row.as_json() for row in rows],
        }
        Path(file).write_text(json.dumps(outcome, ensure_ascii=False, indent=1))

    def say(self, text):
        self.stderr.write(text)
        self.stderr.flush()
