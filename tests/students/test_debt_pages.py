"""The pages of academic debts, their paper and their report (R7-2.2, R7-2.3)."""

from datetime import date

import pytest
from django.urls import reverse

from students import actions
from students.models import AcademicDebt, DebtNotice
from tests.students.test_debts import DUE, result

pytestmark = pytest.mark.django_db


@pytest.fixture
def debt(world, deputy):
    result(world, world.student, 2)
    return actions.open_debts(world.year, due_on=DUE, by=deputy)[0]


def test_the_deputy_opens_tells_records_and_the_mother_reads(world, login, deputy, mother):
    result(world, world.student, 2)
    client = login(deputy)
    sent = client.post("/students/debts/open/", {"of": world.year.pk, "due_on": "2026-12-20"}, follow=True)
    assert "Алымкулова Сезим" in sent.content.decode()
    debt = AcademicDebt.objects.get()
    client.post("/students/debts/tell/")
    page = login(mother).get(f"/students/{world.student.pk}/debts/").content.decode()
    notice = DebtNotice.objects.get()
    assert reverse("students:debt_acknowledge", args=[notice.pk]) in page
    client.post(reverse("students:debt_acknowledge", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.acknowledged_on and notice.acknowledged_by == "Алымкулова Жаңыл"
    client = login(deputy)
    data = {"on": "2026-11-20", "is_present": "yes", "value": "2", "protocol": "№ 3", "version": debt.version}
    assert client.post(f"/students/debts/{debt.pk}/attempt/", data).status_code == 302
    again = client.post(f"/students/debts/{debt.pk}/attempt/", data | {"on": "2026-11-25"})
    assert again.status_code == 422 and "№ 3" in again.content.decode()


def test_who_saves_a_deadline_later_sees_both(debt, login, deputy):
    client, at = login(deputy), f"/students/debts/{debt.pk}/deadline/"
    version = debt.version
    actions.set_deadline(debt, due_on=date(2027, 1, 20), version=version, by=deputy)
    answer = client.post(at, {"due_on": "2027-02-01", "version": version})
    assert answer.status_code == 422 and "20.01.2027" in answer.content.decode()


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_notices_are_printed_in_both_languages(debt, login, deputy, lang):
    answer = login(deputy).post(f"/students/debts/notices/?lang={lang}")
    assert answer["Content-Type"] == "application/pdf"
    assert DebtNotice.objects.filter(way="paper").count() == 1


def test_the_list_keeps_its_statements_as_debts_grow(world, deputy, login, django_assert_max_num_queries):
    client = login(deputy)
    result(world, world.student, 2)
    result(world, world.child("Бегимай"), 2)
    result(world, world.child("Данияр"), code="na")
    actions.open_debts(world.year, due_on=DUE, by=deputy)
    for url in ("/students/debts/", "/reports/students.debts/", "/"):
        with django_assert_max_num_queries(18):
            assert client.get(url).status_code == 200


def test_a_homeroom_teacher_sees_the_own_class_alone(debt, login, homeroom, other_mother, student):
    assert "Алымкулова" in login(homeroom).get("/students/debts/").content.decode()
    assert login(student).get(f"/students/debts/{debt.pk}/").status_code == 200
    assert login(other_mother).get(f"/students/debts/{debt.pk}/").status_code == 404
