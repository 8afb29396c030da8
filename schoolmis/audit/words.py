"""Acts of the book in words: each app declares those it records, and any page may show them."""

from django.utils.translation import gettext_lazy as _

# The program acts in the name of these users (accounts.Users.system); what they have written keeps their plain names.
PROGRAM = {
    "installation": _("the program at installation"),
    "import": _("the program by import"),
    "worker": _("the program by itself"),
}
_words: dict[str, object] = {}


def declare(acts: dict) -> None:
    """{act: its words, translated when shown}."""
    _words.update(acts)


def word(act: str):
    """The act's words, or its code where nobody has declared them."""
    return _words.get(act, act)


def whose(name: str) -> str:
    """Who acted, as a page says it: a person's name, or the program's in the reader's language."""
    return str(PROGRAM.get(name, name))
