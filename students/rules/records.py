"""What may stand in a student's record: papers, guardians, names, records that are one; pure."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PARENTS = frozenset({"mother", "father"})
UNNUMBERED = frozenset({"other", "medical", "medical_086", "file", "family", "residence"})
SOON = 60
"""Days before its last one at which a document is told to be running out."""


def may_answer(relation: str, basis: str) -> None:
    """R1-1.2b: who is not a parent answers for a child by a document."""
    if relation not in PARENTS and not basis.strip():
        raise ValidationError(
            {"basis": ValidationError(_("Who is not a parent answers for a child by a document: name it."), "basis")}
        )


def may_keep_document(kind: str, number: str, issued_on: date | None, valid_until: date | None, today: date) -> None:
    """R1-1.2b: a paper is known by its number and its days."""
    wrong = {}
    if kind not in UNNUMBERED and not number.strip():
        wrong["number"] = ValidationError(_("This kind of document has a number."), "number")
    if issued_on and issued_on > today:
        wrong["issued_on"] = ValidationError(_("This day has not come yet."), "future")
    if issued_on and valid_until and valid_until <= issued_on:
        wrong["valid_until"] = ValidationError(_("A document is valid after the day it is issued."), "until")
    if wrong:
        raise ValidationError(wrong)


def overlap(one: Iterable[tuple], other: Iterable[tuple]) -> bool:
    """Do half-open spells (start, end or None) of two records share a day?"""
    other = list(other)
    return any(max(a, c) < min(b or date.max, d or date.max) for a, b in one for c, d in other if (b or date.max) > a)


def may_merge(kept_pin: str, other_pin: str, kept_spells, other_spells) -> None:
    """R1-1.2c: one person, one record; never two people in one."""
    if kept_pin and other_pin and kept_pin != other_pin:
        raise ValidationError(_("Two different PINs are two people: correct the wrong PIN first."), "pin")
    if overlap(kept_spells, other_spells):
        raise ValidationError(
            _("Both records are on the roll on the same days: an order has to end one of them first."), "overlap"
        )
