"""Applications: who may apply, when, and what an order may take from one (R7-4.5). Pure."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from students.rules.movement import age_on

OF_AGE = 18

MOVES = {
    "admission": "admission",
    "transfer": "transfer",
    "moved": "departure.moved",
    "school": "departure.school",
    "health": "departure.health",
    "restoration": "restoration",
    "repeat": "repeat",
    "home": "study.home",
    "family": "study.family",
    "adapted": "study.adapted",
    "individual": "study.individual",
    "full_time": "study.full_time",
}
"""What is asked for → the move that answers it. Other matters are answered in words."""


def may_register(received_on: date, today: date, last: date | None) -> None:
    """Numbers and dates go up together; an application of tomorrow has not come yet."""
    if received_on > today:
        raise ValidationError(
            {
                "received_on": ValidationError(
                    _("An application is registered when it has come, not before (R7-4.5)."), "future"
                )
            }
        )
    if last and received_on < last:
        raise ValidationError(
            {
                "received_on": ValidationError(
                    _("The last application of the register is of %(day)s: the next one is not earlier.")
                    % {"day": f"{last:%d.%m.%Y}"},
                    "backwards",
                )
            }
        )


def may_apply(born_on: date | None, on: date) -> None:
    """A student applies in the own name from eighteen years of age; for a minor the parents do (R7-4.5)."""
    if born_on is None or age_on(born_on, on) < OF_AGE:
        raise ValidationError({"applicant": ValidationError(_("For a minor the parents apply (R7-4.5)."), "minor")})


def may_answer(number: str, *, asked: str, about: int | None, closed: str, move: str, student: int) -> None:
    """An order rests on an application about the same student and matter that is still open.

    `closed`: why it is not open any more, in words, or empty.
    """
    if about is not None and about != student:
        raise ValidationError(
            _("Application %(n)s is about another student (R7-4.5).") % {"n": number}, "other_student"
        )
    if MOVES.get(asked) != move:
        raise ValidationError(_("Application %(n)s asks for something else (R7-4.5).") % {"n": number}, "other_matter")
    if closed:
        raise ValidationError(
            _("Application %(n)s is closed already: %(why)s (R7-4.5).") % {"n": number, "why": closed}, "closed"
        )
