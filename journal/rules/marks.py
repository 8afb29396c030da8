"""Pure rules of marks: what a cell may say, how an average is made, when a mark may be changed (R1-4.1/2)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

MARKS = (2, 3, 4, 5)
ABSENCES = {"н", "б", "у"}
TEXT = re.compile(r"(?:(?P<first>[1-5])(?:(?P<sign>[/→>-])(?P<second>[1-5]))?)?\s*(?:оп(?P<late>\d{0,3}))?")


@dataclass(frozen=True)
class Content:
    """What a cell says: up to two marks, or an absence; lateness in minutes, 0 when they are not known.

    The second mark of a `retake` stands in place of the first, which is kept and not counted.
    """

    first: int | None = None
    second: int | None = None
    absence: str = ""
    late: int | None = None
    retake: bool = False
    said: Callable[[int], str] = field(default=str, compare=False, repr=False)

    @property
    def text(self) -> str:
        """As a register has it: `4/5 оп10`, `2→4`, `н`, or empty."""
        sign, marks = "→" if self.retake else "/", (self.first, self.second)
        marks = sign.join(self.said(mark) for mark in marks if mark is not None)
        late = "" if self.late is None else f"оп{self.late or ''}"
        return self.absence or f"{marks} {late}".strip()


def parse(text: str) -> Content | None:
    """The content of a cell's text, None where it says nothing the journal knows."""
    text = text.strip().lower()
    if text in ABSENCES:
        return Content(absence=text)
    found = TEXT.fullmatch(text)
    if not found:
        return None
    first, second, late = found["first"], found["second"], found["late"]
    return Content(
        int(first) if first else None,
        int(second) if second else None,
        "",
        int(late or 0) if late is not None else None,
        retake=found["sign"] not in {None, "/"},
    )


def counted(first, second, retake) -> list[int]:
    """The marks of a cell that enter the average: of a retake only the second."""
    return [mark for mark in (None if retake else first, second) if mark is not None]


def average(marks) -> Decimal | None:
    """Weighted mean of `(mark, weight)` pairs, two decimals, half up; None for none (domain facts §2.4)."""
    total = weight = Decimal(0)
    for mark, its in marks:
        total += mark * its
        weight += its
    return mean(total, weight)


def mean(total, weight) -> Decimal | None:
    """The average of marks whose weighted sum is `total`."""
    return (Decimal(total) / Decimal(weight)).quantize(Decimal("0.01"), ROUND_HALF_UP) if weight else None


@dataclass(frozen=True)
class State:
    """The policy's answer for a lesson: `code` is empty (free), `reason` (asks one) or `locked`."""

    code: str
    why: str = ""


def may_write(
    on: date,
    today: date,
    *,
    free_days: int,
    closed: bool,
    reopened: bool,
    year_closed: bool,
    changes: bool,
    decided: str = "",
    late: str = "reason",
) -> State:
    """Correction policy (domain facts §2.7): free for some days, then with a reason, a closed term by reopening.

    `decided`: what the school says of a term whose results are complete (reason, locked), empty before that.
    """
    if year_closed:
        return State("locked", "year")
    if closed and not reopened:
        return State("locked", "term")
    if on > today:
        return State("locked", "future")
    if changes and decided == "locked" and not reopened:
        return State("locked", "decided")
    if changes and decided == "reason":
        return State("reason", "decided")
    if changes and (reopened or (late == "reason" and today > on + timedelta(days=free_days))):
        return State("reason", "late")
    return State("")


def may_change_result(*, closed: bool, changes: bool, decided: str = "") -> State:
    """R1-4.1/2: what stood when the results were complete changes as the school says, when the term was closed with a
    reason only; as a cell does. `closed`: the term is, though the journal is open again; `decided` as in `may_write`.
    """
    if not changes:
        return State("")
    return State("reason", "closed") if closed else State(decided, "decided" if decided else "")
