"""Staff, load and homeroom teachers of a workbook whose sheets may be called anything."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from schoolmis.imports.reading import open_tables
from schoolmis.imports.records import find_records
from schoolmis.people.staff import position_of, read_staff
from schoolmis.structure.rules import Staff, parse_class, parse_classes, read_homerooms, read_load, weekly_hours

from . import workbooks

TODAY = date(2026, 11, 20)
STAFF = [
    ["Ф.И.О.", "Пол", "Дата рождения", "ПИН", "Должность", "Предмет", "Стаж", "Телефон", "Дата согласия"],
    [
        "Асанова Айгүл Бакытовна",
        "ж",
        "04.09.1966",
        "10409196647931",
        "Директор",
        None,
        37,
        "0555454710",
        date(2026, 8, 28),
    ],
    [
        "Бакиев Нурлан Асанович",
        "м",
        "08.02.1988",
        "20802198882657",
        "Учитель",
        "Математика",
        5,
        "0700",
        date(2026, 8, 19),
    ],
    ["Бакиев Нурбек Асанович", "м", "08.02.1989", "20802198982657", "Учитель", "Физика", 60, None, date(2026, 8, 19)],
    ["Ким Анна", "ж", "10.10.1990", "11010199000001", None, None, None, None, None],
    ["Садыков", "м", None, None, "Охранник", None, None, None, date(2026, 8, 19)],
    ["Асанова Айгүл Бакытовна", "ж", "04.09.1966", "10409196647931", "Завуч", None, 37, None, date(2026, 8, 28)],
    ["Всего: 6"],
]
LOAD = [
    ["Нагрузка на 2026-2027 учебный год"],
    ["Предмет", "Класс", "Подгруппа", "Учитель", "Часов в неделю"],
    ["Математика", "5-А", None, "Бакиев Нурлан Асанович", 5],
    ["Математика", "5Б", None, "Бакиев Нурлан А.", "4,5"],
    ["Математика", "5 а", None, "Асанова А.Б.", 5],
    ["Английский язык", "5-А", 1, "Асанова А.Б.", 3],
    ["Английский язык", "5-А", "2-топ", "Ким Анна", 3],
    ["Английский язык", "5-Б", 1, "Ким А.", 3],
    ["Физика", "7-А", None, "Бакиев Н.А.", 2],
    ["Физика", "8-А", None, "Вакансия", 2],
    ["Физика", "9-А", None, "Орозов Чынгыз", 2],
    ["Физика", "13-А", None, "Ким Анна", 2],
    ["Физика", "10-А", None, "Ким Анна", 0],
    ["Физика", "10-Б", None, "Ким Анна", "эки"],
    ["Физика", "11-А", None, "Ким Анна", None],
    [None, "11-Б", None, "Ким Анна", 2],
    ["Класстык саат", "1-А + 2-А", None, "Ким Анна", 1],
    ["Итого", None, None, None, 40],
]
HOMEROOM = [
    ["Класс", "Классный руководитель", "Смена"],
    ["5-А", "Ким Анна", 1],
    ["5-Б", "Ким Анна", "II смена"],
    ["5А", "Асанова Айгүл Бакытовна", 1],
    ["6-А", "Асанова Айгүл Бакытовна", "түнкү"],
    ["7-А", None, 1],
]


@pytest.fixture(scope="module")
def found():
    book = openpyxl.Workbook()
    for place, rows in enumerate((HOMEROOM, STAFF, LOAD)):
        sheet = book.active if place == 0 else book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.create_sheet("Эскертүү").append(["Толукталат"])
    return find_records(open_tables(workbooks.saved(book)), ["staff", "load", "homeroom"])


@pytest.fixture(scope="module")
def staff(found):
    outcomes, index = read_staff(found.of("staff"), today=TODAY), Staff()
    for outcome in outcomes:
        if outcome.row:
            index.add(outcome.row.row, outcome.row.name)
    return outcomes, index


def codes(outcomes):
    return {(fault.row, fault.code) for outcome in outcomes for fault in outcome.faults}


def test_the_staff_list(found, staff):
    outcomes, _index = staff
    assert codes(outcomes) == {
        (3, "phone_invalid"), (4, "experience_impossible"), (5, "position_missing"), (5, "no_consent"),
        (6, "name_incomplete"), (7, "pin_repeated"),
    }  # fmt: skip
    assert [outcome.row is not None for outcome in outcomes] == [True, True, True, True, False, False]
    assert (outcomes[3].row.restricted, outcomes[3].row.pin, outcomes[3].row.match_pin) == (True, "", "11010199000001")
    assert found.left_out == ["Эскертүү"]


def test_the_load(found, staff):
    outcomes = read_load(found.of("load"), staff=staff[1])
    assert codes(outcomes) == {
        (5, "load_repeated"), (8, "group_alone"), (9, "teacher_two"), (10, "teacher_missing"), (11, "teacher_unknown"),
        (12, "class_unknown"), (13, "hours_impossible"), (14, "hours_impossible"), (15, "hours_missing"),
        (16, "subject_missing"),
    }  # fmt: skip
    rows = {outcome.record.row: outcome.row for outcome in outcomes if outcome.row}
    assert rows.keys() == {3, 4, 6, 7, 8, 17}
    assert (rows[4].teacher, rows[4].hours) == (3, Decimal("4.5"))
    assert (rows[6].teacher, rows[7].group) == (2, "2")
    assert rows[17].classes == ((1, "А"), (2, "А"))
    assert weekly_hours(rows.values())[5, "А"] == 8


def test_homeroom_teachers(found, staff):
    outcomes = read_homerooms(found.of("homeroom"), staff=staff[1])
    assert codes(outcomes) == {
        (3, "homeroom_two"),
        (4, "homeroom_repeated"),
        (5, "shift_unknown"),
        (6, "teacher_missing"),
    }
    assert [outcome.row and outcome.row.shift for outcome in outcomes] == [1, 2, None, None, None]


@pytest.mark.parametrize(
    ("label", "school_class"),
    [("1-А", (1, "А")), ("1 а", (1, "А")), ("1Б", (1, "Б")), ("1-«А»", (1, "А")), ('1 "А" класс', (1, "А")),
     ("10-A", (10, "А")), ("5 класс В", (5, "В")), ("класс 5-А", (5, "А")), ("5-ҥ", (5, "Ң")), ("12-Я", (12, "Я")),
     ("5-B", (5, "В")), ("5", None), ("А-5", None), ("5-АБ", None), ("5-D", None), ("5-b", None), ("", None)],
)  # fmt: skip
def test_class_labels(label, school_class):
    assert parse_class(label) == school_class


def test_joint_classes():
    assert parse_classes("1-А, 2-А") == parse_classes("1А/2А") == parse_classes("1-А жана 2-А") == [(1, "А"), (2, "А")]
    assert parse_classes("1-А + үч") == []


@pytest.mark.parametrize(
    ("position", "code"),
    [("Мектеп директору", "director"), ("Окуу бөлүмүнүн башчысы (ОББ)", "deputy"), ("Завуч", "deputy"),
     ("Тарбия иштери боюнча орун басары", "upbringing"), ("Зам. директора по воспитательной работе", "upbringing"),
     ("Иш кагаздарын жүргүзүүчү", "secretary"), ("Системанын администратору", "administrator"), ("Мугалим", "teacher"),
     ("Социалдык педагог", "social"), ("Китепканачы", "librarian"), ("Кароолчу", "other"), ("", "")],
)  # fmt: skip
def test_positions(position, code):
    assert position_of(position) == code
