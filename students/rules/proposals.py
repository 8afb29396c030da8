"""What may be proposed and decided; pure."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIELDS = ("born_on", "pin", "phone", "email", "address")
"""What a guardian may propose field by field; a change of name goes by its document, so it is asked for in words."""


def text_of(value) -> str:
    """A field as the proposal keeps it: a date in ISO, nothing as ""."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


def differences(before: dict, wished: dict) -> dict:
    """{field: text} of what is wished otherwise than it stands; only FIELDS."""
    return {
        key: text_of(wished[key]) for key in FIELDS if key in wished and text_of(wished[key]) != before.get(key, "")
    }


def worth_proposing(changes: dict, note: str) -> None:
    """R1-1.2b: the data are to be right; an empty wish is no proposal."""
    if not changes and not note.strip():
        raise ValidationError(_("Nothing is changed yet: correct a field, or write in words what is wrong."), "empty")


def may_decide(is_open: bool, changes: dict, taken, answer: str, note: str) -> None:
    """A refusal, whole or in part, is answered in words; so is a wish in words."""
    if not is_open:
        raise ValidationError(_("This proposal is decided already."), "decided")
    if set(taken) - set(changes):
        raise ValidationError(_("Only what was proposed can be accepted."), "fields")
    if (set(changes) - set(taken) or note.strip()) and not answer.strip():
        raise ValidationError(
            {"answer": ValidationError(_("Write an answer: not everything that was asked is taken over."), "answer")}
        )
