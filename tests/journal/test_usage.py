"""Statistics of use (R1-3.1g): sign-ins, active parents, journals filled on the day."""

import uuid
from datetime import date

import pytest

from journal import policy, usage
from journal.actions import save_cells, take_attendance
from journal.actions.cells import Sent
from journal.reports.usage import Usage
from schoolmis.accounts.models import Visit
from tests.cast import PASSWORD, TODAY

pytestmark = pytest.mark.django_db
WEEK = date(2026, 11, 16), date(2026, 11, 20)


def test_a_visit_is_a_day_and_sign_ins_are_counted(client, teacher, world):
    for _again in range(2):
        client.post("/account/login/", {"login": teacher.username, "password": PASSWORD})
        client.get("/journal/day/")
        client.get("/journal/day/")
        client.logout()
    visit = Visit.objects.get(user=teacher)
    assert (visit.day, visit.sign_ins) == (TODAY, 2)
    found = usage.by_role(*WEEK)
    assert vars(found["teacher"]) == {"people": 3, "came": 1, "days": 1, "sign_ins": 2}
    assert vars(found["director"]) == {"people": 1, "came": 0, "days": 0, "sign_ins": 0}
    assert usage.by_role(date(2026, 11, 1), date(2026, 11, 19))["teacher"].came == 0


def test_parents_are_counted_by_class_and_a_stranger_to_the_child_is_not(login, mother, world):
    login(mother).get("/journal/children/")
    found = usage.readers_by_class(*WEEK)
    assert found[world.class_a.pk, "guardian"] == (2, 2, 1)
    assert found[world.first_class.pk, "guardian"] == (1, 1, 1)
    assert found[world.class_a.pk, "student"] == (3, 1, 0)


def test_lessons_are_filled_on_the_day_later_or_not_at_all(teacher, world):
    section = policy.sections().get(pk=world.algebra.pk)
    today, monday = world.lesson(), world.lesson(WEEK[0])
    take_attendance(today, by=teacher)
    save_cells(section, [Sent(monday.pk, world.student.pk, 0, "5")], key=uuid.uuid4().hex, by=teacher)
    assert usage.journals_by_class(*WEEK)[world.class_a.pk] == (6, 2, 1)


def test_the_report_adds_what_was_counted_and_goes_to_those_who_lead_or_administer(login, administrator, teacher):
    params = {"by": "class", "first": WEEK[0], "last": WEEK[1]}
    rows = Usage().rows(params)
    (total,) = Usage().totals(params, rows)
    assert total["held"] == sum(row["held"] for row in rows) == 12 and total["guardian_all"] == 3
    page = login(administrator).get("/reports/journal.usage/?by=class&first=2026-11-16&last=2026-11-20")
    assert page.status_code == 200 and "8-А" in page.text
    refused = login(administrator).get("/reports/journal.usage/?by=role&first=2026-11-20&last=2026-11-01")
    assert refused.status_code == 422
    assert login(teacher).get("/reports/journal.usage/").status_code == 403
