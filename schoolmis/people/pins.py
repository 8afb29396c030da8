"""The personal number (ПИН, ЖИН): 14 digits; the first tells the sex, the next eight the birth date, ddmmyyyy.

No check digit is published, so only the length and the digits can be wrong; the rest is worth a warning.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

NOTHING = {"", "-", "0", "жок", "нет", "н/д", "нету", "no"}
SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eе]\+?\d+$", re.IGNORECASE)


def clean_pin(cell) -> str:
    """The number as text, whatever Excel made of it; "" when there is none. Not checked here."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        cell = f"{cell:.0f}" if cell.is_integer() else str(cell)
    text = "".join(str(cell).split()).strip("'’`\"").replace("\u200b", "")
    text = re.sub(r"^(?:ПИН|ИНН|ЖИН|PIN)[:№.-]*|[.,]0+$", "", text, flags=re.IGNORECASE)
    if text.lower() in NOTHING or re.fullmatch(r"0+|[-–—]+", text):
        return ""
    if SCIENTIFIC.match(text):
        return _unfolded(text)
    return re.sub(r"(?<=\d)[-–](?=\d)", "", text)


def _unfolded(text: str) -> str:
    """2.0109201500012E+13 is still whole; 2.01E+13 has lost its digits and stays as it is, to be refused."""
    try:
        number = Decimal(text.lower().replace(",", ".").replace("е", "e"))
    except InvalidOperation:
        return text
    return f"{number:f}" if len(number.as_tuple().digits) == 14 else text


def birth_date_inside(pin: str) -> date | None:
    try:
        return date(int(pin[5:9]), int(pin[3:5]), int(pin[1:3]))
    except ValueError:
        return None


def sex_inside(pin: str) -> str:
    return {"1": "f", "2": "m"}.get(pin[:1], "")


def check_pin(pin: str, birth_date: date | None = None, sex: str = "") -> tuple[list[str], list[str]]:
    """(errors, warnings) as fault codes. A PIN with an error cannot be kept; one with a warning can."""
    if not re.fullmatch(r"[0-9]*", pin):
        return ["pin_letters"], []
    if len(pin) != 14:
        return ["pin_length"], []
    warnings = []
    inside = birth_date_inside(pin)
    if inside is None or (birth_date and inside != birth_date):
        warnings.append("pin_birth_date")
    if not sex_inside(pin):
        warnings.append("pin_first_digit")
    elif sex and sex != sex_inside(pin):
        warnings.append("pin_sex")
    return [], warnings


def mask(pin: str) -> str:
    """2•••••••••0012 for everyone who is not a registrar."""
    return pin[:1] + "•" * max(len(pin) - 5, 0) + pin[-4:] if len(pin) > 5 else "•" * len(pin)
