"""Pure rules: texts of cells, averages, proposals, indicators of the worked examples."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.rules.indicators import Counts, attendance, standing
from journal.rules.marks import Content, average, counted, parse
from journal.rules.results import LAST, Policy, proposed, year_mark
from journal.rules.timetable import clashes
from schoolmis.ui.numbers import half_up
from students.rules.attestation import final_mark

MARK = st.integers(2, 5)


@given(MARK | st.none(), MARK | st.none(), st.integers(0, 99) | st.none(), st.booleans())
def test_a_cells_text_is_read_back_as_it_was_written(first, second, late, retake):
    second = second if first else None
    content = Content(first, second, "", late, retake and second is not None)
    assert parse(content.text) == content


@pytest.mark.parametrize("text", ["6", "5/", "/5", "2→", "→4", "2→3→4", "5/6", "нб", "55", "о", "оп1000", "5 н"])
def test_what_is_no_mark_is_nothing(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("mean", "mark"), [("4.50", 5), ("4.49", 4), ("3.50", 4), ("3.49", 3), ("2.50", 3), ("2.49", 2), (None, None)]
)
def test_the_average_hints_at_a_mark(mean, mark):
    assert proposed(mean and D(mean)) == mark


@pytest.mark.parametrize("text", ["2→4", "2>4", "2-4"])
def test_a_retake_keeps_the_first_mark_and_counts_the_second(text):
    content = parse(text)
    assert content.text == "2→4"
    assert counted(content.first, content.second, content.retake) == [4]
    assert counted(2, 4, retake=False) == [2, 4]


def test_control_works_weigh_more():
    assert average([(5, D(1)), (2, D(2))]) == D("3.00")
    assert average([]) is None


@given(st.lists(MARK, min_size=1))
def test_an_average_lies_between_its_marks(marks):
    assert min(marks) <= average([(m, D(1)) for m in marks]) <= max(marks)


def test_the_years_mark_goes_to_the_students_benefit_at_the_half():
    assert year_mark([4, 5, 4, 5]) == 5
    assert year_mark([3, 3, 4, 3]) == 3
    assert year_mark([]) is None
    last = Policy(year_by=LAST)
    assert (year_mark([5, 5, 4, 4], last), year_mark([4, 4, 5, 5], last), year_mark([3, 3, 4, 3], last)) == (4, 5, 3)
    assert (proposed(D("4.55"), Policy(D("0.60"))), proposed(D("4.60"), Policy(D("0.60")))) == (4, 5)


@pytest.mark.parametrize(
    ("by", "year", "exam", "final"),
    [
        ("exam", 4, 5, 5),
        ("exam", 5, 4, 4),
        ("exam", 5, 3, 4),
        ("exam", 5, 2, 2),
        ("mean", 5, 4, 5),
        ("mean", 3, 5, 4),
        ("year", 4, 5, 4),
        ("year", 4, 2, 2),
        ("exam", 4, None, None),
        ("exam", None, 4, None),
    ],
)
def test_the_final_mark_rests_on_year_and_exam(by, year, exam, final):
    assert final_mark(year, exam, by) == final


def test_the_worked_example_of_25_students():
    counts = Counts(five=5, four=9, three=8, two=2, na=1)
    assert (counts.success, counts.quality, counts.learned) == (D("88"), D("56"), D("56.12"))
    assert half_up(counts.mean) == D("3.71")


def test_school_totals_are_sums_of_counts():
    total = Counts(four=20, two=5) + Counts(four=9, two=1)
    assert half_up(total.success) == D("82.86")


def test_an_indicator_is_rounded_once():
    assert half_up(Counts(four=107, two=22).success, 1) == D("82.9"), "82.9457 by way of 82.95 would be 83.0"


def test_an_empty_class_has_no_indicators():
    assert (Counts().success, Counts().quality, Counts().learned, Counts().mean) == (None,) * 4


def test_exempt_students_are_not_counted_and_not_attested_are():
    assert Counts.of([5, "н/а", "осв", None, ""]).total == 2


@pytest.mark.parametrize(
    ("marks", "group"),
    [
        ([5, 5], "excellent"),
        ([5, 4], "good"),
        ([5, 3, 4], "one3"),
        ([3, 3, 5], "satisfactory"),
        ([5, 2], "failing"),
        ([5, "н/а"], "na"),
        (["осв"], ""),
        ([], ""),
    ],
)
def test_a_student_belongs_to_one_group(marks, group):
    assert standing(marks) == group


def test_attendance_of_the_worked_example():
    assert half_up(attendance(25 * 120, 37)) == D("98.77")


def test_two_subgroups_without_a_common_student_may_meet_a_class_and_its_subgroup_may_not():
    classes = {1: {8: "8-А"}, 2: {8: "8-А"}, 3: {8: "8-А"}}
    teachers = {1: {1: "А"}, 2: {2: "Б"}, 3: {3: "В"}}
    parts = {1: 11, 2: 12, 3: None}
    halves = [(1, 1, 1, None), (2, 1, 1, None)]
    assert clashes(halves, classes, teachers, parts) == []
    assert clashes(halves, classes, teachers, parts, sharing={frozenset((11, 12))})[0]["who"] == "8-А"
    assert clashes(halves, classes, teachers, {1: 11, 2: 11}), "one subgroup, two subjects"
    assert clashes([(1, 1, 1, None), (3, 1, 1, None)], classes, teachers, parts)
    assert clashes([(1, 1, 1, 7), (2, 1, 1, 7)], classes, teachers, parts), "one room"


def test_a_teacher_of_two_shifts_is_asked_by_the_hour():
    teachers = {1: {1: "А"}, 2: {1: "А"}}
    bells = {(1, 7): (13.0, 13.75), (2, 1): (13.0, 13.75), (1, 2): (9.0, 9.75), (2, 2): (14.0, 14.75)}
    hours = lambda section, number: bells[section, number]  # noqa: E731 section 1 is of the first shift, 2 of the second
    assert clashes([(1, 1, 2, None), (2, 1, 2, None)], {}, teachers, {}, hours) == []
    assert clashes([(1, 1, 7, None), (2, 1, 1, None)], {}, teachers, {}, hours)


def test_a_long_lesson_clashes_with_every_lesson_it_covers():
    hours = {1: (480, 600), 2: (490, 500), 3: (510, 520)}
    found = clashes([(1, 1, 1, 7), (2, 1, 2, 7), (3, 1, 3, 7)], {}, {}, {}, lambda section, _number: hours[section])
    assert [clash["number"] for clash in found] == [2, 3]


def test_namesakes_are_two_people():
    assert clashes([(1, 1, 1, None), (2, 1, 1, None)], {}, {1: {1: "Калдыбаева А."}, 2: {2: "Калдыбаева А."}}, {}) == []
