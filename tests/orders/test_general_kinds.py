"""Duties, the administrator, commissions, regulations, amendments (R1-5.1a, R1-5.1d, R2-5, R6-1.3, R7-3)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.audit.book import acting
from schoolmis.orders import actions, kinds
from schoolmis.orders.models import Body, Duty, Order
from schoolmis.orders.printed import PRINTED
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def signed(kind, director, payload, **texts):
    return actions.sign_order(actions.draft_order(kind, by=director, payload=payload, **texts), by=director)


def duties(world, *names, on="2026-11-20", text="Журналды толтурат."):
    rows = [{"employee": world.employee(name).pk, "text_ky": text, "text_ru": ""} for name in names]
    return {"from": on, "duties": rows}


def test_new_duties_take_the_place_of_the_former_from_their_day(world, director):
    first = signed("duties", director, duties(world, "teacher"))
    signed("duties", director, duties(world, "teacher", text="Жаңы"))
    held = Duty.objects.filter(employee=world.employee("teacher"))
    assert [(one.text_ky, one.ends_on) for one in held.order_by("pk")] == [
        ("Журналды толтурат.", TODAY),
        ("Жаңы", None),
    ]
    with pytest.raises(ValidationError) as refused:
        actions.revoke_order(first, basis_ky="Ката", by=director)
    assert refused.value.code == "rests"


def test_duties_that_an_order_replaced_begin_again_when_it_is_revoked(world, director):
    signed("duties", director, duties(world, "teacher"))
    second = signed("duties", director, duties(world, "teacher", text="Жаңы"))
    actions.revoke_order(second, basis_ky="Ката", by=director)
    (held,) = Duty.objects.on(TODAY).filter(employee=world.employee("teacher"))
    assert held.text_ky == "Журналды толтурат."


def test_an_employee_without_words_gets_those_that_the_roles_propose(login, secretary, world):
    sent = {
        "title_ky": "Милдеттер жөнүндө",
        "kind-from": "2026-11-20",
        "kind-lines-TOTAL_FORMS": "1",
        "kind-lines-INITIAL_FORMS": "0",
        "kind-lines-0-employee": world.employee("homeroom").pk,
    }
    assert login(secretary).post("/orders/new/duties/", sent).status_code == 302
    (line,) = Order.objects.get(kind="duties").payload["duties"]
    assert "Класстын катышуусун" in line["text_ky"] and "посещаемость класса" in line["text_ru"]
    answer = login(secretary).post("/orders/new/duties/", sent | {"kind-lines-0-employee": world.employee("nobody").pk})
    assert answer.status_code == 422


def test_the_director_prints_the_duties_of_each_with_the_rights(world, director, login):
    signed("duties", director, duties(world, "homeroom"))
    page = login(director).get(f"/reports/orders.duties/?employee={world.employee('homeroom').pk}&lang=ru")
    shown = page.content.decode()
    assert "Журналды толтурат." in shown and "8-А" in shown and "№ 1-К" in shown


def test_the_new_administrator_takes_over_from_the_former(world, director):
    grant = {"employee": world.employee("teacher").pk, "role": "administrator", "class": None}
    order = signed("administrator", director, {"from": "2026-11-20", "grants": [grant], "only": True})
    held = RoleGrant.objects.on(TODAY).filter(role=Role.ADMINISTRATOR)
    assert [one.user.username for one in held] == ["teacher"]
    actions.revoke_order(order, basis_ky="Ката", by=director)
    assert [one.user.username for one in RoleGrant.objects.on(TODAY).filter(role=Role.ADMINISTRATOR)] == [
        "administrator"
    ]


def members(world, *posts):
    names = ("deputy", "teacher", "homeroom")
    rows = [{"employee": world.employee(name).pk, "post": post} for name, post in zip(names, posts, strict=False)]
    return {"from": "2026-11-20", "name_ky": "Аттестациялык комиссия", "body": "attestation", "members": rows}


def test_a_commission_has_members_and_ends_with_its_order(world, director):
    order = signed("commission", director, members(world, "chair", "member", "secretary"))
    body = Body.objects.get(order=order)
    assert sorted(body.seats.values_list("post", flat=True)) == ["chair", "member", "secretary"]
    actions.revoke_order(order, basis_ky="Ката", by=director)
    assert not Body.objects.on(TODAY).filter(pk=body.pk).exists() and not body.seats.on(TODAY).exists()


@pytest.mark.parametrize("posts", [(), ("member", "member"), ("chair", "chair")])
def test_a_commission_has_one_chair(world, director, login, posts):
    draft = actions.draft_order("commission", by=director, payload=members(world, *posts))
    assert kinds.of(draft).ready(draft)
    login(director).post(f"/orders/{draft.pk}/sign/")
    draft.refresh_from_db()
    assert draft.status == Order.Status.DRAFT


def test_a_second_commission_of_the_same_name_is_refused_whole(world, director):
    signed("commission", director, members(world, "chair"))
    draft = actions.draft_order("commission", by=director, payload=members(world, "chair"))
    with pytest.raises(ValidationError):
        actions.sign_order(draft, by=director)
    draft.refresh_from_db()
    assert draft.number is None and Body.objects.filter(name_ky="Аттестациялык комиссия").count() == 1


def amending(order, **more):
    points = [{"point": 1, "becomes_ky": "Ишембилик 28-ноябрда өткөрүлсүн.", "becomes_ru": ""}]
    return {"order": order.pk, "points": points} | more


@pytest.fixture
def order(director):
    return signed("other", director, {}, title_ky="Ишембилик жөнүндө", text_ky="1. Ишембилик өткөрүлсүн.")


def test_an_amended_order_says_by_which_one_on_its_page_and_on_paper(order, director, login):
    second = signed("amendment", director, amending(order))
    page = login(director).get(f"/orders/{order.pk}/").content.decode()
    assert f"/orders/{second.pk}/" in page
    assert f"№ {second.label} буйрук" in " ".join(pages(PRINTED.render([order], "ky"))).replace("\n", " ")
    with pytest.raises(ValidationError, match=second.label):
        actions.revoke_order(order, basis_ky="Ката", by=director)
    actions.revoke_order(second, basis_ky="Ката", by=director)
    actions.revoke_order(Order.objects.get(pk=order.pk), basis_ky="Ката", by=director)


def test_what_is_a_draft_revoked_or_itself_an_amendment_is_not_amended(order, director):
    second = signed("amendment", director, amending(order))
    draft = actions.draft_order("other", by=director, title_ky="Долбоор")
    opening = Order.objects.get(kind="opening")
    for one in (second, draft, opening):
        drafted = actions.draft_order("amendment", by=director, payload=amending(one))
        with pytest.raises(ValidationError):
            actions.sign_order(drafted, by=director)
    other = signed("other", director, {}, title_ky="Башка")
    waiting = actions.draft_order("amendment", by=director, payload=amending(other))
    actions.revoke_order(other, basis_ky="Ката", by=director)
    with pytest.raises(ValidationError):
        actions.sign_order(waiting, by=director)


@pytest.mark.parametrize("points", [[2], [1, 1]])
def test_a_point_that_is_not_there_or_twice_is_not_amended(order, director, points):
    rows = [{"point": point, "becomes_ky": "Башка", "becomes_ru": ""} for point in points]
    draft = actions.draft_order("amendment", by=director, payload={"order": order.pk, "points": rows})
    assert kinds.of(draft).ready(draft)
    with pytest.raises(ValidationError):
        actions.sign_order(draft, by=director)


def test_an_amendment_prints_the_former_wording_beside_the_new(order, director):
    text = " ".join(pages(PRINTED.render([signed("amendment", director, amending(order))], "ky"))).replace("\n", " ")
    assert "Ишембилик өткөрүлсүн." in text and "28-ноябрда" in text


@pytest.mark.parametrize("written", ["1-Н", "№ 1-н", "1-H", "1"])
def test_a_number_is_found_as_it_is_written(order, director, login, written):
    assert order.label == "1-Н"
    shown = login(director).get("/orders/", {"q": written}).content.decode()
    assert "Ишембилик жөнүндө" in shown


def test_the_list_tells_revoked_and_annulled_apart(order, director, login):
    actions.annul_draft(actions.draft_order("other", by=director, title_ky="Керексиз"), by=director)
    actions.revoke_order(order, basis_ky="Ката", by=director)
    client = login(director)
    shown = {
        state: client.get(f"/orders/?status={state}").content.decode() for state in ("revoked", "annulled", "signed")
    }
    assert "Ишембилик жөнүндө" in shown["revoked"] and "Керексиз" in shown["annulled"]
    assert ">Ишембилик жөнүндө<" not in shown["signed"]


def test_the_words_of_a_signed_order_do_not_change_by_any_other_way(order, director):
    for change in ({"text_ky": "Башка"}, {"number": 99}, {"date": date(2026, 1, 1)}, {"payload": {"x": 1}}):
        with acting(director), pytest.raises(Error), transaction.atomic():
            Order.objects.filter(pk=order.pk).update(**change)


@pytest.mark.parametrize("lang", ["ky", "ru"])
@pytest.mark.parametrize("kind", sorted(code for code in kinds.registry if code not in {"other", "revoke"}))
def test_every_kind_has_its_wording_in_both_languages(kind, lang):
    title_ky, title_ru, text_ky, text_ru = kinds.registry[kind].texts
    assert (title_ky, text_ky)[lang == "ru"] and (title_ru if lang == "ru" else title_ky)
    assert "жөнүндө" in title_ky and text_ru.startswith("1.") == text_ky.startswith("1.")


def test_a_commission_is_one_choice_of_its_people(login, secretary, world):
    chair, member = world.employee("deputy").pk, world.employee("teacher").pk
    sent = {"title_ky": "Комиссия түзүү жөнүндө", "kind-from": "2026-11-20", "kind-body": "attestation"}
    sent |= {"kind-name_ky": "Инвентаризация комиссиясы", "kind-members": [member, chair]}
    assert login(secretary).post("/orders/new/commission/", sent).status_code == 422
    assert login(secretary).post("/orders/new/commission/", sent | {"kind-chair": chair}).status_code == 302
    order = Order.objects.get(kind="commission")
    seated = [{"employee": chair, "post": "chair"}, {"employee": member, "post": "member"}]
    assert order.payload["members"] == seated
    assert login(secretary).get(f"/orders/{order.pk}/").content.decode().count(" checked") == 2
