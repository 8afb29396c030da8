"""Pure rules of a timetable's versions (R1-4.1/2)."""

from collections import defaultdict
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.rules.timetable import a_week, lessons_a_week, take_turns
from schoolmis.ui.dates import date_short
from schoolmis.ui.numbers import decimal


def in_words(lessons) -> str:
    """2 → «2», 1.5 → «1,5»."""
    return decimal(lessons, 0 if lessons == int(lessons) else 1)


def may_change(is_draft: bool) -> None:
    if not is_draft:
        raise ValidationError(_("Only a draft of the timetable is changed. Begin a new one from it."), "draft")


def is_as_seen(version: int, seen: int | None) -> None:
    """What is published is what was looked at."""
    if seen not in (None, version):
        raise ValidationError(_("The draft was changed after that. Look at it once more and publish it."), "version")


def may_begin(day: date, first: date, last: date) -> None:
    """A timetable begins within its academic year."""
    if not first <= day <= last:
        span = {"first": date_short(first), "last": date_short(last)}
        raise ValidationError(_("Choose a day of the academic year, from %(first)s to %(last)s.") % span, "day")


def may_have_more(section: str, hours, standing: list[int], weeks: int) -> None:
    """A course has no more places than its load asks for. `standing`: the weeks of each, `weeks` of the one to come."""
    if a_week([*standing, weeks]) > lessons_a_week(hours):
        said = {"section": section, "standing": in_words(a_week(standing)), "hours": lessons_a_week(hours)}
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
    """`places`: Spots; each section is of the year, stands in the week, and at an hour once."""
    if any(one.section not in sections for one in places):
        raise ValidationError(_("A lesson is not of this academic year."), "year")
    if any(not (1 <= one.weekday <= 6 and 1 <= one.number <= 12) for one in places):
        raise ValidationError(_("Lessons are on Monday to Saturday, from the first to the twelfth."), "week")
    at = defaultdict(list)
    for one in places:
        at[one[:3]].append(one.weeks)
    twice = [place for place, weeks in at.items() if len(weeks) > 1 and not (len(weeks) == 2 and take_turns(*weeks))]
    if twice:
        said = ", ".join(str(sections[section]) for section, _day, _number in twice[:5])
        raise ValidationError(_("Twice at one hour: %(names)s") % {"names": said}, "twice")
