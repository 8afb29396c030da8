"""What may be kept about a student, and how the personal file is numbered."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis.people.phones import clean_phone
from schoolmis.people.pins import check_pin, clean_pin

EMAIL = re.compile(r"[^@\s,;<>]{1,64}@[\w-]+(\.[\w-]+)+")
NAMES = ("last_name", "first_name", "patronymic")
PERSONAL = ("sex", "born_on", "pin", "phone", "second_phone", "email", "address")


def kept(data: dict, consented: bool) -> dict:
    """R1-6.2: without a written consent in force the name alone is kept of a person's data."""
    return {key: value for key, value in data.items() if key in NAMES or (consented and key in PERSONAL)}


def cleaned(data: dict) -> dict:
    """Personal data in the stored form; a ValidationError at the field that is wrong."""
    data, wrong = dict(data), {}
    for key in NAMES:
        if key in data:
            data[key] = " ".join(str(data[key] or "").split())
    if "last_name" in data and not data["last_name"]:
        wrong["last_name"] = _("A person has a name.")
    if "pin" in data:
        data["pin"] = clean_pin(data["pin"]) or None
        if data["pin"] and check_pin(data["pin"])[0]:
            wrong["pin"] = _("A PIN has 14 digits.")
    for key in ("phone", "second_phone"):
        if data.get(key):
            data[key] = clean_phone(data[key])
            if not data[key]:
                wrong[key] = _("This is not a phone number. Write it as 0772 123 456.")
    if data.get("email"):
        data["email"] = data["email"].strip()
        if not EMAIL.fullmatch(data["email"]):
            wrong["email"] = _("This is not an e-mail address. Write it as name@example.kg.")
    if wrong:
        raise ValidationError(wrong)
    return data


def letter_of(last_name: str) -> str:
    """The page of the alphabet book: Ң, Ө and Ү have their own."""
    return next((c.upper() for c in last_name if c.isalpha()), "—")


def next_numbers(last_names: Iterable[str], taken: Iterable[str]) -> list[str]:
    """File numbers «Ө/12» for surnames in order; a number once given is never given again."""
    last = {}
    for number in taken:
        letter, _slash, rest = number.partition("/")
        last[letter] = max(last.get(letter, 0), int(rest) if rest.isdigit() else 0)
    given = []
    for name in last_names:
        letter = letter_of(name)
        last[letter] = last.get(letter, 0) + 1
        given.append(f"{letter}/{last[letter]}")
    return given
