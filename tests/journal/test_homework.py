"""Homework is for a day: the section's next lesson, or another that the teacher chose; its files open to its class."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from journal import homework
from journal.actions import change_lesson, drop_lesson, enter_topic, save_plan
from journal.child import child_page
from journal.models import HomeworkFile, Lesson, SanitaryNorm
from journal.rules.homework import is_heavy, may_be_for
from journal.rules.plans import Line
from schoolmis.people.actions import withdraw_consent

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY, WEDNESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 25)


def give(lesson, teacher, text="№ 77", **more):
    return change_lesson(lesson, version=lesson.version, by=teacher, homework=text, **more)


def send(client, lesson, **more):
    told = {"topic": "", "homework": "", "due_on": "", "minutes": "", "link": "", "kind": "", "weight": ""}
    told |= {"counts": "unknown", "visible": "unknown", "version": lesson.version}
    return client.post(f"/journal/lessons/{lesson.pk}/", told | more)


def photo(name="дептер.png"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


def paper(name="тапшырма.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.4 page")


def test_a_day_is_later_and_near():
    assert may_be_for(FRIDAY, FRIDAY) == "before"
    assert may_be_for(FRIDAY, MONDAY) == ""
    assert may_be_for(FRIDAY, date(2027, 4, 1)) == "far"


def test_a_day_is_heavy_over_either_norm_and_never_without_norms():
    assert not is_heavy(4, 150, {"tasks": 4, "home": 150})
    assert is_heavy(5, 10, {"tasks": 4, "home": 150})
    assert is_heavy(2, 151, {"tasks": 4, "home": 150})
    assert not is_heavy(9, 900, {})


def test_homework_is_for_the_next_lesson_and_moves_with_it(world, teacher, deputy):
    lesson = give(world.lesson(FRIDAY), teacher)
    assert homework.due_of(lesson) == MONDAY
    assert [day.day for day in child_page(world.student).ahead if day.tasks] == [MONDAY]
    drop_lesson(world.lesson(MONDAY), reason="event", by=deputy)
    assert homework.due_of(lesson) == WEDNESDAY
    assert [day.day for day in child_page(world.student).ahead if day.tasks] == [WEDNESDAY]


def test_a_day_of_its_own_stays_even_without_a_lesson_on_it(world, teacher, login):
    lesson, client = world.lesson(FRIDAY), login(teacher)
    page = client.get(f"/journal/lessons/{lesson.pk}/").content.decode()
    assert 'value="2026-11-23"' in page, "the next lesson is proposed"
    answer = send(client, lesson, homework="№ 5", due_on="2026-11-24", minutes="25", link="https://example.org/a?b=1")
    assert answer.status_code == 302
    assert "24-ноябрь" in client.get(answer.url).content.decode(), "no lesson of the subject that day: a warning"
    lesson.refresh_from_db()
    assert (lesson.due_on, lesson.minutes, lesson.link) == (date(2026, 11, 24), 25, "https://example.org/a?b=1")
    day = next(day for day in child_page(world.student).ahead if day.tasks)
    assert (day.day, day.minutes, day.lessons, day.loose[0].text) == (date(2026, 11, 24), 25, [], "№ 5")


def test_the_day_proposed_is_kept_as_none(world, teacher, login):
    lesson = world.lesson(FRIDAY)
    assert send(login(teacher), lesson, homework="№ 5", due_on="2026-11-23").status_code == 302
    assert Lesson.objects.get(pk=lesson.pk).due_on is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"homework": "№ 5", "due_on": "2026-11-20"},
        {"homework": "№ 5", "due_on": "2027-11-20"},
        {"homework": "№ 5", "link": "http://example.org"},
        {"homework": "№ 5", "link": "javascript:alert(1)"},
        {"homework": "№ 5", "minutes": "301"},
        {"homework": "", "minutes": "30", "topic": "Тендемелер"},
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(world, teacher, login, wrong):
    lesson = world.lesson(FRIDAY)
    answer = send(login(teacher), lesson, **wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "№ 5" in page or "Тендемелер" in page
    assert Lesson.objects.get(pk=lesson.pk).version == 1


def test_homework_taken_back_takes_its_day_along(world, teacher, login):
    lesson = give(world.lesson(FRIDAY), teacher, due_on=WEDNESDAY, minutes=20, link="https://example.org")
    answer = send(login(teacher), lesson, due_on="2026-11-25", minutes="20", link="https://example.org")
    assert answer.status_code == 302
    lesson.refresh_from_db()
    assert (lesson.homework, lesson.due_on, lesson.minutes, lesson.link) == ("", None, None, "")


def test_the_teacher_is_warned_gently_of_a_day_that_has_much(world, teacher, homeroom, login):
    SanitaryNorm.objects.create(kind="home", grade_from=8, grade_to=8, value=60)
    give(world.lesson(FRIDAY, section=world.section("PHY")), homeroom, "§ 12", minutes=50)
    lesson, client = world.lesson(FRIDAY), login(teacher)
    shown = client.get(f"/journal/lessons/{lesson.pk}/").context["ahead"]
    [(of, load)] = next(row for row in shown if row["day"] == MONDAY)["classes"]
    assert (str(of), load.subjects, load.minutes, load.heavy) == ("8-А", 1, 50, False)
    answer = send(client, lesson, homework="№ 5", due_on="2026-11-23", minutes="10")
    assert "мүнөт: 50" not in client.get(answer.url).content.decode(), "sixty minutes are the norm"
    lesson.refresh_from_db()
    answer = send(client, lesson, homework="№ 5", due_on="2026-11-23", minutes="11")
    page = client.get(answer.url).content.decode()
    assert "8-А" in page and "мүнөт: 50" in page


def test_the_plans_homework_enters_with_the_next_lesson_as_its_day(world, teacher):
    save_plan(world.algebra, [Line("Тендемелер", 40, "№ 1–4")], version=0, by=teacher)
    lesson = enter_topic(world.lesson(FRIDAY), by=teacher)
    assert (lesson.homework, lesson.due_on, homework.due_of(lesson)) == ("№ 1–4", None, MONDAY)


def test_files_open_to_the_class_and_to_nobody_else(
    world, teacher, homeroom, deputy, mother, other_mother, student, stranger_teacher, secretary, nobody, login
):
    lesson, client = world.lesson(FRIDAY), login(teacher)
    assert send(client, lesson, homework="Сүрөттөгү", files=[photo(), paper()]).status_code == 302
    rows = list(HomeworkFile.objects.order_by("pk"))
    assert [row.file.name for row in rows] == ["дептер.jpg", "тапшырма.pdf"]
    address = f"/files/{rows[0].file_id}/"
    assert address in login(mother).get(f"/journal/children/{world.student.pk}/").content.decode()
    for one in (teacher, homeroom, deputy, mother, other_mother, student):
        assert login(one).get(address).status_code == 200, one
    for one in (stranger_teacher, secretary, nobody):
        assert login(one).get(address).status_code == 404, one
    withdraw_consent(world.student.person.consents.get(), on=FRIDAY, by=secretary)
    assert login(mother).get(address).status_code == 404, "without a consent there is no portal"


def test_a_file_taken_off_opens_to_nobody_and_stays_kept(world, teacher, mother, login):
    lesson, client = world.lesson(FRIDAY), login(teacher)
    send(client, lesson, homework="Файлда", files=[paper()])
    row = HomeworkFile.objects.get()
    page = client.get(f"/journal/lessons/{lesson.pk}/").content.decode()
    off = f"/journal/lessons/{lesson.pk}/files/{row.pk}/off/"
    assert off in page and login(mother).post(off).status_code == 403
    assert [login(teacher).post(off).status_code for _twice in range(2)] == [302, 404]
    assert [login(one).get(f"/files/{row.file_id}/").status_code for one in (teacher, mother)] == [404, 404]
    assert row.file.content.storage.exists(row.file.content.name)


def test_files_are_kept_when_another_field_is_wrong(world, teacher, login):
    lesson = world.lesson(FRIDAY)
    answer = send(login(teacher), lesson, homework="№ 5", minutes="999", files=[photo()])
    assert answer.status_code == 422 and HomeworkFile.objects.get().lesson == lesson
    assert "дептер.jpg" in answer.content.decode()


def test_what_is_no_paper_is_refused_by_name(world, teacher, login):
    lesson = world.lesson(FRIDAY)
    program = SimpleUploadedFile("сүрөт.png", b"MZ\x00\x01")
    answer = send(login(teacher), lesson, homework="№ 5", files=[photo(), program])
    assert answer.status_code == 422 and "сүрөт.png" in answer.content.decode()
    assert not HomeworkFile.objects.exists()


def test_a_lesson_takes_ten_files(world, teacher, login):
    lesson, client = world.lesson(FRIDAY), login(teacher)
    assert send(client, lesson, homework="№ 5", files=[paper() for _ in range(8)]).status_code == 302
    lesson.refresh_from_db()
    assert send(client, lesson, homework="№ 5", files=[paper() for _ in range(3)]).status_code == 422
    assert HomeworkFile.objects.count() == 8
