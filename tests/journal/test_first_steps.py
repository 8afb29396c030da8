"""A new school: every page of the journal says what comes before its first lesson, and offers it."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from journal import first_steps
from journal.models import Lesson
from schoolmis.accounts.actions import accept_rules
from schoolmis.accounts.models import Rules, User
from schoolmis.audit.book import acting
from tests.imports.conftest import empty  # noqa: F401

PAGES = ["sections", "timetable", "homework", "briefings", "weekly", "behind", "plans"]


def _panel(client, code):
    return client.get(reverse("desk:panel", args=[code])).content.decode()


def test_a_new_school_is_told_what_comes_first(empty, login):  # noqa: F811
    call_command("install", name="Ак-Булак", director="Мамбеталиева Айгүлзат Токтобековна")
    director = User.objects.get(is_system=False)
    accept_rules(Rules.objects.first(), by=director)
    client = login(director)
    for page in PAGES:
        answer = client.get(reverse(f"journal:{page}"))
        assert answer.status_code == 200, page
        assert f"{reverse('imports:new')}?kind=students" in answer.content.decode(), page
    words = _panel(client, "journal.first_steps")
    places = [words.index(step.act.url) for step in first_steps.steps()]
    assert places == sorted(places)
    assert not _panel(client, "journal.behind").strip(), "nothing is called filled before the first lesson"


@pytest.mark.django_db
def test_a_teacher_of_a_new_school_is_not_told_that_everything_is_filled(world, teacher, login, monkeypatch):
    with acting(teacher):
        Lesson.objects.filter(part=0).update(taken_at=timezone.now())
    sunday, said = "/journal/day/?on=2026-11-29", "жүгүртмө жарыяланганда"
    page = login(teacher).get(sunday).content.decode()
    assert "Баары толтурулган" in page and said not in page
    monkeypatch.setattr(first_steps, "is_new", lambda: True)
    page = login(teacher).get(sunday).content.decode()
    assert "Баары толтурулган" not in page and said in page


@pytest.mark.django_db
def test_a_school_with_a_timetable_is_not_new(login, director, world):
    assert all(step.done for step in first_steps.steps())
    assert first_steps.next_act(director) is None
    assert reverse("imports:new") not in _panel(login(director), "journal.first_steps")
