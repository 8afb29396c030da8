"""Pure rules of sittings and protocols (R2-5, domain §4.9)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

AUGUST = 8


def school_year(day: date) -> int:
    """The year in which the school year of `day` begins; the council of August opens the new one."""
    return day.year if day.month >= AUGUST else day.year - 1


def quorum(seats: int) -> int:
    """R2-5: the fewest that may decide: more than half of the seats."""
    return seats // 2 + 1


def may_number(held_on: date, today: date, last_on: date | None) -> None:
    """R2-5: numbers follow the days of the sittings, and a sitting to come has no protocol."""
    if held_on > today:
        raise ValidationError(_("The sitting is still to come: its protocol is signed afterwards."), "future")
    if last_on and held_on < last_on:
        sentence = _("The previous protocol of this body is of %(day)s: a later number cannot be of an earlier day.")
        raise ValidationError(sentence % {"day": f"{last_on:%d.%m.%Y}"}, "date")


def may_decide(seats: int, present: int) -> None:
    """R2-5: a body with seats decides when more than half of them are present."""
    if seats and present < quorum(seats):
        sentence = _("No quorum: %(present)s of %(seats)s are present, at least %(quorum)s are needed.")
        raise ValidationError(sentence % {"present": present, "seats": seats, "quorum": quorum(seats)}, "quorum")
    if not seats and not present:
        raise ValidationError(_("Write how many were present."), "present")


def may_count(number: int, votes: int | None, present: int) -> None:
    """R2-5: a point has no more votes than people present."""
    if votes is not None and votes > present:
        sentence = _("Point %(number)s: %(votes)s votes, but only %(present)s were present.")
        raise ValidationError(sentence % {"number": number, "votes": votes, "present": present}, "votes")


def may_cite(points) -> None:
    """R2-5: a protocol has an agenda, and each of its points says what was decided. `points`: (number, decided)."""
    if not points:
        raise ValidationError(_("A protocol has at least one point of the agenda."), "points")
    for number, decided in points:
        if not decided.strip():
            raise ValidationError(_("Point %(number)s does not say what was decided.") % {"number": number}, "decided")
