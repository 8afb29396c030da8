"""Codes and sign-in names on paper: no letter or digit that can be taken for another."""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CYRILLIC = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
SOUNDS = "a b v g d e e j z i i k l m n n o o p r s t u u f h ts ch sh sh _ y _ e yu ya"
LATIN = dict(zip(CYRILLIC, SOUNDS.split(), strict=True))


def new_code() -> str:
    """Eight characters, about 40 bits: enough for a secret of one use and five tries."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def clean_code(text: str) -> str:
    """What a person typed, as it was printed: upper case, no spaces or dashes."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def sign_in_name(last_name: str, first_name: str) -> str:
    """«Өскөнбаева Үмүт» → `oskonbaeva.u`: short, Latin, typed on any phone."""

    def latin(word):
        return "".join(LATIN.get(c, c if c.isascii() and c.isalnum() else "") for c in word.lower()).replace("_", "")

    surname = latin(last_name.split()[0]) if last_name.split() else ""
    return f"{surname or 'user'}.{latin(first_name)[:1] or 'x'}"
