"""Pure rules of orders on staff; each names whom it refuses, in a sentence for the order's page."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis.ui.dates import date_short

Span = tuple[date, date]
"""First day, and the day after the last one."""


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def works_through(name: str, works: tuple[date | None, date | None], span: Span) -> None:
    """R3-5.1b: an order names only who is employed on all of its days."""
    starts_on, ends_on = works
    if (starts_on and span[0] < starts_on) or (ends_on and span[1] > ends_on):
        raise ValidationError(
            _("%(name)s does not work at the school on all of these days.") % {"name": name}, "not_employed"
        )


def may_be_away(name: str, span: Span, absences: list[Span], replaces: list[Span]) -> None:
    """R1-2.2a: nobody is away twice on a day, nor while an order has them stand in for another."""
    if span[1] <= span[0]:
        raise ValidationError(_("The last day comes before the first one."), "order")
    for other in absences:
        if overlap(span, other):
            raise ValidationError(
                _("%(name)s is away from %(day)s already, by another order.")
                % {"name": name, "day": date_short(other[0])},
                "away",
            )
    for other in replaces:
        if overlap(span, other):
            raise ValidationError(
                _("%(name)s stands in for another teacher on %(day)s: revoke that order first.")
                % {"name": name, "day": date_short(max(other[0], span[0]))},
                "replaces",
            )


def may_stand_in(name: str, same: bool, span: Span, absences: list[Span], teaches: bool) -> None:
    """R3-5.1b: the one-day right goes to another teacher, who is there that day."""
    if same:
        raise ValidationError(_("Nobody substitutes for themselves."), "same")
    if span[1] <= span[0]:
        raise ValidationError(_("The last day comes before the first one."), "order")
    for other in absences:
        if overlap(span, other):
            raise ValidationError(
                _("%(name)s is away on %(day)s and cannot stand in.")
                % {"name": name, "day": date_short(max(other[0], span[0]))},
                "away",
            )
    if teaches:
        raise ValidationError(_("%(name)s teaches this course already.") % {"name": name}, "teaches")


def of_one_lesson(number: int | None, span: Span, lessons: int) -> None:
    """A line that names its lesson is of one day and one lesson (R3-5.1b)."""
    if number and (lessons != 1 or (span[1] - span[0]).days != 1):
        raise ValidationError(_("A line with the number of a lesson is of one day and one lesson."), "number")


def may_leave_work(name: str, works: tuple[date | None, date | None], last_day: date) -> None:
    starts_on, ends_on = works
    if ends_on:
        raise ValidationError(_("%(name)s has been dismissed already.") % {"name": name}, "dismissed")
    if starts_on and last_day < starts_on:
        raise ValidationError(_("The last day comes before the first one."), "order")


def may_end(starts_on: date, until: date | None) -> None:
    """A contract with a term ends after it begins."""
    if until and until < starts_on:
        raise ValidationError(_("The last day comes before the first one."), "order")


def may_extend(name: str, works: tuple[date | None, date | None], now: date | None, until: date | None) -> None:
    """R1-2.2a: a contract with a term is extended to a later day, or goes on without one, while its work goes on."""
    if works[1]:
        raise ValidationError(_("%(name)s has been dismissed already.") % {"name": name}, "dismissed")
    if now is None:
        raise ValidationError(_("The contract of %(name)s has no term.") % {"name": name}, "no_term")
    if until and until <= now:
        raise ValidationError(
            _("The contract lasts until %(day)s already: the new day is later.") % {"day": date_short(now)}, "earlier"
        )


def may_be_hired(name: str, ends_on: date | None, starts_on: date, new: bool) -> None:
    """Who works is not hired again: another post is given by a transfer."""
    if not new and (ends_on is None or ends_on > starts_on):
        raise ValidationError(
            _("%(name)s works at the school already; another post is given by an order on a transfer.")
            % {"name": name},
            "works",
        )
