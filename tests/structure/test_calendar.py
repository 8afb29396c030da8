"""Which days have lessons, and what a draft of the calendar looks like."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.structure import calendar
from schoolmis.structure.draft_calendar import Draft, Off, draft_calendar


class Row:
    def __init__(self, number, starts_on, ends_on):
        self.number, self.starts_on, self.ends_on = number, starts_on, ends_on


def shaped(draft: Draft):
    terms = [Row(number, start, end) for number, (start, end) in enumerate(draft.terms, 1)]
    return {"year": draft, "terms": terms, "days_off": draft.days_off}


YEAR = shaped(draft_calendar(2026))


@pytest.mark.parametrize(
    ("day", "grade", "lessons"),
    [
        ("2026-09-01", 5, True),
        ("2026-11-06", 5, True),  # the last day of a term is within
        ("2026-11-07", 5, False),
        ("2026-11-16", 5, True),
        ("2026-11-21", 5, False),  # Saturday
        ("2027-01-07", 5, False),
        ("2027-02-16", 1, False),  # grade 1 has a week more
        ("2027-02-16", 2, True),
        ("2027-05-05", 5, False),
        ("2027-08-01", 5, False),
    ],
)
def test_a_school_day(day, grade, lessons):
    assert calendar.is_school_day(date.fromisoformat(day), grade, **YEAR) is lessons


def test_a_six_day_week_has_saturdays():
    assert calendar.is_school_day(date(2026, 11, 21), 5, **YEAR, study_days=6)


def test_days_off_of_some_grades_do_not_close_the_school():
    assert calendar.is_school_day(date(2027, 2, 16), None, **YEAR)


def test_a_holiday_is_named_before_the_vacation_it_falls_into():
    assert calendar.day_off(date(2027, 1, 2), YEAR["days_off"]).name_ru == "Новогодние каникулы"


def test_a_day_belongs_to_its_term():
    assert calendar.term_of(date(2026, 11, 6), YEAR["terms"]).number == 1
    assert calendar.term_of(date(2026, 11, 10), YEAR["terms"]) is None


@given(st.integers(2020, 2045))
def test_every_drafted_calendar_holds_together(first):
    draft = draft_calendar(first)
    calendar.check_terms(draft.starts_on, draft.ends_on, dict(enumerate(draft.terms, 1)))
    vacations = [off for off in draft.days_off if off.kind == "vacation" and off.grade_from is None]
    assert len(vacations) == 3
    for (_start, end), off in zip(draft.terms, vacations, strict=False):
        assert off.starts_on == end + timedelta(1)


@given(st.integers(2027, 2045))
def test_a_year_by_the_pattern_has_thirty_days_of_vacation(first):
    vacations = [off for off in draft_calendar(first).days_off if off.kind == "vacation" and off.grade_from is None]
    assert sum((off.ends_on - off.starts_on).days + 1 for off in vacations) >= 30


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({1: (date(2026, 9, 1), date(2026, 9, 1))}, "term"),
        ({1: (date(2026, 8, 1), date(2026, 11, 6))}, "outside"),
        ({1: (date(2026, 9, 1), date(2026, 11, 6)), 2: (date(2026, 11, 6), date(2026, 12, 30))}, "overlap"),
    ],
)
def test_terms_that_do_not_fit_are_refused(terms, code):
    with pytest.raises(ValidationError) as refusal:
        calendar.check_terms(date(2026, 9, 1), date(2027, 5, 29), terms)
    assert refusal.value.code == code


def test_what_moves_to_another_term_is_counted():
    before = {1: (date(2026, 9, 1), date(2026, 11, 6)), 2: (date(2026, 11, 16), date(2026, 12, 30))}
    after = {1: (date(2026, 9, 1), date(2026, 10, 30)), 2: (date(2026, 11, 2), date(2026, 12, 30))}
    dates = [date(2026, 10, 29), date(2026, 10, 31), date(2026, 11, 3), date(2026, 11, 4)]
    assert calendar.moved(dates, before, after) == {(1, None): 1, (1, 2): 2}


def test_the_months_show_each_day_once_with_its_state():
    shown = [cell for _month, weeks in calendar.months(*YEAR.values()) for week in weeks for cell in week if cell[0]]
    assert len(shown) == len({day for day, _state, _what in shown}) == 273
    states = {day: state for day, state, _what in shown}
    assert (states[date(2026, 11, 9)], states[date(2027, 3, 8)], states[date(2026, 9, 5)]) == (
        "vacation",
        "holiday",
        "free",
    )


def test_an_off_of_one_day_has_both_ends_on_it():
    off = Off("holiday", "Нооруз", "Нооруз", date(2027, 3, 21), date(2027, 3, 21))
    assert calendar.covers(off, date(2027, 3, 21))
    assert not calendar.covers(off, date(2027, 3, 22))
