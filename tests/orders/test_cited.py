"""Orders of the foundations rest on decisions and documents as data; words stay possible (R1-1.1, R6-1.3, R7-2.1)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schoolmis.orders import kinds
from schoolmis.orders.actions import draft_order, revoke_order, sign_order
from schoolmis.orders.models import Order
from schoolmis.orders.sheet import sheet
from schoolmis.orders.staff.forms import AwayForm

pytestmark = pytest.mark.django_db
CITED = {
    "cited-basis_1": "memo",
    "cited-basis_1_number": "7",
    "cited-basis_1_on": "2026-11-18",
}
REGULATION = {
    "title_ky": "Жобону бекитүү жөнүндө",
    "title_ru": "Об утверждении положения",
    "text_ky": "1. Бекитилсин.",
    "text_ru": "1. Утвердить.",
    "kind-name_ky": "Китепкана жөнүндө жобо",
    "kind-version": "1",
    "kind-from": "2026-11-20",
}


def test_every_kind_of_the_foundations_cites_a_decision_and_documents():
    ours = {"other", "roles", "roles_end", "load", "administrator", "duties", "commission", "regulation", "amendment"}
    assert {code for code, kind in kinds.registry.items() if kind.cites} == ours


def test_a_regulation_is_approved_on_a_decision_and_a_memo_each_found_from_the_other(world, login, director, secretary):
    point = world.protocol().decisions.get()
    client = login(secretary)
    assert client.post("/orders/new/regulation/", REGULATION | CITED | {"cited-decision": point.pk}).status_code == 302
    order = Order.objects.get(kind="regulation")
    assert order.payload["decision"] == point.pk and order.payload["name_ky"] == "Китепкана жөнүндө жобо"
    assert order.payload["basis"] == [{"code": "memo", "number": "7", "on": "2026-11-18"}]
    ky, ru = point.cited()
    assert order.basis_ky == f"{ky}; Билдирүү кат № 7, 18.11.2026"
    assert order.basis_ru == f"{ru}; Служебная записка № 7, 18.11.2026"
    sent = REGULATION | CITED | {"version": order.version, "basis_ky": order.basis_ky, "basis_ru": order.basis_ru}
    client.post(f"/orders/{order.pk}/", sent)
    order.refresh_from_db()
    assert order.basis_ky == "Билдирүү кат № 7, 18.11.2026", "a decision taken out leaves the words too"
    client.post(f"/orders/{order.pk}/", sent | {"version": order.version, "cited-decision": point.pk})
    order.refresh_from_db()
    assert order.basis_ky == f"{ky}; Билдирүү кат № 7, 18.11.2026", "who typed the words keeps them"
    sign_order(order, by=director)
    assert f"/bodies/protocols/{point.protocol_id}/" in client.get(f"/orders/{order.pk}/").content.decode()
    assert f"/orders/{order.pk}/" in client.get(f"/bodies/protocols/{point.protocol_id}/").content.decode()


def test_words_alone_stay_possible_and_half_a_document_does_not(login, secretary):
    client = login(secretary)
    half = client.post("/orders/new/regulation/", REGULATION | CITED | {"cited-basis_1_on": ""})
    assert half.status_code == 422 and "Документтин күнүн жазыңыз" in half.content.decode()
    assert client.post("/orders/new/regulation/", REGULATION | {"basis_ky": "Устав, 4-пункт"}).status_code == 302
    order = Order.objects.get(kind="regulation")
    assert (order.basis_ky, order.payload["decision"], order.payload["basis"]) == ("Устав, 4-пункт", None, [])


@pytest.mark.parametrize("known", [True, False])
def test_an_order_is_not_dated_before_its_decision_nor_rests_on_one_that_is_not_there_R7_2_1(
    world, director, secretary, known
):
    point = world.protocol().decisions.get()
    payload = {"decision": point.pk if known else point.pk + 999, "basis": []}
    order = draft_order("other", by=secretary, payload=payload, title_ky="Даярдык", text_ky="1. Даярдалсын.")
    on = date(2026, 11, 9) if known else date(2026, 11, 20)
    with pytest.raises(ValidationError) as refused:
        sign_order(order, by=director, on=on)
    assert refused.value.code == "decision"


def test_a_sick_note_is_kind_number_and_day_and_the_paper_says_the_fact(world, login, director, secretary):
    sent = {
        "title_ky": "Оору жөнүндө",
        "title_ru": "О болезни",
        "text_ky": "1. Катталсын.",
        "text_ru": "1. Учесть.",
        "kind-employee": world.employee("teacher").pk,
        "kind-kind": "sick",
        "kind-from": "2026-11-20",
        "kind-to": "2026-11-24",
        "kind-basis_1": "sick",
        "kind-basis_1_number": "АА 0187",
        "kind-basis_1_on": "2026-11-20",
    }
    client = login(secretary)
    assert client.post("/orders/new/absence/", sent).status_code == 302
    order = Order.objects.get(kind="absence")
    assert order.payload["basis"] == [{"code": "sick", "number": "АА 0187", "on": "2026-11-20"}]
    assert "paper" not in order.payload
    sign_order(order, by=director)
    assert (order.basis_ky, order.basis_ru) == ("Медициналык документ", "Медицинский документ")
    assert not any("0187" in str(sheet(Order.objects.get(pk=order.pk), lang)) for lang in ("ky", "ru"))
    for reader, sees in ((secretary, False), (director, True)):
        assert ("0187" in login(reader).get(f"/orders/{order.pk}/").content.decode()) == sees
    with pytest.raises(ValidationError, match="R7-3.5"):
        revoke_order(order, basis_ky="Ооруу баракчасы № 0187", by=director)


def test_a_draft_of_the_days_of_one_field_opens_with_its_certificate_as_a_document():
    old = {"employee": 1, "kind": "other", "from": "2026-11-20", "to": "2026-11-20", "paper": "№ 5"}
    form = AwayForm(payload=old)
    assert (form["basis_1"].initial, form["basis_1_number"].initial) == ("other", "№ 5")
    assert "paper" not in form.given
