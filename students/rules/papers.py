"""Which documents each move of a student rests on, as data, each with its clause; and whether they are there. Pure."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from students.grounds import Ground
from students.papers import Paper


@dataclass(frozen=True)
class Need:
    """`registered`: only an application of the register will do."""

    paper: Paper
    clause: str
    registered: bool = False


def _application(clause, **more):
    return Need(Paper.APPLICATION, clause, **more)


NEEDS: dict[str, tuple[Need, ...]] = {
    "admission": (_application("R7-4.2"),),
    "transfer": (_application("R7-2.6"),),
    "departure.basic": (Need(Paper.CERTIFICATE, "R7-3.1"),),
    "departure.secondary": (Need(Paper.CERTIFICATE, "R7-3.1"),),
    "departure.moved": (_application("R7-3.3"),),
    "departure.school": (_application("R7-3.4"), Need(Paper.CONFIRMATION, "R7-3.4")),
    "departure.health": (Need(Paper.MEDICAL, "R7-3.5"),),
    "departure.other": (Need(Paper.OTHER, "R7-3"),),
    "restoration": (_application("R7-4.5", registered=True),),
    "repeat": (_application("R7-2.5"),),
    "study.home": (_application("R7-2.3"), Need(Paper.MEDICAL, "R7-2.3")),
    "study.family": (_application("R7-2.3"),),
    "study.adapted": (_application("R7-2.5"), Need(Paper.PMPC, "R7-2.5")),
    "study.individual": (_application("R7-2.5"), Need(Paper.PLAN, "R7-2.5")),
    "study.full_time": (_application("R7-2.3"),),
}
"""A move → its documents. Another app's move adds its own row."""

OWN = {Ground.BASIC: Paper.CERTIFICATE, Ground.SECONDARY: Paper.CERTIFICATE, Ground.HEALTH: Paper.MEDICAL}
OWN |= {Ground.MOVED: Paper.APPLICATION, Ground.SCHOOL: Paper.APPLICATION, Ground.OTHER: Paper.OTHER}
"""The paper that a ground is named after, where only one is written down in words."""


def missing(move: str, given: list[dict]) -> list[Need]:
    """`given`: [{code, number, on, application}] of one line of the order; the words of its basis are no document."""
    return [need for need in NEEDS.get(move, ()) if not _met(need, given)]


def _met(need, given):
    those = [one for one in given if one.get("code") == need.paper]
    if need.registered:
        return any(one.get("application") for one in those)
    return any(one.get("application") or str(one.get("number") or "").strip() for one in those)


def demand(move: str, given: list[dict], *, on: date) -> None:
    """R7-3: no move without its documents, each named, numbered, and not dated after `on`, the day of the order."""
    if lacking := missing(move, given):
        raise ValidationError([_refusal(need) for need in lacking])
    for one in given:
        if one.get("on") and date.fromisoformat(str(one["on"])) > on:
            raise ValidationError(
                _("%(paper)s is dated %(day)s, after the order (R7-3).")
                % {"paper": _started(Paper(one["code"]).label), "day": f"{date.fromisoformat(one['on']):%d.%m.%Y}"},
                "document_date",
            )


def _started(label) -> str:
    """The word begins a sentence; an abbreviation in it stays in capitals."""
    return f"{label[:1].upper()}{label[1:]}"


def _refusal(need):
    if need.registered:
        sentence = _("The application is not in the register of applications: register it first (%(clause)s).")
        return ValidationError(sentence % {"clause": need.clause}, "registered")
    sentence = _("A document is missing: %(paper)s (%(clause)s).")
    return ValidationError(sentence % {"paper": need.paper.label, "clause": need.clause}, "document")
