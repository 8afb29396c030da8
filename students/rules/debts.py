"""Academic debts (R7-2.2, R7-2.3, R7-4.3). Pure: results and days in, a cause or a ValidationError out."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ATTEMPTS = 2
"""How many tries a debt has where the school has not set its own number."""


def cause_of(value: int | None, code: str) -> str:
    """R7-2.2: an unsatisfactory result, or none without a good reason, is a debt; "" where there is no debt."""
    if (value is not None and value <= 2) or code == "fail":
        return "failed"
    return "absent" if code == "na" else ""


def may_set_deadline(opened_on: date, due_on: date, today: date, closed: bool) -> None:
    """R7-2.3: the last day is set while the debt is open, and is a day to come."""
    if closed:
        raise ValidationError(_("This debt is closed (R7-2.2)."), "closed")
    if due_on < max(opened_on, today):
        raise ValidationError(
            {"due_on": ValidationError(_("The last day of clearing a debt is to come (R7-2.3)."), "past")}
        )


def may_attempt(since: date, due_on: date, held: list[date], on: date, today: date, most: int) -> None:
    """R7-2.2: a try lies between the opening and the last day; there are `most` of them.

    `since`: the day on which the debt was opened, or opened again; `held`: the tries since then.
    """
    if not since <= on <= today:
        raise ValidationError(
            {"on": ValidationError(_("An attempt is held between the opening of the debt and today (R7-2.2)."), "day")}
        )
    if on > due_on:
        raise ValidationError(
            {
                "on": ValidationError(
                    _("The debt was to be cleared by %(day)s: set a new deadline first (R7-2.3).")
                    % {"day": f"{due_on:%d.%m.%Y}"},
                    "late",
                )
            }
        )
    if on in held:
        raise ValidationError({"on": ValidationError(_("There is an attempt on this day already (R7-2.2)."), "twice")})
    if len(held) >= most:
        raise ValidationError(_("All %(n)s attempts are used (R7-2.5 comes next).") % {"n": most}, "most")


def clears(is_present: bool, value: int | None) -> bool:
    """An attempt with a mark of 3 and more clears the debt."""
    return is_present and value is not None and value >= 3


def may_close(outcome: str, cleared_by_attempt: bool, due_on: date, used: int, most: int, today: date, note: str):
    """R7-2.5: «cleared» rests on an attempt; «not cleared» on the last day passed or the attempts used up."""
    if outcome == "cleared" and not cleared_by_attempt:
        raise ValidationError(_("A debt is cleared by an attempt with a mark of 3 or more (R7-2.4)."), "attempt")
    if outcome == "not" and cleared_by_attempt:
        raise ValidationError(_("An attempt has cleared this debt (R7-2.4)."), "attempt")
    if outcome == "not" and due_on >= today and used < most:
        raise ValidationError(
            _("There is time until %(day)s, and attempts are left (R7-2.5).") % {"day": f"{due_on:%d.%m.%Y}"}, "early"
        )
    if outcome == "annulled" and not note.strip():
        raise ValidationError({"closed_note": ValidationError(_("Write why the debt was opened by mistake."), "note")})
