"""What the cells of a teacher's own table say: a day without its year, a mark that Excel took for a date. Pure."""

import re
from datetime import date, datetime

from schoolmis.people import cells

LETTERS = str.maketrans("hynobp→>", "нунобп→→")
WORDS = {"н/б": "н", "нб": "н", "отс": "н", "жок": "н", "бол": "б", "ув": "у", "уп": "у"}


def mark_told(cell) -> str:
    """The text of a cell of the grid. «4/5» that the office program made the 4th of May is 4/5 again."""
    if isinstance(cell, datetime | date):
        return f"{cell.day}/{cell.month}"
    text = cells.text(cell).lower().replace(" / ", "/")
    if not re.fullmatch(r"[a-z]{3,}.*", text):
        text = text.translate(LETTERS)
    return WORDS.get(text.rstrip("."), text)


def day_told(text: str, year) -> date | None:
    """A day as it is written, in the academic year where no year stands beside it."""
    numbers = [int(one) for one in re.findall(r"\d+", text)]
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
        numbers.reverse()
    if len(numbers) not in (2, 3) or re.search(r"[^\d./\- г]", text):
        return None
    day, month, *rest = numbers
    if rest:
        of = rest[0] + 2000 if rest[0] < 100 else rest[0]
    else:
        of = year.starts_on.year if month >= year.starts_on.month else year.ends_on.year
    try:
        return date(of, month, day)
    except ValueError:
        return None


def day_heading(column) -> str:
    """How a lesson is called at the head of a journal's workbook: the day, its number, which work of it."""
    return f"{column.date:%d.%m.%Y}/{column.number}" + (f"+{column.part}" if column.part else "")
