"""Acts of the book in words: each app declares those it records, and any page may show them."""

_words: dict[str, object] = {}


def declare(acts: dict) -> None:
    """{act: its words, translated when shown}."""
    _words.update(acts)


def word(act: str):
    """The act's words, or its code where nobody has declared them."""
    return _words.get(act, act)
