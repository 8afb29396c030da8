"""A weekly timetable comes in as a list or as it is printed, and goes out as the list it came in as."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from journal.imports.grids import unfold
from journal.imports.words import day_of, entries, number_of
from journal.models import Lesson, Slot
from schoolmis.imports import actions
from schoolmis.imports.models import Upload
from schoolmis.imports.reading import Row, Table
from schoolmis.structure.models import Room

pytestmark = pytest.mark.django_db
HEAD = ["Классы", "Күн", "Сабак №", "Предмет", "Мугалим", "Кабинет", "Топ"]
WEEK = [
    ["8-А", "Дүйшөмбү", 1, "Алгебра", "Абдыракманова Ч.", "12", None],
    ["8-А", "Дүйшөмбү", 2, "Физика", None, "Лаб. 1", None],
    ["8-А", "Шаршемби", 1, "Алгебра", None, "12", None],
    ["8-Б", "Дүйшөмбү", 1, "Алгебра", "Кадыров Мирлан", "14", None],
]


def book(*sheets) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


@pytest.fixture
def stage(deputy):
    def send(*sheets, starts_on="2026-11-20", kind="timetable"):
        return actions.stage("week.xlsx", book(*sheets), kind=kind, options={"starts_on": starts_on}, by=deputy)

    return send


def states(upload):
    return [row.state for row in upload.staged_rows]


def faults(upload):
    return [[fault.code for fault in row.faults] for row in upload.staged_rows]


def slots(world, day=date(2026, 11, 20)):
    found = Slot.objects.on(day).order_by("section__group__name", "weekday", "number")
    return [(str(s.section.group), s.weekday, s.number, s.section.subject.code, str(s.room or "")) for s in found]


def test_a_list_becomes_the_timetable_and_its_lessons(stage, world, deputy):
    upload = actions.confirm(stage(("Жума", [HEAD, *WEEK])), by=deputy)
    assert slots(world) == [
        ("8-А", 1, 1, "ALG", "12"),
        ("8-А", 1, 2, "PHY", "Лаб. 1"),
        ("8-А", 3, 1, "ALG", "12"),
        ("8-Б", 1, 1, "ALG", "14"),
    ]
    assert Room.objects.filter(name__in=["12", "14", "Лаб. 1"]).count() == 3
    assert Lesson.objects.filter(section=world.algebra, date=date(2026, 11, 23), status="planned").count() == 1
    assert not Lesson.objects.filter(section=world.algebra, date=date(2026, 11, 27), status="planned").exists()
    assert Lesson.objects.filter(section=world.algebra, date=date(2026, 11, 18), status="planned").exists()
    assert upload.status == "done"


def test_the_same_file_again_changes_nothing_and_another_says_what_goes(stage, world, deputy):
    actions.confirm(stage(("Жума", [HEAD, *WEEK])), by=deputy)
    assert set(states(stage(("Жума", [HEAD, *WEEK])))) == {"unchanged"}
    moved = [*WEEK[:2], ["8-А", "Бейшемби", 4, "Алгебра", None, None, None]]
    upload = stage(("Жума", [HEAD, *moved]))
    assert states(upload) == ["unchanged", "unchanged", "new", "removed"]
    assert upload.counts["imported"] == 2
    actions.confirm(upload, by=deputy)
    assert [one[:4] for one in slots(world)] == [
        ("8-А", 1, 1, "ALG"),
        ("8-А", 1, 2, "PHY"),
        ("8-А", 4, 4, "ALG"),
        ("8-Б", 1, 1, "ALG"),
    ], "8-Б is not in the file and keeps its timetable"


def test_russian_headings_in_another_order_and_csv(stage, deputy):
    rows = [
        ["Кабинет", "Учитель", "Предмет", "№ урока", "День недели", "Класс"],
        ["12", "", "Алгебра", "1 урок", "Понедельник", '8 "А"'],
        ["", "", "Физика", "2", "пн", "8А"],
        ["", "", "Классный час", "3", "5", "8-А"],
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    upload = actions.stage("неделя.csv", text.getvalue().encode("cp1251"), by=deputy)
    assert upload.kind == "timetable"
    assert states(upload) == ["new"] * 3
    assert upload.options == {"starts_on": "2026-11-20"}


def test_every_fault_is_told_with_its_row(stage):
    rows = [
        ["12-Я", "Дүйшөмбү", 1, "Алгебра"],
        ["8-А", "Дүйшөмбү", 1, "Химия"],
        ["8-А", "Дүйшөмбү", 15, "Алгебра"],
        ["8-А", "Ишемби", 1, "Алгебра"],
        ["8-А", "Шейшемби", 1, "Алгебра", "Кадыров Мирлан"],
        ["8-А", "Шейшемби", 1, "Алгебра", "Жок Киши"],
        ["8-А", "Шейшемби", 1, "Алгебра", "", "7"],
        ["8-А", "Шейшемби", 1, "Физика"],
        ["8-Б", "Шейшемби", 1, "Алгебра", "", "7"],
        ["1-А", "Шейшемби", 2, "Математика"],
        ["8-Б", "Шейшемби", 2, "Алгебра"],
        ["8-Б", "Шейшемби", 2, "Алгебра"],
        ["8-А", "Шейшемби", 3, "Алгебра", None, None, "3-топ"],
    ]
    upload = stage(("Жума", [HEAD, *rows]))
    assert faults(upload) == [
        ["class_unknown"],
        ["subject_not_taught"],
        ["lesson_impossible"],
        ["day_unknown"],
        ["teacher_other"],
        ["teacher_unknown"],
        [],
        ["class_busy"],
        ["room_busy"],
        [],
        ["teacher_busy"],
        ["teacher_busy"],
        ["group_unknown"],
    ]
    assert [row.row for row in upload.staged_rows] == list(range(2, 15))
    assert "№ 8" in upload.staged_rows[7].faults[0].reason
    with upload.refused_file.open("rb") as file:
        again = openpyxl.load_workbook(file).active
    assert again.max_row == 12
    assert [cell.value for cell in again[1]][2:] == HEAD


def test_a_repeated_lesson_is_told(stage):
    assert faults(stage(("Жума", [HEAD, WEEK[0], WEEK[0]])))[1] == ["lesson_repeated"]


def test_a_grid_with_classes_side_by_side(stage, world, deputy):
    sheet = [
        ["Сабактардын жадыбалы"],
        ["Күн", "№", "8-А", "каб", "8-Б", "каб"],
        ["Дүйшөмбү", 1, "Алгебра", 12, "Алгебра", 14],
        [None, 2, "Физика", "Лаб. 1", None, None],
        ["Шейшемби", None, None, None, None, None],
        [None, 1, None, None, "Алгебра", 14],
        ["Шаршемби", 1, "Алг.", None, None, None],
    ]
    upload = stage(("2026–2027", sheet), kind="")
    assert upload.kind == "timetable"
    assert states(upload) == ["new"] * 5, faults(upload)
    assert [row.row for row in upload.staged_rows] == [3, 3, 4, 6, 7]
    actions.confirm(upload, by=deputy)
    assert slots(world) == [
        ("8-А", 1, 1, "ALG", "12"),
        ("8-А", 1, 2, "PHY", "Лаб. 1"),
        ("8-А", 3, 1, "ALG", ""),
        ("8-Б", 1, 1, "ALG", "14"),
        ("8-Б", 2, 1, "ALG", "14"),
    ]


def test_a_sheet_for_a_class_with_days_side_by_side(stage):
    sheet = [
        ["№", "Дүйшөмбү", "Шейшемби", "Шаршемби", "Бейшемби", "Жума"],
        [1, "Алгебра", None, "Алгебра", None, "Физика каб. 5"],
        [2, "Физика", None, None, "Химия", "Класстык саат"],
    ]
    upload = stage(("8-А", sheet), ("8-Б", [sheet[0], [1, None, "Алгебра"]]))
    assert [(row.place, row.row, row.state) for row in upload.staged_rows] == [
        ("8-А", 2, "new"),
        ("8-А", 2, "new"),
        ("8-А", 2, "new"),
        ("8-А", 3, "new"),
        ("8-А", 3, "refused"),
        ("8-А", 3, "refused"),
        ("8-Б", 2, "new"),
    ]


def test_the_export_comes_in_again_unchanged(stage, login, world, deputy):
    actions.confirm(stage(("Жума", [HEAD, *WEEK])), by=deputy)
    client = login(deputy)
    for language in ("ky", "ru"):
        deputy.language = language
        deputy.save(update_fields=["language"])
        answer = client.get("/journal/timetable/list.xlsx")
        content = b"".join(answer.streaming_content)
        upload = actions.stage("list.xlsx", content, by=deputy)
        assert states(upload) == ["unchanged"] * 4, faults(upload)


def test_on_the_screen_the_day_is_asked_and_the_outcome_told(login, deputy, world):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = login(deputy)
    page = client.get("/journal/timetable/").content.decode()
    assert "/imports/new/?kind=timetable" in page
    assert 'name="starts_on"' in client.get("/imports/new/?kind=timetable").content.decode()
    rows = [HEAD, *WEEK, ["8-А", "Дүйшөмбү", 3, "Химия", None, None, None]]
    send = lambda day: client.post(  # noqa: E731
        "/imports/new/?kind=timetable",
        {"file": SimpleUploadedFile("w.xlsx", book(("a", rows))), "kind": "timetable", "starts_on": day},
    )
    assert send("2031-01-01").status_code == 422
    answer = send("2026-09-01")
    assert answer.status_code == 302
    text = client.get(answer.url).content.decode()
    assert "Химия" in text
    assert "01.09.2026" in text
    done = client.post(f"{answer.url}confirm/", follow=True).content.decode()
    assert "/journal/timetable/" in done
    assert Upload.objects.get().status == "done"
    assert Lesson.objects.filter(section=world.algebra, date=date(2026, 9, 7)).exists()


def test_a_class_in_the_second_shift_may_have_the_teacher_again(stage, world, deputy):
    world.first_class.shift = 2
    from schoolmis.structure.actions import change_class

    change_class(world.first_class, shift=2, by=deputy)
    rows = [["8-Б", "Дүйшөмбү", 1, "Алгебра"], ["1-А", "Дүйшөмбү", 1, "Математика"]]
    upload = stage(("Жума", [HEAD, *rows]))
    assert states(upload) == ["new", "new"], faults(upload)
    actions.confirm(upload, by=deputy)


@pytest.mark.parametrize(
    ("cell", "day"),
    [("Дүйшөмбү", 1), ("ДШ", 1), ("пн.", 1), ("Вторник", 2), ("шаршемби күнү", 3), (4, 4), ("5", 5), ("Сб", 6)],
)
def test_days_as_schools_write_them(cell, day):
    assert day_of(cell) == day


def test_what_is_no_day_and_no_number():
    assert [day_of(cell) for cell in ("Алгебра", "8-А", 12, None, "")] == [None] * 5
    assert [number_of(cell) for cell in ("1-сабак", 2, "3.", "4 (8:00–8:45)", "8:00–8:45", "x", None)] == [
        1,
        2,
        3,
        4,
        None,
        None,
        None,
    ]


def test_a_cell_names_subject_room_teacher_and_group():
    told = lambda text: [(e.subject, e.teacher, e.room, e.group) for e in entries(text)]  # noqa: E731
    assert told("Алгебра 12") == [("Алгебра", "", "12", "")]
    assert told("Физика\nАсанова Ж. К.\nкаб. 5") == [("Физика", "Асанова Ж. К.", "5", "")]
    assert told("Англис тили 1-топ (каб. 5) / Англис тили 2-топ №9") == [
        ("Англис тили", "", "5", "1"),
        ("Англис тили", "", "9", "2"),
    ]
    assert told("Дене тарбия") == [("Дене тарбия", "", "", "")]


def test_a_list_of_students_is_no_grid():
    rows = [Row(1, ("№", "Классы", "Аты-жөнү")), Row(2, (1, "1-А", "Асанов Бек")), Row(3, (None, "1-Б", "Үсөнов Т"))]
    assert unfold(Table("1-А", rows)) is None
