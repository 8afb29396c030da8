"""The list of staff goes out in the columns that the import reads: what comes back unchanged changes nothing."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from schoolmis.imports.reading import open_tables
from schoolmis.imports.records import find_records
from schoolmis.imports.staff.compare import PersonPlan, prepare
from schoolmis.people import actions
from schoolmis.people.models import Employee
from schoolmis.people.staff import employment_of

from . import workbooks

pytestmark = pytest.mark.django_db
CONSENT = {"on": date(2026, 9, 1), "paper": "К-9"}


@pytest.fixture
def two(director):
    person = {
        "last_name": "Асан кызы",
        "first_name": "Гүлзат",
        "sex": "f",
        "born_on": date(1985, 3, 12),
        "pin": "11203198500012",
        "phone": "+996772624140",
    }
    work = {
        "position": "teacher",
        "position_text": "Башталгыч класстын мугалими",
        "employment": "outside",
        "rate": Decimal("0.75"),
        "subjects_text": "Химия",
        "education": "special",
        "category": "first",
        "category_until": date(2029, 5, 1),
        "experience": 12,
        "experience_teaching": 9,
        "experience_on": date(2024, 9, 1),
        "languages": "кыргызча, орусча",
        "starts_on": date(2015, 8, 15),
    }
    first = actions.add_employee(person=person, work=work, consent=CONSENT, by=director)
    second = actions.add_employee(
        person={"last_name": "Үсөнов", "first_name": "Бакыт"}, work={"position": "librarian"}, by=director
    )
    return first, second


def taken_out(client, lang):
    client.cookies["django_language"] = lang
    return client.get("/staff/?export=xlsx").content


def read(content):
    staged = prepare(find_records(open_tables(content), ["staff"]))
    return [row for row in staged.rows if isinstance(row.plan, PersonPlan)]


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_what_goes_out_comes_back_and_changes_nothing(login, director, two, lang):
    rows = read(taken_out(login(director), lang))
    told = {row.title: (str(row.state), row.changes, row.plan.work) for row in rows}
    for name in ("Асан кызы Гүлзат", "Үсөнов Бакыт"):
        assert told[name] == ("unchanged", [], {})


def test_a_changed_cell_of_a_new_column_is_taken_and_an_unknown_one_is_told(login, director, two):
    book = openpyxl.load_workbook(BytesIO(taken_out(login(director), "ru")))
    sheet = book.active
    heads = {cell.value: cell.column for cell in sheet[1]}
    line = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value.startswith("Асан кызы"))
    for head, value in {
        "Ставка": 1.5,
        "Категория": "высшая",
        "Вид занятости": "как-нибудь",
        "Владение языками": "англ.",
    }.items():
        sheet.cell(line, heads[head], value)
    row = next(row for row in read(workbooks.saved(book)) if row.title.startswith("Асан кызы"))
    assert {change[0] for change in row.changes} == {"rate", "category", "languages"}
    assert [fault.code for fault in row.faults] == ["employment_unknown"]
    assert row.plan.work["rate"] == Decimal("1.50")


def test_only_who_exports_staff_takes_the_personal_columns_out(login, director, administrator, two):
    assert login(administrator).get("/staff/?export=xlsx").status_code == 403
    heads = [cell.value for cell in openpyxl.load_workbook(BytesIO(taken_out(login(director), "ru"))).active[1]]
    assert {"ПИН", "Дата рождения", "Ставка"} <= set(heads)


@pytest.mark.parametrize(
    ("words", "code"),
    [("негизги", "main"), ("Внешнее совместительство", "outside"), ("ички кошумча", "inside"), ("штат", "")],
)
def test_the_kind_of_employment_is_read_in_both_languages(words, code):
    assert employment_of(words) == code


def test_years_are_counted_on_from_the_day_of_the_list(two):
    assert Employee.objects.get(pk=two[0].pk).years_now == 14
