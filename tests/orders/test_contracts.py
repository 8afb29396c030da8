"""Contracts with a term: hired until a day, told before it ends, extended by another order (R1-2.2a)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.orders import actions
from schoolmis.orders.staff.rules import may_extend
from schoolmis.people.models import Employee
from schoolmis.people.reports.expiring import terms
from tests.orders.test_staff_orders import refused, signed
from tests.papers.reading import pages

POST = {"position": "other", "position_text": "Лаборант-инженер", "position_text_ru": "Инженер-лаборант", "rate": "0.5"}
NAME = {"last_name": "Асанова", "first_name": "Бурул", "patronymic": "", "known": ""}
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(DAYS, st.none() | DAYS)
def test_a_contract_is_extended_to_a_later_day_or_without_a_term(now, until):
    if until and until <= now:
        with pytest.raises(ValidationError):
            may_extend("А", (None, None), now, until)
    else:
        may_extend("А", (None, None), now, until)


@pytest.fixture
def hired(director):
    return signed("hire", director, **POST, **NAME, **{"from": "2026-11-20", "until": "2026-12-31"})


def the_one():
    return Employee.objects.get(person__last_name="Асанова")


@pytest.mark.django_db
def test_the_term_stands_on_the_order_the_card_the_list_and_the_desk(hired, director, login):
    one, client = the_one(), login(director)
    assert (one.contract_until, one.ends_on) == (date(2026, 12, 31), None)
    paper = " ".join(pages(client.get(f"/orders/{hired.pk}/print/?lang=ky").content))
    assert "31.12.2026" in paper and "Лаборант-инженер" in paper
    for url in (f"/staff/{one.pk}/", "/staff/?expiring=contract", "/panels/orders.contracts/"):
        assert "31.12.2026" in client.get(url).content.decode(), url
    assert date(2026, 12, 31) in [until for until, _one, _what in terms(date(2026, 11, 20))]


@pytest.mark.django_db
def test_a_post_is_worded_in_the_readers_language(hired, director, login):
    one = the_one()
    with translation.override("ru"):
        assert one.post == "Инженер-лаборант"
    with translation.override("ky"):
        assert one.post == "Лаборант-инженер"
        one.position_text_ru = ""
    with translation.override("ru"):
        assert one.post == "Лаборант-инженер", "worded in one language, it is said in that one"
    paper = " ".join(pages(login(director).get(f"/orders/{hired.pk}/print/?lang=ru").content))
    assert "Инженер-лаборант" in paper


@pytest.mark.django_db
def test_another_order_extends_the_contract_and_its_revocation_takes_it_back(hired, director):
    one = the_one()
    longer = signed("contract", director, employee=one.pk, until="2027-05-31")
    assert the_one().contract_until == date(2027, 5, 31)
    assert actions.revoke_order(longer, basis_ky="Ката", by=director) and the_one().contract_until == date(2026, 12, 31)
    signed("contract", director, employee=one.pk, until="")
    assert the_one().contract_until is None, "it goes on without a term"
    assert refused("contract", director, employee=one.pk, until="2027-05-31") == "no_term"


@pytest.mark.django_db
def test_a_wrong_term_is_refused(hired, director, world):
    assert refused("contract", director, employee=the_one().pk, until="2026-12-31") == "earlier"
    assert refused("contract", director, employee=world.employee("teacher").pk, until="2027-05-31") == "no_term"
    names = {"last_name": "Б", "first_name": "В", "patronymic": "", "known": ""}
    assert refused("hire", director, **POST, **names, **{"from": "2026-11-20", "until": "2026-11-19"}) == "order"


@pytest.mark.django_db
def test_the_end_of_a_contract_given_by_an_order_is_not_typed_on_the_card(hired, director, login, world):
    client = login(director)
    assert 'name="contract_until"' not in client.get(f"/staff/{the_one().pk}/edit/").content.decode()
    assert 'name="contract_until"' in client.get(f"/staff/{world.employee('teacher').pk}/edit/").content.decode()


@pytest.mark.django_db
def test_what_is_empty_on_the_card_is_one_quiet_sheet(hired, director, login):
    page = login(director).get(f"/staff/{the_one().pk}/file/", headers={"HX-Request": "true"}).content.decode()
    assert page.count('<section class="sheet">') == 1 and page.count("/new/") == 5
