"""The way of a term to being closed, as a table: what each step asks (R1-5.1b). Pure."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OPEN, CHECKED, PROPOSED, COUNCIL, CLOSED = "open", "checked", "proposed", "council", "closed"
NEXT = {OPEN: CHECKED, CHECKED: PROPOSED, PROPOSED: COUNCIL, COUNCIL: CLOSED}
ASKS = {
    CHECKED: ("begun", "lessons"),
    PROPOSED: ("lessons", "results", "year"),
    COUNCIL: ("lessons", "results", "year", "decision"),
    CLOSED: ("lessons", "results", "year", "decision"),
}
"""What must not be missing at each step; asked anew each time, for a journal may change between two steps."""


@dataclass(frozen=True)
class Facts:
    """How much is missing: lessons nobody has filled, students without a result, and without one of the year where
    the term is its last; has it begun, is a decision cited."""

    begun: bool = True
    lessons: int = 0
    results: int = 0
    year: int = 0
    decision: bool = False


def missing(to: str, facts: Facts) -> list[str]:
    """Names of what the step to `to` still lacks."""
    lacks = {"begun": not facts.begun, "lessons": facts.lessons, "results": facts.results, "year": facts.year}
    lacks["decision"] = not facts.decision
    return [name for name in ASKS[to] if lacks[name]]


def sentence(name: str, facts: Facts) -> str:
    return {
        "begun": _("This term has not begun yet."),
        "lessons": _("Lessons not filled: %(n)s.") % {"n": facts.lessons},
        "results": _("Students without a result: %(n)s.") % {"n": facts.results},
        "year": _("Students without a year mark: %(n)s.") % {"n": facts.year},
        "decision": _("The decision of the pedagogical council is not cited."),
    }[name]


def may_step(former: str, to: str, facts: Facts) -> None:
    """R1-5.1b: one step at a time, and only when nothing is missing."""
    if NEXT.get(former) != to:
        raise ValidationError(_("A term goes one step at a time: checked, results, council, closed."), "order")
    _whole(to, facts)


def may_close_again(facts: Facts) -> None:
    """R1-5.1b: a journal opened again closes by the checks of the term it belongs to; `facts` are its own."""
    _whole(CLOSED, facts)


def _whole(to: str, facts: Facts) -> None:
    if lacks := missing(to, facts):
        raise ValidationError([ValidationError(sentence(name, facts), name) for name in lacks])


def may_return(former: str, reason: str) -> None:
    """R1-5.1b: back to the open term, with the reason on record."""
    if former == OPEN:
        raise ValidationError(_("This term is open."), "open")
    if not reason.strip():
        raise ValidationError({"reason": ValidationError(_("Say why the term is opened again."), "reason")})
