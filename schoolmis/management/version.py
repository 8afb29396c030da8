"""The program's version: what stands first in CHANGELOG.md."""

import re
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"


def current() -> str:
    found = re.search(r"^## \[?([\w.-]+)", CHANGELOG.read_text(), re.M) if CHANGELOG.exists() else None
    return found.group(1) if found else "0"
