"""Topic and homework of a lesson: nobody's text is lost, and the way back leads to this site."""

from datetime import date

import pytest

from journal.actions import change_lesson
from journal.models import Lesson
from schoolmis.audit.book import acting

pytestmark = pytest.mark.django_db


def send(client, lesson, query="", **more):
    given = {"topic": "Тендемелер", "homework": "№ 5", "kind": "", "version": lesson.version, **more}
    return client.post(f"/journal/lessons/{lesson.pk}/{query}", given)


def test_after_saving_the_grid_of_the_lessons_term_opens(login, teacher, world):
    lesson = world.lesson(date(2026, 10, 2))
    answer = send(login(teacher), lesson)
    assert answer.url == f"/journal/{world.algebra.pk}/term/1/"
    lesson.refresh_from_db()
    assert (lesson.topic, lesson.homework, lesson.version) == ("Тендемелер", "№ 5", 2)


def test_a_lesson_to_come_has_its_topic_beforehand(login, teacher, world):
    lesson = world.lesson(date(2026, 11, 25))
    assert send(login(teacher), lesson).status_code == 302
    assert Lesson.objects.get(pk=lesson.pk).topic == "Тендемелер"


def test_who_saves_second_sees_both_texts_and_decides(login, teacher, world):
    lesson = world.lesson()
    client = login(teacher)
    client.get(f"/journal/lessons/{lesson.pk}/")
    change_lesson(world.lesson(), version=1, by=teacher, topic="Башка <b>тема", homework="№ 5")
    answer = send(client, lesson)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Тендемелер"' in page
    assert "“Башка &lt;b&gt;тема”" in page
    assert "“№ 5”" not in page, "what is the same is not told twice"
    assert 'name="version" value="2"' in page
    assert Lesson.objects.get(pk=lesson.pk).topic == "Башка <b>тема"
    assert send(client, lesson, version=2).status_code == 302
    assert Lesson.objects.get(pk=lesson.pk).topic == "Тендемелер"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_back_never_leaves_the_site(login, teacher, world, target):
    answer = send(login(teacher), world.lesson(), next=target)
    assert answer.url == f"/journal/{world.algebra.pk}/term/2/"


def test_the_way_back_may_be_the_day(login, teacher, world):
    assert send(login(teacher), world.lesson(), "?next=/journal/day/").url == "/journal/day/"


def test_a_lesson_taken_out_of_the_timetable_is_there_no_more(login, teacher, world):
    lesson = world.lesson()
    with acting(teacher):
        Lesson.objects.filter(pk=lesson.pk).update(status="dropped")
    assert send(login(teacher), lesson).status_code == 404
