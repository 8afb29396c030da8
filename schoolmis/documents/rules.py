"""Pure rules of documents and instructions."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def may_register(on: date, today: date, last_on: date | None) -> None:
    """R1-1.1: numbers follow the days of registration."""
    if on > today:
        raise ValidationError({"registered_on": _("A document is registered today or earlier.")})
    if last_on and on < last_on:
        sentence = _("The previous number is of %(day)s: a later number cannot be of an earlier day.")
        raise ValidationError({"registered_on": sentence % {"day": f"{last_on:%d.%m.%Y}"}})


def may_set_number(begun: bool, next_number: int) -> None:
    """R1-1.1: the number of the paper book is taken over once; the first document closes that way."""
    if begun or next_number > 1:
        raise ValidationError(_("This register goes on by itself: its number is set or it has a document."), "started")


def may_annul(done: bool, annulled: bool) -> None:
    """R3-5.1d: an instruction whose every part is accepted is done, and is not annulled any more."""
    if annulled:
        raise ValidationError(_("This instruction is annulled already."), "annulled")
    if done:
        raise ValidationError(_("Every part is accepted: there is nothing to annul."), "done")


def is_late(due_on: date | None, done_on: date | None, today: date) -> bool:
    """R3-5.1d: the last day has passed and nothing is reported."""
    return due_on is not None and done_on is None and due_on < today


def may_report(read: bool, accepted: bool) -> None:
    """R3-5.1d: who reports has read it; what is accepted stays."""
    if accepted:
        raise ValidationError(_("This is accepted already."), "accepted")
    if not read:
        raise ValidationError(_("Read the instruction first."), "read")


def may_accept(reported: bool, accepted: bool) -> None:
    """R3-5.1d: the director accepts what is reported, once."""
    if accepted:
        raise ValidationError(_("This is accepted already."), "accepted")
    if not reported:
        raise ValidationError(_("Nothing is reported yet."), "reported")
