"""The documents of a basis are data: kind, number and day; of a paper on health the order says the fact (R7-3.5)."""

import pytest
from django.core.exceptions import ValidationError

from schoolmis.orders.actions import draft_order, revoke_order, sign_order
from schoolmis.orders.models import Order
from schoolmis.orders.sheet import sheet

pytestmark = pytest.mark.django_db
WORDS = {"title_ky": "Өргүү жөнүндө", "title_ru": "Об отпуске", "text_ky": "1. Берилсин.", "text_ru": "1. Дать."}


@pytest.fixture
def leave(world):
    return WORDS | {
        "kind-employee": world.employee("teacher").pk,
        "kind-kind": "maternity",
        "kind-from": "2026-12-01",
        "kind-to": "2027-04-05",
        "kind-basis_1": "application",
        "kind-basis_1_number": "14",
        "kind-basis_1_on": "2026-11-19",
        "kind-basis_2": "sick",
        "kind-basis_2_number": "АА 77123",
        "kind-basis_2_on": "2026-11-18",
    }


def test_a_maternity_leave_cites_its_papers_and_never_the_number_of_the_sick_note(leave, login, director, secretary):
    client = login(secretary)
    assert client.post("/orders/new/leave/", leave).status_code == 302
    order = Order.objects.get(kind="leave")
    assert order.payload["basis"][1] == {"code": "sick", "number": "АА 77123", "on": "2026-11-18"}
    assert order.basis_ky == "Арыз № 14, 19.11.2026; медициналык документ"
    assert order.basis_ru == "Заявление № 14, 19.11.2026; медицинский документ"
    sign_order(order, by=director)
    for reader, sees in ((secretary, False), (director, True)):
        assert ("77123" in login(reader).get(f"/orders/{order.pk}/").content.decode()) == sees
    assert not any("77123" in str(sheet(Order.objects.get(pk=order.pk), lang)) for lang in ("ky", "ru"))


def test_a_number_typed_into_the_basis_of_a_maternity_leave_is_refused(leave, login, secretary):
    page = login(secretary).post("/orders/new/leave/", leave | {"basis_ky": "Ооруу баракчасы № 77123"})
    assert page.status_code == 422 and "R7-3.5" in page.content.decode()
    assert not Order.objects.filter(kind="leave").exists()


@pytest.mark.parametrize("left_out", ["kind-basis_1", "kind-basis_1_number", "kind-basis_1_on"])
def test_a_document_has_its_kind_number_and_day(leave, login, secretary, left_out):
    page = login(secretary).post("/orders/new/leave/", leave | {left_out: ""})
    assert page.status_code == 422 and "АА 77123" in page.content.decode(), "what was typed stays"


def test_a_changed_document_is_worded_anew_and_words_of_ones_own_stay(leave, login, secretary):
    client = login(secretary)
    client.post("/orders/new/leave/", leave)
    order = Order.objects.get(kind="leave")
    sent = leave | {"version": order.version, "basis_ky": order.basis_ky, "basis_ru": order.basis_ru}
    client.post(f"/orders/{order.pk}/", sent | {"kind-basis_1_number": "15"})
    order.refresh_from_db()
    assert order.basis_ky.startswith("Арыз № 15")
    client.post(f"/orders/{order.pk}/", sent | {"version": order.version, "basis_ky": "Жеке арызы", "basis_ru": ""})
    order.refresh_from_db()
    assert order.basis_ky == "Жеке арызы"


def test_a_substitution_for_an_ill_teacher_says_the_fact_alone(world, login, director):
    line = {"section": world.algebra.pk, "employee": world.employee("stranger_teacher").pk, "on": "", "hours": 2}
    payload = {"absent": world.employee("teacher").pk, "from": "2026-11-20", "to": "2026-11-20", "lines": [line]}
    payload["basis"] = [{"code": "sick", "number": "77123", "on": "2026-11-18"}]
    with pytest.raises(ValidationError, match="R7-3.5"):
        draft_order("substitution", by=director, payload=payload, basis_ky="Ооруу баракчасы № 77123")
    draft = draft_order("substitution", by=director, payload=payload, basis_ky="Медициналык документ")
    page = login(director).get(f"/orders/{draft.pk}/").content.decode()
    assert 'value="77123"' in page and "77123" not in str(sheet(draft, "ky"))
    draft_order("substitution", by=director, payload=payload | {"basis": []}, basis_ky="20.11.2026 № 3-К буйрук")


def test_a_revocation_rests_on_a_document_or_a_mistake(login, director, secretary):
    words = {"title_ky": "Ишембилик жөнүндө", "text_ky": "1. Өткөрүлсүн."}
    orders = [sign_order(draft_order("other", by=secretary, **words), by=director) for _n in range(3)]
    client = login(director)
    at = "/orders/{}/revoke/".format
    assert client.post(at(orders[0].pk), {"basis_1": "memo"}).status_code == 422
    memo = {
        "basis_1": "memo",
        "basis_1_number": "4",
        "basis_1_on": "2026-11-19",
        "why_ky": "ремонт",
        "why_ru": "ремонт",
    }
    assert client.post(at(orders[0].pk), memo).status_code == 302
    second = Order.objects.get(revokes=orders[0])
    assert second.basis_ky == "Билдирүү кат № 4, 19.11.2026: ремонт"
    assert second.payload["basis"] == [{"code": "memo", "number": "4", "on": "2026-11-19"}]
    sick = {"basis_1": "sick", "basis_1_number": "77123", "why_ky": "баракча № 77123"}
    assert client.post(at(orders[1].pk), sick).status_code == 422
    assert client.post(at(orders[1].pk), sick | {"why_ky": ""}).status_code == 302
    assert Order.objects.get(revokes=orders[1]).basis_ru == "Медицинский документ"
    revoke_order(orders[2], basis_ky="Ката", by=director)


def test_the_revocation_of_an_order_on_illness_names_no_number(world, director):
    payload = {"employee": world.employee("teacher").pk, "kind": "sick", "from": "2026-11-20", "to": "2026-11-21"}
    order = sign_order(draft_order("absence", by=director, payload=payload), by=director)
    with pytest.raises(ValidationError, match="R7-3.5"):
        revoke_order(order, basis_ky="Ооруу баракчасы № 77123", by=director)
