"""Translations: `.po` files become `.mo` files here, because a bare machine has no gettext."""

import os
from pathlib import Path


def compile_all(root: Path) -> int:
    """Compile every catalogue that is newer than its `.mo`. Returns how many were compiled."""
    stale = [file for file in root.glob("*/locale/*/LC_MESSAGES/*.po") if is_stale(file)]
    for file in stale:
        import polib

        # Another program may do the same at this moment: each writes its own file and moves it in place.
        draft = file.with_suffix(f".{os.getpid()}.new")
        polib.pofile(str(file)).save_as_mofile(str(draft))
        draft.rename(file.with_suffix(".mo"))
    return len(stale)


def is_stale(file: Path) -> bool:
    compiled = file.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= file.stat().st_mtime
