"""Who of the roll a row means; a list sent twice finds everybody once; refused rows come back and are sent again."""

from dataclasses import replace

import pytest

from schoolmis.imports.reading import open_tables
from schoolmis.imports.records import find_records
from schoolmis.imports.refused import refused_workbook
from students.rules.contingent import KnownStudent, match_students, read_contingent

from . import pupils, workbooks
from .test_contingent_lists import TODAY, faults, read


def rows_of(students):
    return [outcome.row for outcome in read(workbooks.workbook(students)[0])]


def known(rows):
    """The roll as these rows leave it: a restricted student has neither PIN nor birth date there."""
    return [
        KnownStudent(place, row.name, row.pin, row.birth_date, (row.grade, row.letter))
        for place, row in enumerate(rows)
    ]


def test_the_same_list_finds_everybody_once():
    students = pupils.school(60)
    for place in (3, 17, 40):
        students[place].update(consent=None, consented=None)
    rows = rows_of(students)
    assert [one.id for one in match_students(rows, known(rows))] == list(range(60))
    assert [one.id for one in match_students(rows, [])] == [None] * 60


def test_a_mended_pin_a_mended_birth_date_and_a_new_class_are_the_same_student():
    rows = rows_of(pupils.school(3))
    roll = known(rows)
    roll[0] = replace(roll[0], pin="10101201900000")
    roll[1] = replace(roll[1], pin="", birth_date=None)
    roll[2] = replace(roll[2], school_class=(8, "В"))
    assert [one.id for one in match_students(rows, roll)] == [0, 1, 2]


def test_a_namesake_with_another_pin_and_birth_date_is_a_new_student():
    rows = rows_of(pupils.school(2))
    twin = replace(rows[0], match_pin="10101201900000", match_birth_date=rows[1].match_birth_date)
    assert [one.id for one in match_students([twin, rows[0]], known(rows))] == [None, 0]


def test_two_candidates_are_a_refusal():
    row = rows_of(pupils.school(1))[0]
    roll = [KnownStudent(place, row.name, "", None, (row.grade, row.letter)) for place in (1, 2)]
    (one,) = match_students([row], roll)
    assert (one.id, one.fault.code) == (None, "two_candidates")


def test_the_letters_of_the_keyboard_do_not_make_another_student():
    row = replace(rows_of(pupils.school(1))[0], match_pin="")
    typed = replace(row, name=row.name._replace(last="Осконбаев"))
    roll = [KnownStudent(7, row.name._replace(last="Өскөнбаев"), "", row.birth_date, (row.grade, row.letter))]
    assert match_students([typed], roll)[0].id == 7


LAYOUTS = {
    "one sheet": workbooks.workbook,
    "sections": workbooks.sections,
    "merged": workbooks.merged,
    "a sheet per class": workbooks.sheet_per_class,
    "CSV": workbooks.comma_separated,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_refused_rows_come_back_as_a_list_that_can_be_sent_again(layout):
    students = pupils.school(30)
    for place in (2, 9, 20):
        students[place]["pin"] = "123"
    content, _places = LAYOUTS[layout](students)
    found = find_records(open_tables(content), ["contingent"])
    outcomes = read_contingent(found.of("contingent"), today=TODAY)
    back = refused_workbook(found, outcomes)
    again = read(back)
    assert [outcome.row for outcome in again] == [None] * 3
    assert set(faults(again).values()) == {"pin_length"}
    mended = pupils.school(30)
    refused = [outcome for outcome in outcomes if outcome.row is None]
    for outcome, place in zip(refused, (2, 9, 20), strict=True):
        told = outcome.record.values.get("name") or outcome.record.values["last_name"]
        assert told.startswith(mended[place]["last"])


def test_a_cell_that_looks_like_a_formula_comes_back_as_text():
    students = pupils.school(3)
    students[1].update(pin="123", address='=HYPERLINK("http://x","y")')
    content, _places = workbooks.comma_separated(students)
    found = find_records(open_tables(content), ["contingent"])
    back = refused_workbook(found, read_contingent(found.of("contingent"), today=TODAY))
    assert '=HYPERLINK("http://x","y")' in open_tables(back)[0].rows[1].cells
