"""The plan of a section: topics stand on lessons in order, shift with them, and enter a lesson in one tap."""

from datetime import date

import pytest

from journal import plans
from journal.actions import change_lesson
from journal.models import Lesson, PlanTopic
from journal.rules.plans import Line, lay, read, write
from schoolmis.audit.book import acting


def test_topics_stand_on_lessons_in_order_and_what_does_not_fit_is_counted():
    lessons = [(1, None, False), (2, None, True), (3, "b", False), (4, None, False)]
    laid, over = lay([("a", 2), ("b", 1), ("c", 3)], lessons)
    assert laid == {1: "a", 3: "b", 4: "a"}, "the lesson with another topic is passed over, the given one stays"
    assert over == 3


def test_lines_of_a_spreadsheet_are_read_and_written_alike():
    text = "# Тендемелер\nСызыктуу\t2\t№ 5\nКвадраттык\t1"
    lines, wrong = read(text)
    assert lines == [Line("Сызыктуу", 2, "№ 5", "Тендемелер"), Line("Квадраттык", 1, "", "Тендемелер")]
    assert (wrong, write(lines)) == ([], text)
    assert read("Тема\t0\n\tх\nТема\t²\n" + "т" * 251)[1] == [1, 2, 3, 4]


@pytest.mark.django_db
def test_a_plan_is_saved_shifts_and_enters_a_lesson(login, teacher, world):
    client, shown = login(teacher), f"/journal/{world.algebra.pk}/plan/"
    page = f"{shown}edit/"
    first, second, third = Lesson.objects.filter(section=world.algebra, date__gte=date(2026, 9, 1))[:3]
    assert client.post(page, {"topics": "Бир\t1\t№ 1\nЭки", "version": 0}).status_code == 302
    assert plans.topic_of(second).topic == "Эки"
    with acting(teacher):
        Lesson.objects.filter(pk=first.pk).update(status="dropped")
    assert plans.topic_of(second).topic == "Бир"
    assert plans.topic_of(third).topic == "Эки"
    answer = client.post(f"/journal/lessons/{second.pk}/topic/", {"next": shown})
    assert answer.url == shown
    second.refresh_from_db()
    assert (second.topic, second.homework, second.plan_topic.position) == ("Бир", "№ 1", 1)
    refused = client.post(page, {"topics": "Эки", "version": 1})
    assert refused.status_code == 422, "a topic given stays in the plan"
    late = client.post(page, {"topics": "Бир\nҮч", "version": 0})
    assert late.status_code == 422
    late = late.content.decode()
    assert 'name="version" value="1"' in late
    assert "<td>Эки · 1</td><td>Үч · 1</td>" in late, "both versions stand below the form"
    assert client.post(page, {"topics": "Үч\nБир", "version": 1}).status_code == 302
    assert list(PlanTopic.objects.exclude(position=None).values_list("topic", flat=True)) == ["Үч", "Бир"]
    second.refresh_from_db()
    assert second.plan_topic.position == 2
    change_lesson(second, version=second.version, by=teacher, topic="")
    assert Lesson.objects.get(pk=second.pk).plan_topic is None, "a topic taken out of the lesson is to be given again"


@pytest.mark.django_db
def test_topics_that_the_page_kept_enter_once_and_never_cover_another(login, teacher, stranger_teacher, world):
    client, address = login(teacher), f"/journal/{world.algebra.pk}/topics/"
    client.post(f"/journal/{world.algebra.pk}/plan/edit/", {"topics": "Бир\t1\t№ 1\nЭки", "version": 0})
    first, second, third, fourth = Lesson.objects.filter(section=world.algebra, date__gte=date(2026, 9, 1))[:4]
    change_lesson(second, version=second.version, by=teacher, topic="Кайталоо")
    elsewhere = Lesson.objects.exclude(section=world.algebra).first()

    def send(*lessons, by=teacher):
        cells = [{"l": one.pk, "topic": True} for one in lessons]
        letter = {"key": "a" * 32, "user": by.pk, "cells": cells}
        return client.post(address, letter, content_type="application/json", headers={"Accept": "application/json"})

    told = send(first, second, third, fourth, elsewhere).json()
    assert [(one["l"], one["topic"], one["homework"]) for one in told["saved"]] == [
        (first.pk, "Бир", "№ 1"),
        (third.pk, "Эки", ""),
    ]
    assert [(one["l"], one["topic"]) for one in told["clash"]] == [(second.pk, "Кайталоо")]
    assert [(one["l"], one["code"]) for one in told["refused"]] == [(fourth.pk, "none"), (elsewhere.pk, "out")]
    versions = list(Lesson.objects.order_by("pk").values_list("version"))
    assert send(first, third).json()["saved"] == told["saved"], "sent twice"
    assert list(Lesson.objects.order_by("pk").values_list("version")) == versions
    assert send(first, by=stranger_teacher).status_code == 409
    assert client.post(address, "x", content_type="application/json").status_code == 422
