"""Pages of orders: the draft beside its paper, the conflict, the signature, the print."""

import pytest

from schoolmis.audit.models import Entry
from schoolmis.orders import actions
from schoolmis.orders.models import Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(secretary):
    return actions.draft_order("other", by=secretary, title_ky="Субботник жөнүндө", text_ky="1. Өткөрүлсүн.")


def typed(order, **more):
    words = {
        "title_ky": order.title_ky,
        "title_ru": "",
        "text_ky": order.text_ky,
        "text_ru": "",
        "basis_ky": "",
        "control": "",
    }
    return words | {"version": order.version} | more


def test_the_list_searches_without_kyrgyz_letters(login, secretary, draft):
    page = login(secretary).get("/orders/?q=жонундо&status=draft")
    assert "Субботник жөнүндө" in page.content.decode()


def test_the_list_goes_out_as_a_workbook_and_is_booked(login, secretary):
    assert login(secretary).get("/orders/?export=xlsx").status_code == 200
    assert Entry.objects.filter(act="orders.export", by=secretary).exists()


def test_a_new_order_of_roles_is_drafted_from_the_form(login, secretary, world):
    sent = {
        "title_ky": "Укуктар жөнүндө",
        "text_ky": "1. Берилсин.",
        "kind-from": "2026-11-20",
        "kind-lines-TOTAL_FORMS": "2",
        "kind-lines-INITIAL_FORMS": "0",
        "kind-lines-0-employee": world.employee("nobody").pk,
        "kind-lines-0-role": "secretary",
    }
    answer = login(secretary).post("/orders/new/roles/", sent)
    order = Order.objects.get(title_ky="Укуктар жөнүндө")
    assert answer.status_code == 302
    assert order.payload["grants"] == [{"employee": world.employee("nobody").pk, "role": "secretary", "class": None}]


def test_a_homeroom_teacher_without_a_class_is_refused_and_nothing_is_lost(login, secretary, world):
    sent = {
        "title_ky": "Укуктар жөнүндө",
        "kind-from": "2026-11-20",
        "kind-lines-TOTAL_FORMS": "1",
        "kind-lines-INITIAL_FORMS": "0",
        "kind-lines-0-employee": world.employee("nobody").pk,
        "kind-lines-0-role": "homeroom",
    }
    answer = login(secretary).post("/orders/new/roles/", sent)
    assert answer.status_code == 422
    assert "Укуктар жөнүндө" in answer.content.decode()
    assert not Order.objects.filter(title_ky="Укуктар жөнүндө").exists()


def test_the_loser_is_shown_both_texts(login, secretary, draft, director):
    actions.change_order(draft, by=director, version=1, basis_ky="Директордун сөзү")
    sent = typed(draft, basis_ky="Катчынын сөзү", version=1)
    answer = login(secretary).post(f"/orders/{draft.pk}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Директордун сөзү" in page
    assert "Катчынын сөзү" in page


def test_the_paper_follows_the_form(login, secretary, draft):
    sent = typed(draft, basis_ky="Протокол № 4")
    answer = login(secretary).post(f"/orders/new/other/sheet/?order={draft.pk}", sent)
    page = answer.content.decode()
    assert "Протокол № 4" in page
    assert "БУЙРУК КЫЛАМ" in page
    draft.refresh_from_db()
    assert draft.basis == ""


def test_the_director_signs_with_one_button(login, director, draft):
    login(director).post(f"/orders/{draft.pk}/sign/")
    draft.refresh_from_db()
    assert draft.label == "1-Н"


def test_an_order_of_roles_without_lines_is_not_signed(login, director):
    order = actions.draft_order("roles", by=director)
    login(director).post(f"/orders/{order.pk}/sign/")
    order.refresh_from_db()
    assert order.status == Order.Status.DRAFT


def test_the_secretary_may_not_press_sign(login, secretary, draft):
    assert login(secretary).post(f"/orders/{draft.pk}/sign/").status_code == 403


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_an_order_is_printed_and_the_print_is_booked(login, director, draft, lang):
    order = actions.sign_order(draft, by=director)
    answer = login(director).get(f"/orders/{order.pk}/print/?lang={lang}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert Entry.objects.filter(act="papers.print", by=director).exists()


def test_revoking_asks_for_a_basis(login, director, draft):
    order = actions.sign_order(draft, by=director)
    client = login(director)
    assert client.post(f"/orders/{order.pk}/revoke/", {"why_ky": "Ката кетти"}).status_code == 422
    client.post(f"/orders/{order.pk}/revoke/", {"basis_1": "mistake"})
    assert Order.objects.get(revokes=order).basis_ru == "Ошибка в приказе"


def test_the_load_page_drafts_the_load_order(login, deputy, world):
    new = world.employee("stranger_teacher").pk
    login(deputy).post(f"/orders/load/?class={world.class_a.pk}", {f"teacher-{world.algebra.pk}": new})
    order = Order.objects.get(kind="load", status="draft")
    assert [(line["section"], line["employee"]) for line in order.payload["loads"]] == [(world.algebra.pk, new)]


def test_the_page_of_homeroom_teachers_drafts_the_roles_order(login, director, world):
    new = world.employee("stranger_teacher").pk
    login(director).post("/orders/homerooms/", {f"class-{world.class_b.pk}": new})
    order = Order.objects.get(kind="roles", status="draft")
    assert order.payload["grants"] == [{"employee": new, "role": "homeroom", "class": world.class_b.pk}]


def test_the_numbers_go_on_from_the_paper_book(login, director, draft):
    client = login(director)
    page = client.get("/orders/numbers/").content.decode()
    assert 'name="general"' in page
    assert 'name="staff"' not in page  # it has orders already
    client.post("/orders/numbers/", {"general": 35, "students": 128})
    assert actions.sign_order(draft, by=director).label == "35-Н"


def test_an_order_is_found_by_those_its_lines_name_under_their_own_key_alone(login, secretary, world):
    """Numbers of employees and of students overlap: a student's number under `employee` names somebody else."""
    child, other = world.student, world.stranger
    one = {"by": secretary, "title_ky": "Биринчи", "payload": {"students": [{"student": child.pk}]}}
    two = {"by": secretary, "title_ky": "Экинчи", "payload": {"lines": [{"employee": child.pk}, {"student": other.pk}]}}
    found, passed = (actions.draft_order("other", **facts) for facts in (one, two))
    page = login(secretary).get(f"/orders/?q={child.person.last_name}&status=draft").text
    assert f"/orders/{found.pk}/" in page and f"/orders/{passed.pk}/" not in page
    absent = {"deep": {"lines": [{"absent": world.employee("teacher").pk}]}}
    third = actions.draft_order("other", by=secretary, title_ky="Үчүнчү", payload=absent)
    assert f"/orders/{third.pk}/" in login(secretary).get("/orders/?q=Абдыракманова&status=draft").text
