"""The contingent goes out in the columns that the import reads: what comes back unchanged changes nothing (R3-3j)."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.imports.reading import open_tables
from schoolmis.imports.records import find_records
from schoolmis.orders.models import Order
from schoolmis.people import places
from schoolmis.people.models import Address, Person
from students.imports.compare import prepare
from students.models import SocialCategory, Student, StudentDocument, StudyForm
from tests.imports import workbooks

pytestmark = pytest.mark.django_db


def compared(content, by=None):
    found = find_records(open_tables(content), ["contingent"])
    found.by = by or User.objects.system("import")
    return prepare(found)


@pytest.fixture
def known(world, director):
    """Of one student everything is known."""
    with acting(director):
        facts = {"phone": "+996700111222", "second_phone": "+996555333444", "address": "Ак-Терек, Мектеп 1"}
        Person.objects.filter(pk=world.student.person_id).update(**facts)
        Address.objects.create(person=world.student.person, kind="actual", place="Y-03", starts_on=date(2026, 9, 1))
        own = {"student": world.student, "added_by": director}
        SocialCategory.objects.create(category="orphan", document="Справка; № 5", **own)
        SocialCategory.objects.create(category="large", document="Справка № 6", **own)
        StudentDocument.objects.create(kind="birth", series="KR-X", number="0123456", **own)
        StudentDocument.objects.create(kind="passport", series="ID", number="1234567", **own)
        order = Order.objects.exclude(status="draft").first()
        StudyForm.objects.create(student=world.student, form="home", order=order, starts_on=date(2026, 9, 1))
    return world.student


@pytest.mark.parametrize(("lang", "kind"), [("ky", "xlsx"), ("ru", "xlsx"), ("ky", "csv"), ("ru", "csv")])
def test_what_goes_out_comes_back_and_changes_nothing(known, login, director, lang, kind):
    client = login(director)
    client.cookies["django_language"] = lang
    content = b"".join(client.get(f"/students/?export={kind}"))
    staged = compared(content)
    assert staged.counts()["unchanged"] == staged.counts()["rows"] > 3
    assert {row.title for row in staged.rows} >= {str(known)}
    assert [(row.title, row.state, row.changes, row.faults) for row in staged.rows if row.state != "unchanged"] == []
    sent = next(row.plan.row for row in staged.rows if row.title == str(known))
    assert (sent.second_phone, sent.district, sent.sex) == ("+996555333444", "Y-03", known.person.sex)
    assert {code for code, _paper in sent.categories} == {"large", "orphan"} and sent.study_form == "home"
    assert [one.label for one in sent.papers] == ["KR-X № 0123456", "ID № 1234567"]


def test_a_second_phone_and_a_district_are_taken_and_an_unknown_one_is_told(known, login, director):
    content = b"".join(login(director).get("/students/?export=xlsx"))
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.active
    heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
    place, phone = heads["Жашаган району"], heads["Экинчи телефону"]
    lines = [row for row in sheet.iter_rows() if row[place - 1].value == "Тоң району"]
    lines[0][place - 1].value, lines[0][phone - 1].value = "Каракол", "0777 12 34 56"
    staged = compared(workbooks.saved(book))
    changed = next(row for row in staged.rows if row.title == str(known))
    assert {field for field, _old, _new in changed.changes} == {"district", "second_phone"}
    assert changed.plan.district == "Y-51"
    lines[0][place - 1].value = "Марс"
    told = next(row for row in compared(workbooks.saved(book)).rows if row.title == str(known))
    assert [fault.code for fault in told.faults] == ["district_unknown"] and not told.plan.district


def test_without_a_consent_neither_district_nor_phones_go_out_or_come_in(known, login, director):
    """R1-6.2"""
    bare = Student.objects.with_consent().filter(consented=False).first()
    content = b"".join(login(director).get("/students/?export=xlsx"))
    row = next(one for one in compared(content).rows if one.title == str(bare))
    sent = row.plan.row
    assert sent.restricted and not (sent.district or sent.second_phone or sent.guardians)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Тоң району", "Y-03"),
        ("тонский", "Y-03"),
        ("г. Каракол", "Y-51"),
        ("Нарын", ""),
        ("ош шаары", "GO-01"),
        ("x", ""),
    ],
)
def test_a_district_is_found_by_its_name_in_either_language(told, code):
    assert places.named(told) == code
