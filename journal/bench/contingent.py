"""A secretary's list of students brought into an empty database by the command."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from openpyxl import Workbook

from journal.bench import database
from journal.bench.measure import Row
from journal.bench.school import FATHERS, FIRST, SURNAMES
from journal.bench.size import TODAY

HEAD = ["№", "Классы", "Аты-жөнү", "Жынысы", "Туулган күнү", "ПИН", "Окутуу тили", "Дареги", "Энеси", "Энесинин тел.",
        "Макулдук №", "Макулдук күнү"]  # fmt: skip
MOST = 10_000  # ms for a thousand


def row(number: int) -> list:
    """A student of class 1-А … 10-Г with a mother and a consent."""
    surnames, firsts, fathers = SURNAMES.split(), FIRST.split(), FATHERS.split()
    surname, father = surnames[number % 10], fathers[number // 130 % 5]
    grade, day = number // 100 % 10 + 1, number % 28 + 1
    year, month = 2020 - grade, number // 28 % 12 + 1
    return [
        number + 1,
        f"{grade}-{'АБВГ'[number // 25 % 4]}",
        f"{surname} {firsts[number // 10 % 13]} {father}",
        "э",
        f"{day:02}.{month:02}.{year}",
        f"2{day:02}{month:02}{year}{number:05}",
        "кыргыз",
        f"Ак-Терек айылы, Достук көч., {number % 90 + 1}",
        f"{surname}а Айнура {firsts[number % 13]}овна",
        f"+996 700 {number:06}",
        f"М-{number + 1}",
        "30.08.2026",
    ]


def measure(count: int, name: str, template: str) -> Row:
    """Seconds from the command's start to its answer, the program's own start among them."""
    with tempfile.TemporaryDirectory() as folder, database.own(name, template) as urls:
        book = Workbook()
        book.active.append(HEAD)
        for number in range(count):
            book.active.append(row(number))
        file = Path(folder) / "contingent.xlsx"
        book.save(file)
        environment = os.environ | urls | {"SCHOOLMIS_TODAY": TODAY.isoformat(), "SCHOOLMIS_DB_ROLE": "web"}
        command = [sys.executable, f"{settings.BASE_DIR}/manage.py", "import_contingent", file, "--json"]
        start = time.perf_counter()
        outcome = subprocess.run(command, env=environment, capture_output=True, text=True)
        took = (time.perf_counter() - start) * 1000
    if outcome.returncode:
        raise CommandError(f"The import failed: {outcome.stderr[-2000:]}")
    told = json.loads(outcome.stdout)
    whole = told["imported"] == count
    return Row(
        f"Import of {told['imported']} of {count} students", took, took, goal=f"≤ {MOST} ms", ok=whole and took <= MOST
    )
