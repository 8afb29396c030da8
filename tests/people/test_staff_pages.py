"""Pages of the staff: found, kept with consent, given a slip."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schoolmis.access import Denied
from schoolmis.accounts.models import Slip
from schoolmis.audit.models import Entry
from schoolmis.people import actions
from schoolmis.people.models import Employee

pytestmark = pytest.mark.django_db
CONSENT = {"on": date(2026, 9, 1), "paper": "К-1"}


def typed(**more):
    return {"last_name": "Өскөнбаева", "first_name": "Үмүт", "position": "teacher"} | more


def test_staff_are_found_without_kyrgyz_letters(login, secretary, director):
    actions.add_employee(person={"last_name": "Өскөнбаева"}, work={"position": "teacher"}, by=director)
    assert "Өскөнбаева" in login(secretary).get("/staff/?q=осконбаева").content.decode()


def test_the_card_shows_the_load_with_its_order(login, deputy, world):
    page = login(deputy).get(f"/staff/{world.employee('teacher').pk}/").content.decode()
    assert "Алгебра" in page
    assert "№ 2-К" in page


def test_a_teacher_does_not_see_the_staff(login, teacher):
    assert login(teacher).get("/staff/").status_code == 403


def test_an_employee_is_added_with_what_was_typed(login, secretary):
    sent = typed(consent_on="2026-09-01", consent_paper="К-7", phone="0772 62 41 40", pin="12003198500012")
    answer = login(secretary).post("/staff/new/", sent)
    person = Employee.objects.get(person__last_name="Өскөнбаева").person
    assert answer.status_code == 302
    assert (person.phone, person.pin) == ("+996772624140", "12003198500012")
    assert person.consents.get().paper == "К-7"


def test_personal_data_without_consent_are_refused_and_nothing_is_lost(login, secretary):
    answer = login(secretary).post("/staff/new/", typed(phone="0772624140"))
    assert answer.status_code == 422
    assert "Өскөнбаева" in answer.content.decode()
    assert not Employee.objects.filter(person__last_name="Өскөнбаева").exists()


@pytest.mark.parametrize("wrong", [{"pin": "123"}, {"phone": "12"}, {"last_name": ""}, {"position": "жок"}])
def test_what_cannot_be_is_said_at_the_field(login, secretary, wrong):
    assert login(secretary).post("/staff/new/", typed(consent_on="2026-09-01") | wrong).status_code == 422


def test_the_card_of_a_person_with_consent_is_booked_when_seen(login, director):
    person = {"last_name": "Асан кызы", "first_name": "Гүлзат", "phone": "+996772000001"}
    employee = actions.add_employee(person=person, work={"position": "teacher"}, consent=CONSENT, by=director)
    assert "+996772000001" in login(director).get(f"/staff/{employee.pk}/").content.decode()
    assert Entry.objects.filter(act="people.view_card", subject_id=employee.pk).exists()


def test_the_administrator_sees_no_personal_data_of_staff(login, director, administrator):
    person = {"last_name": "Асан кызы", "phone": "+996772000001"}
    employee = actions.add_employee(person=person, work={"position": "teacher"}, consent=CONSENT, by=director)
    assert "+996772000001" not in login(administrator).get(f"/staff/{employee.pk}/").content.decode()


def test_the_loser_of_two_editors_is_told(director, world):
    employee = world.employee("nobody")
    person = {"last_name": "Осмоналиев", "first_name": "Данияр"}
    with pytest.raises(ValidationError) as refusal:
        actions.change_employee(employee, version=99, person=person, work={"position": "other"}, by=director)
    assert refusal.value.code == "version"


def test_a_slip_is_printed_once_and_makes_the_former_void(login, director, world):
    client, address = login(director), f"/staff/{world.employee('nobody').pk}/slip/"
    for _time in range(2):
        answer = client.post(address)
        assert answer["Content-Type"] == "application/pdf"
    slips = Slip.objects.filter(user__username="nobody")
    assert (slips.count(), slips.filter(void_at=None).count()) == (2, 1)


def test_the_secretary_prints_no_slips_of_staff(secretary, world):
    with pytest.raises(Denied):
        actions.give_staff_slip(world.employee("director"), by=secretary)


def test_an_order_is_a_link_to_those_who_may_open_it(login, administrator, secretary, world):
    address = f"/staff/{world.employee('teacher').pk}/"
    for reader, opens in ((administrator, False), (secretary, True)):
        page = login(reader).get(address).content.decode()
        assert bool(re.search(r'href="/orders/\d+/"', page)) == opens, reader
