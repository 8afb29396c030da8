"""What leaves the system as a file: an entry for each (R1-1.2d), and the mark the file carries (R1-6.1)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from schoolmis.audit.book import record
from schoolmis.ui.dates import date_short, is_ru

PRINT = "papers.print"
"""The act of a paper; a list's act is the code of the right by which it is exported."""
WORDS = {
    "ky": "Чыгарган: {by} · {at} · № {number} жазуу",
    "ru": "Кто выгрузил: {by} · {at} · запись № {number}",
}


@dataclass(frozen=True)
class Mark:
    """Who took it out, when, and the number of the entry that says the rest."""

    number: int
    by: str
    at: datetime

    def text(self, lang=None) -> str:
        at = timezone.localtime(self.at)
        words = WORDS["ru" if is_ru(lang) else "ky"]
        return words.format(by=self.by, at=f"{date_short(at, lang)} {at:%H:%M}", number=self.number)


def book_export(act: str, *, by, name, format: str, **data) -> Mark:
    """Write that `name` (a list or a paper, in words) leaves as `format`; `rows` and `filters` among the data."""
    entry = record(act, None, by=by, name=str(name), format=format, **data)
    return Mark(entry.pk, entry.by_name, entry.at)
