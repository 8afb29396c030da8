"""What the import commands share: a school where there is none yet, the counts, the one JSON object, the exit code."""

import json
import sys

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import transaction

from schoolmis.accounts.models import User
from schoolmis.documents.actions import publish_first_rules
from schoolmis.imports import kinds
from schoolmis.imports.actions import locked_for_import
from schoolmis.imports.reading import Unreadable
from schoolmis.management import tables
from schoolmis.orders.installation import install
from schoolmis.structure.models import SchoolProfile

COUNTS = ("rows", "imported", "unchanged", "refused", "warned")
GRADES, YEAR = (1, 11), 2026
NAME_KY, NAME_RU = "Жалпы билим берүүчү орто мектеп", "Средняя общеобразовательная школа"


class ImportCommand(BaseCommand):
    """`kind`: the code of the import."""

    kind = ""

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="an Excel workbook (.xlsx) or a CSV file")
        parser.add_argument("--dry-run", action="store_true", help="compare and count, leave nothing behind")
        parser.add_argument("--json", action="store_true", help="print one JSON object on standard output")

    def handle(self, *, file, dry_run, json, **options):
        try:
            tables.demand(self.say)
            with transaction.atomic():
                outcome = self.bring(file)
                if dry_run:
                    transaction.set_rollback(True)
        except (Unreadable, ValidationError) as problem:
            sentence = " ".join(getattr(problem, "messages", [])) or str(problem)
            self.answer({"error": sentence}) if json else self.say(sentence)
            sys.exit(2)
        staged, notes = outcome
        self.answer(told(staged)) if json else self.tell(staged, notes)
        if not dry_run:
            self.afterwards(notes)

    def bring(self, file):
        """Read, compare, save; raises Unreadable before anything is made."""
        kind = kinds.registry[self.kind]
        self.say("Reading …")
        by = User.objects.system("import")
        found = kinds.read(kind, file, by=by)
        if not SchoolProfile.objects.exists():
            self.say("Making the school …")
            installer = User.objects.system("installation")
            install(NAME_KY, NAME_RU, grades=GRADES, year=YEAR, by=installer)
            publish_first_rules(by=installer)
        locked_for_import()
        self.say("Comparing …")
        staged = kind.prepare(found)
        notes = kind.apply(staged, by, lambda done, total: self.say(f"Saving {done}/{total}"))
        return staged, notes

    def afterwards(self, notes):
        """What is printed once the import is committed."""

    def say(self, text):
        self.stderr.write(text)
        self.stderr.flush()

    def answer(self, told):
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def tell(self, staged, notes):
        counts = staged.counts()
        self.stdout.write("  ".join(f"{name}: {counts[name]}" for name in COUNTS))
        for row in staged.rows:
            for fault in row.faults:
                self.stdout.write(f"{row.state}  {fault.sheet} {fault.row}  {row.title}: {fault.reason}")
        for sentence in kinds.told(notes):
            self.stdout.write(sentence)


def told(staged) -> dict:
    counts = staged.counts()
    return {name: counts[name] for name in COUNTS} | {
        "refused_rows": [fault.as_json() for fault in staged.faults(refused=True)],
        "warned_rows": [fault.as_json() for fault in staged.faults(refused=False)],
    }
