"""A boundary moved after marks exist: what moves is shown, every mark stays."""

from datetime import date

import pytest

from journal.models import Cell
from schoolmis.audit.book import acting
from tests.structure.test_school import terms_of

pytestmark = pytest.mark.django_db


def test_a_moved_boundary_says_how_much_is_written_and_keeps_every_mark(login, deputy, teacher, world):
    lesson = world.lesson(date(2026, 11, 16))
    with acting(teacher):
        Cell.objects.create(lesson=lesson, student=world.child("Сезим"), first=5, entered_by=teacher)
        Cell.objects.create(lesson=lesson, student=world.child("Бегимай"), absence="н", entered_by=teacher)
    client, sent = login(deputy), terms_of(world.year, starts_on_2="2026-11-17")
    page = client.post("/school/calendar/terms/", sent).content.decode()
    assert "Жылган сабак: 4, II чейрек → чейрек эмес, алардагы баа жана белги: 2" in page
    assert world.term(2).starts_on == date(2026, 11, 16)
    client.post("/school/calendar/terms/", sent | {"sure": "1"})
    assert world.term(2).starts_on == date(2026, 11, 17)
    assert sorted(Cell.objects.filter(lesson=lesson).values_list("first", "absence"), key=str) == [(5, ""), (None, "н")]
