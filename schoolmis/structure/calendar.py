"""Pure rules of the calendar: which days have lessons, and to which term a day belongs.

Terms, years and days off name their last day itself: both ends are within (unlike dated rights and spells).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NO_SPECIALS: Mapping = MappingProxyType({})


def days(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both within."""
    return (first + timedelta(n) for n in range((last - first).days + 1))


def term_of(day: date, terms: Iterable):
    """The term that holds `day`, or None on a vacation and outside the year."""
    return next((term for term in terms if term.starts_on <= day <= term.ends_on), None)


def covers(off, day: date, grade: int | None = None, programme: int | None = None) -> bool:
    """Is `day` off for `grade` of `programme`? Without a grade the whole school is meant: what is off for some only
    does not count."""
    if not off.starts_on <= day <= off.ends_on:
        return False
    its = getattr(off, "programme", None)
    if grade is None:
        return off.grade_from is None and off.grade_to is None and its is None
    right = its is None or its == programme
    return right and (off.grade_from or 0) <= grade <= (off.grade_to if off.grade_to is not None else 12)


def day_off(day: date, days_off: Iterable, grade: int | None = None):
    """What makes `day` free, or None; a holiday goes before the vacation it falls into."""
    found = [off for off in days_off if covers(off, day, grade)]
    return min(found, key=lambda off: (off.kind != "holiday", off.starts_on), default=None)


def weekday_of(day: date, specials: Mapping) -> int:
    """The weekday whose timetable is held on `day`, 1–7; `specials`: {date: SpecialDay}."""
    special = specials.get(day)
    return special.follows if special is not None and special.follows else day.isoweekday()


def is_school_day(
    day: date, grade: int | None, year, terms: Iterable, days_off: Iterable, study_days: int = 5, specials=NO_SPECIALS
) -> bool:
    """Are there lessons on `day` for `grade`? In the year, in a term, in the study week or moved to, not off."""
    return (
        year.starts_on <= day <= year.ends_on
        and (day.isoweekday() <= study_days or weekday_of(day, specials) != day.isoweekday())
        and term_of(day, terms) is not None
        and day_off(day, days_off, grade) is None
    )


def school_days(
    first: date,
    last: date,
    *,
    grade: int | None = None,
    year,
    terms: Iterable,
    days_off: Iterable,
    study_days: int = 5,
    specials=NO_SPECIALS,
) -> list[date]:
    """The days with lessons from `first` to `last`, both within."""
    terms, days_off = list(terms), list(days_off)
    return [day for day in days(first, last) if is_school_day(day, grade, year, terms, days_off, study_days, specials)]


def check_terms(starts_on: date, ends_on: date, terms: dict[int, tuple[date, date]]) -> None:
    """Terms follow each other inside the year; raises ValidationError with a sentence for the form."""
    if ends_on <= starts_on:
        raise ValidationError(_("The year ends after it begins."), "year")
    before = None
    for number in sorted(terms):
        start, end = terms[number]
        if end <= start:
            raise ValidationError(_("Term %(number)s ends after it begins.") % {"number": number}, "term")
        if start < starts_on or end > ends_on:
            raise ValidationError(_("Term %(number)s lies inside the academic year.") % {"number": number}, "outside")
        if before and start <= before:
            sentence = _("Term %(number)s begins after the one before it ends.")
            raise ValidationError(sentence % {"number": number}, "overlap")
        before = end


def halves(terms: dict[int, tuple[date, date]]) -> dict[int, tuple[date, date]]:
    """Half-years out of the quarters {number: (first day, last day)}: four make two pairs (domain facts §1.1)."""
    in_order = [terms[number] for number in sorted(terms)]
    middle = len(in_order) // 2
    parts = [part for part in (in_order[:middle], in_order[middle:]) if part]
    return {number: (part[0][0], part[-1][1]) for number, part in enumerate(parts, 1)}


def moved(dates: Iterable[date], before: dict[int, tuple[date, date]], after: dict[int, tuple[date, date]]) -> Counter:
    """{(former term or None, new term or None): how many of `dates`} for the dates that change their term."""

    def number(day, terms):
        return next((n for n, (start, end) in terms.items() if start <= day <= end), None)

    pairs = ((number(day, before), number(day, after)) for day in dates)
    return Counter(pair for pair in pairs if pair[0] != pair[1])


def months(
    year, terms: Iterable, days_off: Iterable, study_days: int = 5, specials=NO_SPECIALS
) -> Iterator[tuple[date, list[list]]]:
    """(first of the month, weeks of (day or None, state, what it is)) of the whole year, for the whole school.

    State: "study", "special", "holiday", "vacation", "free" (a day off the week) or "out" (between
    terms, outside the year).
    """
    terms, days_off = list(terms), list(days_off)
    month = year.starts_on.replace(day=1)
    while month <= year.ends_on:
        following = (month + timedelta(32)).replace(day=1)
        cells = [(None, "", "")] * (month.isoweekday() - 1)
        cells += [
            _cell(day, year, terms, days_off, study_days, specials) for day in days(month, following - timedelta(1))
        ]
        cells += [(None, "", "")] * (-len(cells) % 7)
        yield month, [cells[n : n + 7] for n in range(0, len(cells), 7)]
        month = following


def _cell(day, year, terms, days_off, study_days, specials):
    off = day_off(day, days_off)
    if off and year.starts_on <= day <= year.ends_on:
        return day, off.kind, str(off)
    if is_school_day(day, None, year, terms, days_off, study_days, specials):
        special = specials.get(day)
        return (day, "special", str(special)) if special else (day, "study", "")
    return day, "free" if term_of(day, terms) and year.starts_on <= day <= year.ends_on else "out", ""
