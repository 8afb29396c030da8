"""What can be wrong with a row of a list: a code, a level and a sentence in the reader's language.

Codes stand in docs/imports.md. A fault keeps its code and values, never a finished sentence, so the
same stored fault is read in Kyrgyz by one person and in Russian by another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

REFUSED, WARNED = "refused", "warned"


class Meaning(NamedTuple):
    level: str
    text: str


MEANINGS: dict[str, Meaning] = {}


def declare(level: str, texts: Mapping[str, str]) -> None:
    """Make codes known; a code has one level and one sentence in the whole program."""
    for code, text in texts.items():
        if code in MEANINGS:
            raise ValueError(f"fault code {code} is declared twice")
        MEANINGS[code] = Meaning(level, text)


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one row. `row` is the file's own number, from 1; `field` a name of our heading."""

    sheet: str
    row: int
    field: str
    code: str
    values: dict = field(default_factory=dict, hash=False)

    @property
    def refused(self) -> bool:
        return MEANINGS[self.code].level == REFUSED

    @property
    def reason(self) -> str:
        """The sentence in the language active now."""
        return str(MEANINGS[self.code].text) % self.values

    def as_json(self) -> dict:
        """{sheet, row, field, code, reason}, as `--json` prints it."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "field": self.field,
            "code": self.code,
            "reason": self.reason,
        }


class Book:
    """Faults of one row while it is read."""

    def __init__(self, sheet: str, row: int):
        self.sheet, self.row, self.faults = sheet, row, []

    def note(self, field: str, code: str, **values) -> None:
        self.faults.append(Fault(self.sheet, self.row, field, code, values))

    @property
    def place(self) -> tuple[str, int]:
        return self.sheet, self.row

    def other(self, place: tuple[str, int]) -> str:
        """An earlier row as a reader of this row's sheet looks for it: «12», or «12 (5-А)» on another sheet."""
        sheet, row = place
        return str(row) if sheet == self.sheet else f"{row} ({sheet})"

    @property
    def refused(self) -> bool:
        return any(fault.refused for fault in self.faults)

    def closed(self) -> tuple[Fault, ...]:
        """A refused row tells why it is refused; what would only have been warned about is left for the next time."""
        if self.refused:
            return tuple(fault for fault in self.faults if fault.refused)
        return tuple(self.faults)
