"""One value as paper shows it: dates and numbers in the paper's language, empty stays empty."""

from datetime import date, datetime
from decimal import Decimal

from schoolmis.ui.dates import date_short
from schoolmis.ui.numbers import decimal

PLACES = {"decimal": 2, "money": 2, "percent": 0}


class Linked(str):
    """A text that leads further on the page; on paper and in files it is the text alone."""

    def __new__(cls, text, url):
        made = super().__new__(cls, text)
        made.url = url
        return made


def places(column):
    return PLACES.get(column.kind, 0) if column.places is None else column.places


def shown(value, column, lang):
    """`value` as text: a number with a decimal comma, a date as 12.11.2026, None as nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime | date):
        return date_short(value, lang)
    if isinstance(value, bool):
        return "+" if value else "–"
    if isinstance(value, int | float | Decimal) and column.kind in PLACES:
        return ("+" if column.signed and value > 0 else "") + decimal(value, places(column))
    if isinstance(value, float | Decimal):
        return decimal(value, own_places(value))
    return str(value)


def own_places(value):
    """Decimals of a number in a column that says nothing of them: as many as it was given with, two at most."""
    return min(2, max(0, -value.as_tuple().exponent)) if isinstance(value, Decimal) else 2


def low(value, column):
    """The mark that paper underlines, because red does not exist there."""
    return column.kind == "mark" and str(value) == "2"
