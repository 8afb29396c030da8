"""Pure rules of events (R1-4.1/2)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 92
"""Days: a term's competition at most."""


def may_be_held(starts_on, ends_on, begins_at, ends_at) -> None:
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day comes before the first one.")})
    if (ends_on - starts_on).days >= LONGEST:
        raise ValidationError({"ends_on": _("An event lasts three months at most.")})
    if ends_at and not begins_at:
        raise ValidationError({"begins_at": _("Say when it begins, or leave both hours empty.")})
    if begins_at and ends_at and ends_at <= begins_at:
        raise ValidationError({"ends_at": _("An event ends after it begins.")})


def may_be_for(whom: str, grade_from, grade_to, classes) -> None:
    """`classes`: how many are named."""
    if whom == "grades" and (grade_from is None or grade_to is None or grade_to < grade_from):
        raise ValidationError({"grade_from": _("Give both grades, the lower one first.")})
    if whom == "classes" and not classes:
        raise ValidationError({"classes": _("Choose the classes.")})


def may_take_lessons(whom: str, lesson_from, lesson_to) -> None:
    """Only those who learn have lessons that an event could take."""
    if lesson_from is None and lesson_to is None:
        return
    if lesson_from is None or lesson_to is None or not 1 <= lesson_from <= lesson_to <= 12:
        raise ValidationError({"lesson_from": _("Give both lessons, the earlier one first.")})
    if whom in ("parents", "staff"):
        raise ValidationError({"lesson_from": _("Only an event for students takes their lessons.")})


def may_change(is_off: bool, version: int, seen: int) -> None:
    if is_off:
        raise ValidationError(_("This event is called off. Add a new one."), "off")
    if version != seen:
        raise ValidationError(_("Somebody has changed this meanwhile. Look at it again."), "stale")
