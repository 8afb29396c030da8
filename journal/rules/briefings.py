"""Safety briefings of a class (R1-4.1/2, domain §4.6). Pure."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def may_hold(on: date, today: date, first: date, last: date, topic: str, students: int) -> None:
    """R1-4.1/2: on a day of the class's year that has come, with a topic, for somebody."""
    if on > today:
        raise ValidationError({"on": ValidationError(_("This day has not come yet."), "future")})
    if not first <= on <= last:
        raise ValidationError({"on": ValidationError(_("This day is not in the academic year of the class."), "year")})
    if not topic.strip():
        raise ValidationError({"topic": ValidationError(_("Write the topic of the briefing."), "topic")})
    if not students:
        raise ValidationError({"students": ValidationError(_("Tick who was instructed."), "students")})
