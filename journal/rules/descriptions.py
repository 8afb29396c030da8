"""Where a term is assessed in words, and when such a text may be changed (R1-4.1/2, domain §2.2, §2.7). Pure."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.rules import marks
from journal.rules.results import Policy
from journal.rules.scales import LEVELS, NONE, Scale

LONGEST, LONGEST_PHRASE, MOST_PHRASES = 600, 200, 40
EVERYWHERE = "all"


def wanted(scale: Scale, subject: int, has_marks: bool, policy: Policy) -> bool:
    """R1-4.1/2: in words where nobody gives marks; elsewhere where the school says so.

    `has_marks`: the subject has them at all (a class hour has none, and no text).
    """
    if subject in policy.described or scale.kind == LEVELS:
        return True
    return has_marks and (policy.texts == EVERYWHERE or scale.kind == NONE)


def may_write(
    begins: date, today: date, *, closed: bool, reopened: bool, year_closed: bool, changes: bool, decided: str
) -> marks.State:
    """As a mark's correction by state, without days of free correction: a text is worked on all the term."""
    about = {"closed": closed, "reopened": reopened, "year_closed": year_closed}
    return marks.may_write(begins, today, free_days=0, changes=changes, decided=decided, late="free", **about)


def cleaned(words: str) -> str:
    """The text as it is kept: one space between words, lines kept."""
    words = "\n".join(" ".join(line.split()) for line in words.replace("\0", "").strip().splitlines())
    if len(words) > LONGEST:
        told = {"n": len(words), "most": LONGEST}
        raise ValidationError(_("The text has %(n)s signs; at most %(most)s are possible.") % told, "long")
    return words
