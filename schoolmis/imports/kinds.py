"""Kinds of imports, registered by the apps that own the rows (design §3), and the sentences about what was done."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from schoolmis.imports.reading import open_tables
from schoolmis.imports.records import Found, find_records
from schoolmis.imports.staging import Staged

registry: dict[str, "Kind"] = {}
NOTES: dict[str, Any] = {}


@dataclass(frozen=True)
class Kind:
    """`lists`: kinds of records it reads; `prepare(found) -> Staged` compares and writes nothing;

    `apply(staged, by, progress) -> [(note code, values)]` writes, inside the caller's transaction, as `by`.
    `progress(done, total)` may be called as often as it likes. `asks(by) -> {name: form field}`: what `by` is asked
    beside the file, given as `found.options`; `title(row)`: how a row is called on the screen; `page`: the URL name
    where the outcome is seen; `by_place`: the preview counts its rows by class.

    A file that is no table: `knows(content)` tells that it is this kind's, `reads(content) -> Found` reads it, `accept`
    names its endings. `step(upload)`: the act that stands before the preview, or None; a main act is opened first.
    `outcome(upload)`: the address where the outcome is seen, instead of `page`.
    """

    code: str
    label: Any
    lists: tuple[str, ...]
    permission: Any
    prepare: Callable[[Found], Staged]
    apply: Callable[[Staged, Any, Callable], list[tuple[str, dict]]]
    hint: Any = ""
    asks: Callable[[Any], dict] = lambda _by: {}  # noqa: E731
    title: Callable[[Any], str] | None = None
    page: str = ""
    by_place: bool = False
    knows: Callable[[bytes], bool] | None = None
    reads: Callable[[bytes], Found] | None = None
    accept: str = ""
    step: Callable[[Any], Any] | None = None
    outcome: Callable[[Any], str] | None = None


def register(kind: Kind) -> Kind:
    registry[kind.code] = kind
    return kind


def declare_notes(texts: dict) -> None:
    NOTES.update(texts)


def told(notes) -> list[str]:
    """Notes as sentences in the language active now; 6-А does not break at its hyphen."""
    sentences = (str(NOTES[code]) % values for code, values in notes)
    return [re.sub(r"(\d)-(\w)\b", "\\1\u2060-\u2060\\2", sentence) for sentence in sentences]


def recognise(content: bytes) -> "Kind":
    """The kind that knows the file, else the one whose lists have most rows in it. Raises Unreadable."""
    if known := knowing(content):
        return known
    lists = [name for kind in registry.values() for name in kind.lists]
    found = find_records(open_tables(content), lists)
    return max(registry.values(), key=lambda kind: sum(len(found.of(name)) for name in kind.lists))


def knowing(content: bytes) -> "Kind | None":
    return next((kind for kind in registry.values() if kind.knows and kind.knows(content)), None)


def read(kind: Kind, source, options: dict | None = None, by=None) -> Found:
    """The kind's lists in a file that `by` sends: bytes, a path or an open binary file; bytes where it is no table.

    Raises Unreadable.
    """
    found = kind.reads(source) if kind.reads else find_records(open_tables(source), list(kind.lists))
    found.options, found.by = dict(options or {}), by
    return found


declare_notes({"sheets_left": _("Sheets without a list, not read: %(names)s")})
