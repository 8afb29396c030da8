"""What the checker has remarked in a class's journal: whoever keeps remarks registers how they are read."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Remark:
    """One remark: the day, the subject or "", who checked, the words, what was answered or done."""

    on: date
    subject: str
    by: str
    words: str
    done: str = ""


_source = []


def register(read):
    """Once, from the app's side that keeps remarks: `read(school_class, first, last) -> [Remark]`, the oldest first."""
    _source[:] = [read]
    return read


def of_class(school_class, first: date, last: date) -> list[Remark]:
    return list(_source[0](school_class, first, last)) if _source else []
