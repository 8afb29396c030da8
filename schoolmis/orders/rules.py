"""Pure rules of orders."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def may_sign(status: str, on: date, last_on: date | None, title: str) -> None:
    """An order is signed once, and never dated before the previous number of its series (R3-5.1b)."""
    if status != "draft":
        raise ValidationError(_("This order is signed already."), "signed")
    if last_on and on < last_on:
        raise ValidationError(
            _("The previous order of this series is dated %(day)s: an order cannot be dated before it.")
            % {"day": f"{last_on:%d.%m.%Y}"},
            "date",
        )
    if not title.strip():
        raise ValidationError(_("An order has a title."), "title")


def basis_is_open(basis: str, open_numbers: str | None) -> None:
    """R7-3.5: many read the basis, so of a paper on health it names the kind; open numbers may stand in it."""
    if open_numbers is not None and set(re.findall(r"\d+", basis)) - set(re.findall(r"\d+", open_numbers)):
        raise ValidationError(
            _(
                "The order rests on a paper on health: its basis names the paper without number and date, which are "
                "written in the document's own field (R7-3.5)."
            ),
            "closed",
        )


def may_revoke(status: str, revoked: bool, rests: str) -> None:
    """A signed order is undone only by another one, and not while later orders rest on it (R7-3)."""
    if status == "draft":
        raise ValidationError(_("A draft is not revoked: it is simply annulled."), "draft")
    if revoked:
        raise ValidationError(_("This order is revoked already."), "revoked")
    if rests:
        raise ValidationError(_("Later records rest on this order: %(what)s.") % {"what": rests}, "rests")


def may_execute(status: str, revoked: bool) -> None:
    """A signed order in force is carried out, and once (R3-5.1b)."""
    if status != "signed" or revoked:
        raise ValidationError(_("Only a signed order can be marked as executed."), "status")


def may_tick(number: int, count: int, done: set[int]) -> None:
    """A point that the order has is ticked once."""
    if not 1 <= number <= count:
        raise ValidationError(_("The order has no such point."), "point")
    if number in done:
        raise ValidationError(_("This point is ticked already."), "ticked")


def may_be_read(status: str) -> None:
    """A draft has no signed paper, and nobody reads it as an order."""
    if status == "draft":
        raise ValidationError(_("This needs a signed order."), "draft")


def may_note_reading(dated: date, on: date, today: date) -> None:
    """R1-5.1c: an order is read after it is signed, and a reading to come is not written down."""
    if not dated <= on <= today:
        raise ValidationError(
            {"on": ValidationError(_("The day lies between the order and today."), "day")},
        )


def may_amend(status: str, revoked: bool, fixed: bool) -> None:
    """A signed order in force is amended by another one; what undoes or amends is itself signed anew (R7-3)."""
    if status == "draft":
        raise ValidationError(_("A draft is simply changed."), "draft")
    if revoked:
        raise ValidationError(_("This order is revoked already."), "revoked")
    if fixed:
        raise ValidationError(_("An order of this kind is not amended: sign a new one."), "fixed")


def points_exist(named: list[int], count: int) -> None:
    """An amendment rewords points that the order has, each once."""
    for point in named:
        if point > count:
            raise ValidationError(_("The order amended has no point %(n)s.") % {"n": point}, "point")
    if len(set(named)) < len(named):
        raise ValidationError(_("A point is reworded once."), "twice")
