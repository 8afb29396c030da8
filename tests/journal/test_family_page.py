"""What a family reads: what is new since the last visit, the days ahead with homework, the way of the marks."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal import policy
from journal.actions import change_lesson, save_cells, see_marks
from journal.actions.cells import Sent
from journal.child import SubjectLine, trend
from journal.models import Cell, MarksSeen
from schoolmis import clock
from schoolmis.audit.book import acting

pytestmark = pytest.mark.django_db


def mark(world, teacher, text, day):
    section = policy.sections().get(pk=world.algebra.pk)
    sent = [Sent(world.lesson(day).pk, world.student.pk, 0, text)]
    save_cells(section, sent, key=uuid.uuid4().hex, by=teacher)


def test_marks_since_the_last_visit_are_new_for_half_an_hour(world, teacher, mother, homeroom, login):
    page = f"/journal/children/{world.student.pk}/"
    mark(world, teacher, "4", date(2026, 11, 16))
    first = login(mother).get(page).content.decode()
    assert 'class="dot"' not in first, "on a first visit everything would be new"
    MarksSeen.objects.update(at=clock.now() - timedelta(hours=5))
    with acting(teacher):
        Cell.objects.update(entered_at=clock.now() - timedelta(hours=6))
    mark(world, teacher, "5", date(2026, 11, 20))
    again = [login(mother).get(page).content.decode() for _visit in range(2)]
    assert [one.count('class="dot"') for one in again] == [1, 1], "reading it twice in a visit keeps the dot"
    MarksSeen.objects.update(at=clock.now() + timedelta(seconds=1) - timedelta(hours=1))
    with acting(teacher):
        Cell.objects.update(entered_at=clock.now() - timedelta(hours=2))
    assert 'class="dot"' not in login(mother).get(page).content.decode()
    login(homeroom).get(page)
    assert MarksSeen.objects.get().user == mother, "staff who look are no family"
    assert see_marks(world.student, by=mother) is not None


def test_the_days_ahead_stand_with_their_homework_in_twelve_statements(world, teacher, mother, login):
    for day, text in [(16, "№ 70"), (18, "№ 75"), (20, "№ 76"), (23, "№ 77")]:
        lesson = world.lesson(date(2026, 11, day))
        change_lesson(lesson, version=lesson.version, by=teacher, homework=text, link="https://example.org/x")
    client, page = login(mother), f"/journal/children/{world.student.pk}/"
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        html = client.get(page).content.decode()
    assert "№ 70" not in html, "it was for Wednesday"
    today, monday, wednesday = (html.index(words) for words in ("Бүгүн, жума", "Дүйшөмбү, 23", "Шаршемби, 25"))
    assert today < html.index("№ 75") < monday < html.index("№ 76") < wednesday < html.index("№ 77")
    assert html.count('class="fold week"') == 1 and html.count("Жума, 20") == 0, "today stands once"
    told = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(told) <= 12, told


def test_a_line_of_marks_needs_three_and_rises_with_them():
    assert trend(SubjectLine("Алгебра", pairs=[(5, 1, 1), (4, 1, 1)])) == ""
    drawn = trend(SubjectLine("", pairs=[(2, 1, 1), (4, 1, 1), (5, 1, 1)]))
    heights = [point.split(",")[1] for point in re.search(r'points="([^"]+)"', drawn)[1].split()]
    assert [float(one) for one in heights] == sorted(map(float, heights), reverse=True), "up is better"


def test_a_lesson_not_filled_opens_its_own_column(world, teacher, login):
    client = login(teacher)
    day = client.get("/journal/day/").content.decode()
    assert f"/journal/{world.algebra.pk}/?on=2026-09-02" in day
    page = client.get(f"/journal/{world.algebra.pk}/?on=2026-09-02").content.decode()
    lesson = world.lesson(date(2026, 9, 2))
    head = next(part for part in page.split("<th ") if f'data-l="{lesson.pk}"' in part)
    assert 'class="today"' in head
    assert client.get(f"/journal/{world.algebra.pk}/?on=2026-13-45").status_code == 200
