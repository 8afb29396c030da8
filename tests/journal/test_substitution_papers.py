"""The day sheet and the book of substitutions; their hours are the timesheet's and the tarification list's."""

from datetime import date

import pytest

from journal.actions import drop_lesson, mark_away, plan_substitutions
from journal.actions.substitutions import Choice
from journal.reports.substitutions import Book, DaySheet
from schoolmis.orders import actions as orders
from schoolmis.orders.reports.tarification import Tarification
from schoolmis.orders.timesheet.month import counted

pytestmark = pytest.mark.django_db
FRIDAY, WEDNESDAY, NOVEMBER = date(2026, 11, 20), date(2026, 11, 18), date(2026, 11, 1)


@pytest.fixture
def month(world, deputy, director):
    """The teacher is replaced on Friday by the homeroom teacher; on Wednesday nobody held her lesson."""
    teacher, homeroom = world.employee("teacher"), world.employee("homeroom")
    mark_away(teacher, FRIDAY, reason="sick", by=deputy)
    mark_away(teacher, WEDNESDAY, reason="trip", by=deputy)
    drop_lesson(world.lesson(WEDNESDAY), reason="trip", by=deputy)
    (draft,), _lost = plan_substitutions(FRIDAY, [Choice(world.lesson().pk, teacher.pk, homeroom.pk)], by=deputy)
    return draft, orders.sign_order(draft, by=director)


def sheets(lang="ky"):
    return Book().build({"month": NOVEMBER}, lang).sheets


def test_the_book_names_what_was_missed_and_who_held_it(month):
    book, given, ceded = sheets()
    lost, held = book.rows
    assert lost[1] == WEDNESDAY and held[1] == FRIDAY, "a day is a date, in a workbook too"
    assert held[2] == "Абдыракманова Чолпонай" and held[8] == "Токтосунова Айнура"
    assert held[9] == month[1].label and not lost[9]
    assert (given.rows[0][1], given.rows[0][2]) == ("Токтосунова Айнура", 1)
    assert [ceded.rows[0][n] for n in (1, 3, 4, 5)] == ["Абдыракманова Чолпонай", 2, 1, 1]
    reasons = {lang: sheets(lang)[0].rows[1][3] for lang in ("ky", "ru")}
    assert reasons == {"ky": "Оору", "ru": "Болезнь"}


def test_the_book_and_the_timesheet_count_the_same(month, world, director):
    rows = {row.employee: row for row in counted(NOVEMBER)}
    homeroom, teacher = world.employee("homeroom"), world.employee("teacher")
    assert (rows[homeroom.pk].given, rows[teacher.pk].ceded) == (1, 1)
    list_ = Tarification().build({"on": FRIDAY}, "ky").sheets[0]
    held = {row[1]: row[7] for row in list_.rows if row[1]}
    assert held == {"Токтосунова Айнура": 1, "Абдыракманова Чолпонай": None, "Кадыров Мирлан": None}
    orders.revoke_order(month[1], basis_ky="Мугалим келди", by=director)
    assert len(sheets()[0].rows) == 1, "a revoked order counts for no lessons, as in the timesheet"
    assert {row.employee: row for row in counted(NOVEMBER)}[homeroom.pk].given == 0


def test_the_wall_names_no_reasons_and_marks_what_is_not_signed(world, deputy, director):
    teacher, homeroom = world.employee("teacher"), world.employee("homeroom")
    mark_away(teacher, FRIDAY, reason="sick", words="Жугуштуу", by=deputy)
    plan_substitutions(FRIDAY, [Choice(world.lesson().pk, teacher.pk, homeroom.pk)], by=deputy)
    (sheet,) = DaySheet().build({"on": FRIDAY}, "ru").sheets
    (row,) = sheet.rows
    assert row[:4] == (1, "08:00–08:45", "8-А", "Алгебра") and row[6] == "Токтосунова Айнура *"
    assert not any("Болезнь" in str(cell) or "Жугуштуу" in str(cell) for cell in row)


@pytest.mark.parametrize("code", ["journal.substitutions", "journal.substitutions_book"])
@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_every_file_of_both_papers(month, login, deputy, code, lang):
    client = login(deputy)
    for kind, head in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        answer = client.get(f"/reports/{code}/?as={kind}&lang={lang}")
        assert b"".join(answer.streaming_content if answer.streaming else [answer.content])[:4].startswith(head)
    page = client.get(f"/reports/{code}/?lang={lang}").content.decode()
    assert "Токтосунова" in page
