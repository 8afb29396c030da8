"""Pure rules of a timetable's versions (R1-4.1/2)."""

from collections import Counter
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.rules.timetable import lessons_a_week
from schoolmis.ui.dates import date_short


def may_change(is_draft: bool) -> None:
    if not is_draft:
        raise ValidationError(_("Only a draft of the timetable is changed. Begin a new one from it."), "draft")


def may_begin(day: date, first: date, last: date) -> None:
    """A timetable begins within its academic year."""
    if not first <= day <= last:
        span = {"first": date_short(first), "last": date_short(last)}
        raise ValidationError(_("Choose a day of the academic year, from %(first)s to %(last)s.") % span, "day")


def may_have_more(section: str, hours, standing: int) -> None:
    """A course has no more places than its load asks for."""
    if standing >= lessons_a_week(hours):
        said = {"section": section, "standing": standing, "hours": lessons_a_week(hours)}
        raise ValidationError(
            _("“%(section)s” has %(hours)s lessons a week by the load, and %(standing)s of them stand already.") % said,
            "load",
        )


def is_still_there(found: bool) -> None:
    if not found:
        raise ValidationError(_("Somebody has taken this lesson off meanwhile."), "gone")


def is_in_week(weekday: int, week: int, number: int, last: int | None) -> None:
    """`last`: the last lesson that the shift has a bell for, None where it has no bells yet."""
    if not 1 <= weekday <= week:
        raise ValidationError(_("The school has no lessons on this day of the week."), "week")
    if not 1 <= number <= (last or 12):
        said = {"number": number, "last": last or 12}
        raise ValidationError(_("Lesson %(number)s is outside the shift, which has %(last)s lessons.") % said, "shift")


def stand_once(places, sections) -> None:
    """`places`: (section, weekday, number); each section is of the year, stands in the week, and at an hour once."""
    if any(section not in sections for section, _day, _number in places):
        raise ValidationError(_("A lesson is not of this academic year."), "year")
    if any(not (1 <= day <= 6 and 1 <= number <= 12) for _section, day, number in places):
        raise ValidationError(_("Lessons are on Monday to Saturday, from the first to the twelfth."), "week")
    twice = [place for place, count in Counter(places).items() if count > 1]
    if twice:
        said = ", ".join(str(sections[section]) for section, _day, _number in twice[:5])
        raise ValidationError(_("Twice at one hour: %(names)s") % {"names": said}, "twice")
