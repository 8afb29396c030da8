"""The gates of `verify`: each a function that returns the faults it finds, one sentence each."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from schoolmis.management import machine, serving

LANGUAGES = ("ky", "ru")
NOT_SOURCE = shutil.ignore_patterns(".git", ".venv", ".data", "docs", "tests", "__pycache__", "*.mo", ".*_cache")


def deployment() -> list[str]:
    """check --deploy on what `serve` runs with, behind TLS."""
    environment = serving.environment() | {"SECURE_PROXY": "1"}
    return _fails([*serving.MANAGE, "check", "--deploy", "--fail-level=WARNING"], environment)


def migrations() -> list[str]:
    return _fails(
        [*serving.MANAGE, "makemigrations", "--check", "--dry-run"], os.environ | {"SCHOOLMIS_DB_ROLE": "owner"}
    )


def style() -> list[str]:
    found = _fails([sys.executable, "-m", "ruff", "check", "--quiet", "--output-format=concise", "."])
    return [line for said in found for line in said.splitlines()]


def layers() -> list[str]:
    return _fails([sys.executable, "-m", "pytest", "-q", "tests/house/test_layers.py"])


def templates() -> list[str]:
    """Every template of ours compiles: Django itself looks only when a page is asked for."""
    from django.template import TemplateSyntaxError, engines

    faults = []
    for folder in [serving.ROOT / "templates", *serving.ROOT.glob("*/templates"), *serving.ROOT.glob("*/*/templates")]:
        for file in (path for path in folder.rglob("*") if path.suffix in {".html", ".txt", ".svg", ".js"}):
            try:
                engines["django"].get_template(str(file.relative_to(folder)))
            except TemplateSyntaxError as problem:
                faults.append(f"{file.relative_to(serving.ROOT)}: {problem}")
    return faults


def translations() -> list[str]:
    """The catalogues hold exactly what the sources say, translated whole: nothing missing, nothing fuzzy."""
    if missing := machine.install("gettext", "xgettext"):
        return [f"Texts are extracted by gettext. {missing}"]
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "source"
        shutil.copytree(serving.ROOT, copy, ignore=NOT_SOURCE)
        flags = [f"--locale={language}" for language in LANGUAGES] + ["--no-obsolete"]
        command = [sys.executable, "-m", "django", "makemessages", *flags]
        environment = os.environ | {"PYTHONPATH": str(copy)}
        if faults := _fails(command, environment, copy):
            return faults
        catalogues = sorted(copy.glob("**/locale/*/LC_MESSAGES/django*.po"))
        return [fault for file in catalogues for fault in _catalogue_faults(file, file.relative_to(copy))]


def _catalogue_faults(fresh: Path, name: Path) -> list[str]:
    import polib

    catalogue = polib.pofile(str(fresh))
    faults = [f"{name}: not translated: {_short(entry)}" for entry in catalogue.untranslated_entries()]
    faults += [f"{name}: fuzzy: {_short(entry)}" for entry in catalogue.fuzzy_entries()]
    ours = polib.pofile(str(serving.ROOT / name)) if (serving.ROOT / name).exists() else []
    known = {(entry.msgctxt, entry.msgid) for entry in ours if not entry.obsolete}
    said = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    faults += [f"{name}: no longer in the sources: {msgid[:60]}" for _context, msgid in sorted(known - said, key=str)]
    return faults


def _short(entry) -> str:
    place = ":".join(entry.occurrences[0]) if entry.occurrences else ""
    return f"“{entry.msgid[:60]}” {place}"


def _fails(command: list[str], environment=None, folder=serving.ROOT) -> list[str]:
    outcome = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    return [(outcome.stdout + outcome.stderr).strip()] if outcome.returncode else []
