"""Numbers as the school writes them: decimal comma, half-up, no-break space between thousands.

Never through float arithmetic: 4.665 is 4,67 on paper, and a float would print 4,66.
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

NONE = "—"
SPACE = "\u00a0"


def as_decimal(value):
    """A Decimal from int, str or float as it is written, or None for nothing and for what is no number."""
    if value is None or value == "":
        return None
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def half_up(value, places=2):
    """Decimal rounded half-up to `places`; None stays None."""
    number = as_decimal(value)
    return None if number is None else number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def decimal(value, places=2):
    """4.665 → «4,67»; 12345.5 → «12 345,50»; None → «—»."""
    number = half_up(value, places)
    if number is None:
        return NONE
    if number == 0:
        number = abs(number)
    return f"{number:,.{places}f}".replace(",", SPACE).replace(".", ",").replace("-", "−")


def whole(value):
    """12345 → «12 345»; None → «—»."""
    return decimal(value, 0)


def percent(share, places=1):
    """A share between 0 and 1 as per cent: 0.961 → «96,1 %»; None → «—»."""
    number = as_decimal(share)
    return NONE if number is None else f"{decimal(number * 100, places)}{SPACE}%"


def share(part, total, places=1):
    """`part` of `total` as per cent; «—» when there is nothing to divide by."""
    part, total = as_decimal(part), as_decimal(total)
    return NONE if part is None or not total else percent(part / total, places)


def money(value):
    """12345.5 → «12 345,50 сом»; the som sign is missing in most fonts."""
    text = decimal(value, 2)
    return text if text == NONE else f"{text}{SPACE}сом"


def file_size(octets):
    """Bytes for a reader: «12 КБ», «3,4 МБ»."""
    if octets is None:
        return NONE
    if octets < 1024 * 1024:
        return f"{max(1, round(octets / 1024))}{SPACE}КБ"
    return f"{decimal(Decimal(octets) / 1024 / 1024, 1)}{SPACE}МБ"
