"""What a leaver gets, and the receipt (R7-3.6). Pure."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def may_make_papers(ends_on: date | None, has_order: bool, made: bool) -> None:
    """R7-3.6: the papers of a departure are made once its order is signed, each once."""
    if ends_on is None or not has_order:
        raise ValidationError(_("The student leaves by a signed order: then the papers are made (R7-3.6)."), "stays")
    if made:
        raise ValidationError(_("This paper is issued already."), "made")


def may_hand_over(made_on: date, on: date, today: date, taken: bool, taken_by: str) -> None:
    """A receipt names who took the paper, on a day between its making and today."""
    if taken:
        raise ValidationError(_("This paper is handed over already."), "taken")
    if not taken_by.strip():
        raise ValidationError({"taken_by": ValidationError(_("Write who takes the paper."), "who")})
    if not made_on <= on <= today:
        raise ValidationError(
            {"on": ValidationError(_("The day lies between the making of the paper and today."), "day")}
        )
