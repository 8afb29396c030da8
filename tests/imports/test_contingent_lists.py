"""Lists of other schools give exactly what was planted in them, whatever the layout."""

import json
from collections import Counter
from datetime import date

import openpyxl
import pytest

from schoolmis.imports.reading import open_tables
from schoolmis.imports.records import find_records
from students.rules.contingent import read_contingent

from . import pupils, workbooks

TODAY = date(2026, 11, 20)


def read(content, **options):
    return read_contingent(find_records(open_tables(content), ["contingent"]).of("contingent"), today=TODAY, **options)


def faults(outcomes):
    return {fault.row: fault.code for outcome in outcomes for fault in outcome.faults}


LAYOUTS = {
    "Kyrgyz headings on row 4": workbooks.workbook,
    "heading on row 1": lambda students: workbooks.workbook(students, heading_row=1),
    "Russian, other order, names in three columns, row 7": lambda students: workbooks.workbook(
        students, workbooks.OTHER_ORDER, workbooks.RUSSIAN, heading_row=7
    ),
    "CSV utf-8 ;": workbooks.comma_separated,
    "CSV utf-8 without a mark, commas": lambda students: workbooks.comma_separated(students, "utf-8", ","),
    "CSV windows-1251, Kyrgyz letters typed as Russian": lambda students: workbooks.comma_separated(
        students,
        "cp1251",
        headings=workbooks.RUSSIAN,
        order=workbooks.OTHER_ORDER,
        lost={"ө": "о", "ү": "у", "ң": "н", "Ө": "О", "Ү": "У", "Ң": "Н", "ɵ": "о"},
    ),
    "CSV utf-16 with tabs": lambda students: workbooks.comma_separated(students, "utf-16", "\t"),
    "sections in one sheet": workbooks.sections,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_clean_list_is_taken_whole(layout):
    students = pupils.school(60)
    content, rows = LAYOUTS[layout](students)
    outcomes = read(content)
    assert faults(outcomes) == {}
    assert [outcome.row.row for outcome in outcomes] == rows
    assert Counter(f"{outcome.row.grade}-{outcome.row.letter}" for outcome in outcomes) == Counter(
        one["class"] for one in students
    )
    assert [outcome.row.pin for outcome in outcomes] == [one["pin"] for one in students]
    assert all(len(outcome.row.guardians) == 2 and outcome.row.guardians[0].phone for outcome in outcomes)


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "sections in one sheet"])
@pytest.mark.parametrize("planted", ["REFUSALS", "WARNINGS"])
def test_planted_faults_are_found_where_they_were_planted(layout, planted):
    students = pupils.school(60)
    expected = pupils.planted(students, getattr(pupils, planted))
    content, rows = LAYOUTS[layout](students)
    outcomes = read(content)
    assert faults(outcomes) == {rows[place]: code for place, code in expected.items()}
    taken = sum(outcome.row is not None for outcome in outcomes)
    assert taken == (60 - len(expected) if planted == "REFUSALS" else 60)


@pytest.mark.parametrize("way", pupils.HARMLESS)
def test_a_way_of_writing_is_not_a_fault(way):
    students = pupils.school(10)
    pupils.HARMLESS[way](students[3])
    outcomes = read(workbooks.workbook(students)[0])
    assert faults(outcomes) == {}
    clean = read(workbooks.workbook(pupils.school(10))[0])
    assert outcomes[3].row.name == clean[3].row.name
    assert (outcomes[3].row.grade, outcomes[3].row.letter) == (clean[3].row.grade, clean[3].row.letter)


def test_one_sheet_per_class_takes_the_class_from_the_sheet():
    students = pupils.school(60)
    students[5]["born"] = "30.02.2019"
    content, places = workbooks.sheet_per_class(students)
    outcomes = read(content)
    assert len(outcomes) == 60
    assert [(outcome.record.sheet, outcome.record.row) for outcome in outcomes] == places
    assert [(fault.sheet, fault.row, fault.code) for outcome in outcomes for fault in outcome.faults] == [
        (*places[5], "birth_date_impossible")
    ]


def test_merged_cells_and_a_heading_in_two_rows():
    students = pupils.school(30)
    content, rows = workbooks.merged(students)
    outcomes = read(content)
    assert faults(outcomes) == {}
    assert [outcome.row.row for outcome in outcomes] == rows
    assert [f"{outcome.row.grade}-{outcome.row.letter}" for outcome in outcomes] == [one["class"] for one in students]
    assert outcomes[0].row.guardians[1].phone == "+996555000001"
    assert outcomes[0].row.consent.number == "М-1"


def test_totals_notes_and_prepared_lines_are_left_out():
    after = [
        ["Бардыгы:", 12],
        [],
        [13],
        [14],
        ["Эскертүү: 3 окуучу келе элек"],
        [None, None, "Директор: Асанова А."],
        ["", "Кыздар", 6],
        ["05.09.2026-ж."],
    ]
    outcomes = read(workbooks.workbook(pupils.school(12), after=after)[0])
    assert len(outcomes) == 12
    assert faults(outcomes) == {}


def test_a_student_under_the_total_is_not_lost():
    student = workbooks.cells_of(pupils.school(13)[12], workbooks.KYRGYZ_ORDER, 13)
    outcomes = read(
        workbooks.workbook(pupils.school(12), after=[["Бардыгы:", 12], student, [14, None, "Асанов Азамат"]])[0]
    )
    assert len(outcomes) == 14
    assert faults(outcomes) == {outcomes[13].record.row: "class_missing"}


def test_an_existing_school_has_the_classes_it_has():
    outcomes = read(workbooks.workbook(pupils.school(60))[0], known_classes={(1, "А"), (1, "Б"), (5, "А"), (9, "Б")})
    assert Counter(faults(outcomes).values()) == {"class_unknown": 12}


def test_without_a_consent_only_name_and_class_are_kept():
    students = pupils.school(3)
    students[1].update(consent=None, consented=None)
    row = read(workbooks.workbook(students)[0])[1].row
    assert row.restricted
    assert (row.pin, row.birth_date, row.sex, row.address, row.phone, row.guardians) == ("", None, "", "", "", ())
    assert row.match_pin == students[1]["pin"]


def test_letters_lost_in_an_old_encoding_are_told_and_the_columns_still_found():
    content, _rows = workbooks.comma_separated(pupils.school(20), "cp1251")
    outcomes = read(content)
    assert all(outcome.row for outcome in outcomes)
    assert set(faults(outcomes).values()) == {"name_letters_lost"}


def test_a_refused_row_tells_every_reason():
    students = pupils.school(3)
    students[1].update({"pin": "123", "born": "31.02.2015", "class": None})
    codes = {fault.code for fault in read(workbooks.workbook(students)[0])[1].faults}
    assert codes == {"pin_length", "birth_date_impossible", "class_missing"}


def test_a_fault_is_printed_as_one_object():
    students = pupils.school(3)
    students[1]["pin"] = "123"
    (fault,) = read(workbooks.workbook(students)[0])[1].faults
    assert json.loads(json.dumps(fault.as_json())).keys() == {"sheet", "row", "field", "code", "reason"}


def sheet(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return workbooks.saved(book)


def test_a_sheet_of_staff_is_not_a_list_of_students():
    book = openpyxl.Workbook()
    for row in (["Ф.И.О.", "Должность", "Телефон"], ["Асанова Айгүл Бакытовна", "Директор", "0555454710"]):
        book.active.append(row)
    book.create_sheet("Окуучулар")
    for row in (["Класс", "Ф.И.О."], ["1-А", "Бакиев Нур"]):
        book["Окуучулар"].append(row)
    outcomes = read(workbooks.saved(book))
    assert [str(outcome.row.name) for outcome in outcomes] == ["Бакиев Нур"]


def test_a_name_in_two_columns_and_a_column_of_years():
    rows = ["Класс", "Фамилия", "Имя, отчество", "Год рождения"], ["5-Б", "Бакиев", "Нур Асанович", 2015]
    (outcome,) = read(sheet(*rows))
    assert outcome.row.name == ("Бакиев", "Нур", "Асанович")
    assert {fault.code for fault in outcome.faults} == {"birth_date_missing", "no_consent"}


def test_a_class_in_two_columns_and_a_phone_right_of_a_parent():
    rows = (
        ["Класс", "Литера", "ФИО", "Мать", "Телефон", "Отец", "Телефон", "Согласие"],
        [
            5,
            "б",
            "Бакиев Нур",
            "Бакиева Айгүл",
            "0772 11 22 33",
            "Бакиев Асан, 0555 11-22-33",
            None,
            "М-7 от 30.08.2026",
        ],
    )
    (outcome,) = read(sheet(*rows))
    assert (outcome.row.grade, outcome.row.letter) == (5, "Б")
    assert [guardian.phone for guardian in outcome.row.guardians] == ["+996772112233", "+996555112233"]
    assert (outcome.row.consent.number, outcome.row.consent.given_on) == ("М-7", date(2026, 8, 30))
    assert outcome.faults == ()


def test_the_same_pin_on_another_sheet_in_the_same_row():
    students = pupils.school(60)
    students[30]["pin"] = students[5]["pin"]
    outcomes = read(workbooks.sheet_per_class(students)[0])
    (fault,) = [fault for outcome in outcomes for fault in outcome.faults]
    assert fault.code == "pin_repeated"
    assert outcomes[5].record.sheet in fault.reason
