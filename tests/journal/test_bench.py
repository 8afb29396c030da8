"""The benchmark works: its small school is built in a database of its own, every job is answered, nothing is left."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from django.conf import settings

from tests import template

ROOT = Path(__file__).resolve().parents[2]


def test_the_quick_benchmark_answers_every_job_and_leaves_nothing(tmp_path, django_db_setup):
    file, name = tmp_path / "bench.json", f"bench_test_{os.getpid()}"
    command = [sys.executable, ROOT / "manage.py", "bench", "--quick", "--json", file, "--database", name]
    command += ["--tables", template.name()]
    outcome = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"LANG": "C.UTF-8"})
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    rows = json.loads(file.read_text())["rows"]
    assert {"Sign-in page", "One mark saved", "Grid 5 × 6", "Grid 8 × 8"} <= {row["name"] for row in rows}
    assert all(row["median"] > 0 for row in rows)
    assert all(row["statements"] <= 12 for row in rows), [(row["name"], row["statements"]) for row in rows]
    with psycopg.connect(settings.OWNER_URL) as owner:
        assert owner.execute("select count(*) from pg_database where starts_with(datname, %s)", [name]).fetchone() == (
            0,
        )
