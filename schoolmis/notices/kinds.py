"""Kinds of notices, registered by the apps that send them: a code and a sentence with places for data."""

_kinds = {}


def register(code: str, sentence) -> str:
    """`sentence` is lazy, with named places: _("Term %(term)s of %(section)s is open again"). Returns the code."""
    _kinds[code] = sentence
    return code


def sentence(code: str, data: dict) -> str:
    """The sentence in the active language; a kind nobody knows any more shows its code."""
    try:
        return str(_kinds[code]) % data
    except (KeyError, ValueError):
        return code
