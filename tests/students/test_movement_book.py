"""The movement book is counted from the rows of signed orders; its balance is checked by another way of counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules import movement_book as book

START = date(2026, 9, 1)
DAYS = 60


def at(day):
    return START + timedelta(days=day)


@st.composite
def lives(draw):
    """Students with stays one after another, each stay filled with places one after another; some empty, some open."""
    spells, places = [], []
    for student in range(draw(st.integers(1, 6))):
        sex, day = draw(st.sampled_from(["m", "f", ""])), draw(st.integers(0, DAYS))
        for number in range(draw(st.integers(1, 3))):
            ends = draw(st.none() | st.integers(day, max(day, DAYS + 10)))
            opening = number == 0 and draw(st.booleans())
            spells.append(book.Spell(student, sex, at(day), None if ends is None else at(ends), opening, number > 0))
            last = DAYS + 10 if ends is None else ends
            inside = st.lists(st.integers(day + 1, last - 1), max_size=2) if last - day > 1 else st.just([])
            cuts = [day, *sorted(draw(inside)), ends]
            for one, (here, to) in enumerate(zip(cuts, cuts[1:], strict=False)):
                until, of = None if to is None else at(to), draw(st.sampled_from("АБВ"))
                places.append(book.Place(student, sex, of, 1, at(here), until, opening and one == 0))
            if ends is None:
                break
            day = ends + draw(st.integers(0, 5))
    return spells, places


PERIODS = st.tuples(st.integers(-3, DAYS), st.integers(0, 40)).map(lambda pair: (at(pair[0]), at(sum(pair))))


@given(life=lives(), period=PERIODS)
def test_start_and_what_came_less_what_left_is_the_end(life, period):
    spells, places = life
    school = book.school_balance(spells, *period)
    classes = book.class_balances(book.parts(spells, places), *period)
    for counts in (school, *classes.values()):
        assert counts.total.holds and counts.boys.holds and counts.girls.holds
    total = sum(classes.values(), book.Counts()).total
    assert (total.start, total.arrived, total.left, total.end) == (
        school.total.start,
        school.total.arrived,
        school.total.left,
        school.total.end,
    ), "the classes together are the school"
    assert total.came_in == total.went_out, "who leaves a class for another arrives in it"


@given(life=lives(), period=PERIODS)
def test_the_balance_agrees_with_the_lines_of_the_book_and_with_the_roll(life, period):
    """Another way: the lines are counted, and the roll is read day by day."""
    spells, places = life
    lines = book.entries(spells, book.parts(spells, places), *period)
    school = book.school_balance(spells, *period).total
    assert school.arrived == sum(one.kind in (book.ARRIVED, book.RESTORED) for one in lines)
    assert school.left == sum(one.kind == book.LEFT for one in lines)
    assert all(period[0] <= one.day <= period[1] for one in lines)
    roll = [one for one in spells if one.starts_on <= period[1] and (one.ends_on is None or one.ends_on > period[1])]
    last_days = [one for one in roll if one.ends_on == period[1] + timedelta(days=1)]
    assert school.end == len(roll) - len(last_days), "the roll of the last day less those whose last day it was"


@given(life=lives(), period=PERIODS, cut=st.integers(0, 40))
def test_two_periods_one_after_the_other_add_up(life, period, cut):
    spells, places = life
    spells = [one for one in spells if not one.opening]
    first, last = period
    middle = min(first + timedelta(days=cut), last)
    one = book.school_balance(spells, first, middle).total
    two = book.school_balance(spells, middle + timedelta(days=1), last).total
    whole = book.school_balance(spells, first, last).total
    if middle < last:
        assert one.end == two.start
    assert one.arrived + (two.arrived if middle < last else 0) == whole.arrived
