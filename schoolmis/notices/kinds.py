"""Kinds of notices, registered by the apps that send them: a code and a sentence with places for data."""

from django.utils.translation import get_language

_kinds = {}


def register(code: str, sentence) -> str:
    """`sentence` is lazy, with named places: _("Term %(term)s of %(section)s is open again"). Returns the code."""
    _kinds[code] = sentence
    return code


def sentence(code: str, data: dict) -> str:
    """The sentence in the active language; a kind nobody knows any more shows its code.

    A place whose data has a `<name>_ru` too is filled with that in Russian: titles are kept in both languages.
    """
    if (get_language() or "ky").startswith("ru"):
        data = data | {name.removesuffix("_ru"): said for name, said in data.items() if name.endswith("_ru") and said}
    try:
        return str(_kinds[code]) % data
    except (KeyError, ValueError):
        return code
