"""Marks come in from a workbook: the journal as it is exported, as it is printed, or a list (R3-3j, R1-4.1/2)."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from journal import grid as grids
from journal import permissions, policy
from journal.actions.cells import Sent, save_cells
from journal.actions.terms import _close as close_term
from journal.imports.marks.tables import unfold
from journal.imports.marks.words import day_told, mark_told
from journal.marks_file import workbook
from journal.models import Cell, Lesson
from schoolmis.access import Denied
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry, History
from schoolmis.imports import actions
from schoolmis.imports.reading import Row, Table
from tests.journal.test_timetable_import import book, faults, own_files, states  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(world):
    return [str(world.child(first)) for first in ("Сезим", "Бегимай")]


@pytest.fixture
def stage(teacher):
    def send(*rows, by=teacher, sheet="Барак", **options):
        return actions.stage("marks.xlsx", book((sheet, rows)), kind="marks", options=options, by=by)

    return send


def marks(world):
    found = Cell.objects.filter(lesson__section=world.algebra).order_by("lesson__date", "student__person__first_name")
    return [
        (f"{one.lesson.date:%d.%m}", one.student.person.first_name, one.first, one.second, one.absence) for one in found
    ]


def test_days_across_with_class_and_subject_above(stage, world, teacher, names):
    upload = stage(
        ["Класс: 8-А"],
        ["Предмет: Алгебра"],
        ["№", "ФИО", "18.11", datetime(2026, 11, 20), "Комментарий"],
        [1, names[0], 5, "н", "x"],
        [2, names[1], datetime(2026, 5, 4), 4.0, None],
    )
    assert states(upload) == ["new"] * 4 and upload.counts["refused"] == 0
    assert marks(world) == [], "nothing is written before it is confirmed"
    actions.confirm(upload, by=teacher)
    assert marks(world) == [
        ("18.11", "Бегимай", 4, 5, ""),
        ("18.11", "Сезим", 5, None, ""),
        ("20.11", "Бегимай", 4, None, ""),
        ("20.11", "Сезим", None, None, "н"),
    ]
    assert Entry.objects.filter(act="journal.mark", by=teacher).count() == 1


def test_the_same_file_twice_writes_each_cell_once(stage, world, teacher, names):
    rows = ["ФИО", "20.11"], [names[0], 5], [names[1], 4]
    actions.confirm(stage(*rows, section=world.algebra.pk), by=teacher)
    again = stage(*rows, section=world.algebra.pk)
    assert set(states(again)) == {"unchanged"} and again.counts["imported"] == 0
    assert History.objects.filter(record="journal_cell").count() == 2


def test_what_the_journal_exports_comes_back_unchanged_and_filled_further(login, world, teacher, names):
    child = world.child("Сезим")
    with acting(teacher):
        second = Lesson.objects.create(section=world.algebra, date=date(2026, 11, 18), number=1, part=1)
    sent = [Sent(world.lesson().pk, child.pk, 0, "2→4"), Sent(second.pk, child.pk, 0, "3")]
    _save(world, sent, teacher)
    answer = login(teacher).get(f"/journal/{world.algebra.pk}/term/2/marks.xlsx")
    content = b"".join(answer.streaming_content)
    upload = actions.stage("x.xlsx", content, by=teacher)
    assert upload.kind == "marks" and states(upload) == ["unchanged"] * 2, upload.rows
    filled = openpyxl.load_workbook(io.BytesIO(content))
    sheet = filled.active
    row = next(row for row in sheet.iter_rows() if row[1].value == names[1])
    head = next(row for row in sheet.iter_rows() if row[0].value == "№")
    at = next(cell.column for cell in head if str(cell.value).startswith("20.11.2026"))
    sheet.cell(row[0].row, at).value = "5"
    stream = io.BytesIO()
    filled.save(stream)
    actions.confirm(actions.stage("x.xlsx", stream.getvalue(), by=teacher), by=teacher)
    assert Cell.objects.get(student=world.child("Бегимай")).first == 5
    assert Entry.objects.filter(act="journal.export_marks", by=teacher).count() == 1


def _save(world, sent, teacher):
    section = policy.section_for(permissions.MARK, teacher, world.algebra.pk)
    assert len(save_cells(section, sent, key="k", by=teacher)["saved"]) == len(sent)


def test_a_list_says_what_stands_and_what_comes(stage, world, teacher, names):
    _save(world, [Sent(world.lesson().pk, world.child("Сезим").pk, 0, "3")], teacher)
    upload = stage(
        ["Класс", "Предмет", "ФИО", "Дата", "Отметка", "Комментарий"],
        ["8-А", "Алгебра", names[0], "20.11.2026", 4, "кайра жазды"],
        ["8А", "алгебра", names[1], "2026-11-20", "отс", None],
    )
    assert states(upload) == ["changed", "new"]
    assert upload.staged_rows[0].changes == [("mark", "3", "4"), ("comment", "", "кайра жазды")]


def test_each_line_that_cannot_be_used_says_why(stage, world, names):
    upload = stage(
        ["Класс", "Предмет", "ФИО", "Дата", "Отметка"],
        ["8-А", "Физика", names[0], "20.11", 4],
        ["8-А", "Алгебра", "Бөтөн Бала", "20.11", 4],
        ["8-А", "Алгебра", names[0], "21.11", 4],
        ["8-А", "Алгебра", names[0], "31.02", 4],
        ["8-А", "Алгебра", names[0], "20.11", 7],
        ["8-А", "Алгебра", names[1], "20.11", 5],
        ["8-А", "Алгебра", names[1], "20.11", 4],
        ["", "", names[1], "20.11", 4],
    )
    assert faults(upload) == [
        ["mark_journal"],
        ["mark_student"],
        ["mark_no_lesson"],
        ["mark_day"],
        ["mark_refused"],
        [],
        ["mark_repeated"],
        ["mark_journal_missing"],
    ]
    assert "7" in upload.staged_rows[4].faults[0].reason and upload.refused_file


def test_a_late_correction_asks_its_reason_and_a_closed_term_takes_nothing(stage, world, teacher, names):
    old = world.lesson(date(2026, 11, 16))
    with acting(teacher):
        Cell.objects.create(lesson=old, student=world.child("Сезим"), first=3, entered_by=teacher)
    rows = ["ФИО", "16.11"], [names[0], 5]
    assert faults(stage(*rows, section=world.algebra.pk)) == [["mark_refused"]]
    upload = stage(*rows, section=world.algebra.pk, reason="кайра текшерилди")
    assert states(upload) == ["changed"]
    actions.confirm(upload, by=teacher)
    assert History.objects.filter(record="journal_cell").latest("pk").reason == "кайра текшерилди"
    close_term(world.term(2), by=teacher)
    upload = stage(*rows[:1], [names[0], 4], section=world.algebra.pk, reason="дагы")
    assert faults(upload) == [["mark_refused"]]


def test_what_changed_since_the_preview_is_shown_anew(stage, world, teacher, names):
    upload = stage(["ФИО", "20.11"], [names[0], 5], section=world.algebra.pk)
    _save(world, [Sent(world.lesson().pk, world.child("Сезим").pk, 0, "2")], teacher)
    with pytest.raises(ValidationError):
        actions.confirm(upload, by=teacher)
    upload.refresh_from_db()
    assert states(upload) == ["changed"] and upload.staged_rows[0].changes == [("mark", "2", "5")]


@pytest.mark.parametrize("role", "director deputy secretary stranger_teacher mother student nobody".split())
def test_who_fills_no_such_journal_brings_nothing_in(request, stage, world, names, role):
    by = request.getfixturevalue(role)
    rows = ["Класс", "Предмет", "ФИО", "Дата", "Отметка"], ["8-А", "Алгебра", names[0], "20.11", 4]
    if role == "stranger_teacher":
        assert faults(stage(*rows, by=by)) == [["mark_journal"]]
    else:
        with pytest.raises(Denied):
            stage(*rows, by=by)


def test_the_page_asks_for_the_journal_and_the_grid_leads_there(login, world, teacher):
    client = login(teacher)
    grid = client.get(f"/journal/{world.algebra.pk}/").content.decode()
    assert f"/imports/new/?kind=marks&amp;section={world.algebra.pk}" in grid
    page = client.get(f"/imports/new/?kind=marks&section={world.algebra.pk}").content.decode()
    assert f'<option value="{world.algebra.pk}" selected>' in page
    assert "8-Б" not in page, "another teacher's journals are not offered"


def test_what_drafts_no_order_speaks_of_none(login, stage, world, teacher, names):
    upload = stage(["ФИО", "20.11"], [names[0], 5], section=world.algebra.pk)
    actions.confirm(upload, by=teacher)
    page = login(teacher).get(f"/imports/{upload.pk}/").content.decode()
    assert "Эмне аткарылды" in page and "Кол коюуга" not in page


def test_a_printed_journal_has_months_above_its_days(world):
    rows = [("Алгебра",), ("", "ноябрь", None, "декабрь"), ("Окуучу", 18, 20, 1), ("Асанова Бегимай", 5, None, "н")]
    table = unfold(Table("8-А", [Row(at, cells) for at, cells in enumerate(rows, 1)]))
    assert [row.cells for row in table.rows[3:]] == [
        ("8-А", "", "Асанова Бегимай", "Алгебра", "18.11", "", 5),
        ("8-А", "", "Асанова Бегимай", "Алгебра", "1.12", "", "н"),
    ]


@pytest.mark.parametrize(
    ("heading", "called"),
    [
        (["ФИО"], ["Алымкулова С."]),
        (["ФИО"], ["Алымкулова С. А."]),
        (["Окуучу"], ["Сезим Алымкулова"]),
        (["Фамилия", "Имя"], ["Алымкулова", "Сезим"]),
    ],
)
def test_a_teachers_own_table_calls_students_as_she_does(stage, world, heading, called):
    upload = stage([*heading, "20.11"], [*called, 5], section=world.algebra.pk)
    assert states(upload) == ["new"] and upload.staged_rows[0].changes == [("mark", "", "5")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (5, "5"),
        (4.0, "4"),
        ("H", "н"),
        ("Н/Б", "н"),
        (datetime(2026, 5, 4), "4/5"),
        ("2>4", "2→4"),
        ("оп10", "оп10"),
        ("-", ""),
    ],
)
def test_what_a_cell_means(cell, text):
    assert mark_told(cell) == text


class Year:
    starts_on, ends_on = date(2026, 9, 1), date(2027, 5, 29)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("16.11", (2026, 11, 16)),
        ("03.02", (2027, 2, 3)),
        ("16.11.26", (2026, 11, 16)),
        ("2026-11-16", (2026, 11, 16)),
        ("31.02", None),
        ("Асан", None),
    ],
)
def test_what_a_day_means(text, day):
    assert day_told(text, Year) == (day and date(*day))


def test_what_begins_with_an_equals_sign_is_no_formula_of_the_workbook(world):
    grid = grids.read(policy.sections().get(pk=world.algebra.pk), world.term(2), [])
    grid.roster[0].last_name = "=HYPERLINK(1)"
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(grid, ""))).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
