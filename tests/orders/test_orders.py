"""Orders: numbered at signing, frozen afterwards, carried out and undone by their rows."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from schoolmis.access import Denied, Role
from schoolmis.access.grants import grants_of
from schoolmis.access.models import RoleGrant
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.orders import actions, execution
from schoolmis.orders.models import Order
from schoolmis.structure.models import TeachingLoad

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(secretary):
    return actions.draft_order("other", by=secretary, title_ky="Субботник жөнүндө", text_ky="1. Өткөрүлсүн.")


def roles_order(by, *lines, **more):
    payload = {"from": "2026-11-20", "grants": [dict(line) for line in lines]} | more
    return actions.draft_order("roles", by=by, payload=payload)


def again(user):
    """The user as the next request sees them: grants are read anew."""
    return User.objects.get(pk=user.pk)


def test_a_draft_has_no_number_until_the_director_signs(draft, director):
    assert (draft.number, draft.date, str(draft.label)) != (1, None, "1-Н")
    signed = actions.sign_order(draft, by=director)
    assert (signed.label, signed.date, signed.status) == ("1-Н", date(2026, 11, 20), "signed")


def test_each_series_has_its_own_numbers(draft, director, world):
    signed = actions.sign_order(draft, by=director)
    nobody = world.employee("nobody").pk
    other = actions.sign_order(
        roles_order(director, {"employee": nobody, "role": Role.SECRETARY, "class": None}), by=director
    )
    assert signed.label == "1-Н"
    assert other.label == "3-К"  # the cast's roles and load orders come before it


def test_only_the_director_signs(draft, secretary, deputy):
    for user in (secretary, deputy):
        with pytest.raises(Denied):
            actions.sign_order(draft, by=user)


def test_the_deputy_drafts_the_load_and_nothing_else(deputy):
    assert actions.draft_order("load", by=deputy).pk
    with pytest.raises(Denied):
        actions.draft_order("other", by=deputy, title_ky="Башка")


def test_a_teacher_sees_no_orders(login, teacher, draft):
    assert login(teacher).get("/orders/").status_code == 403


def test_an_order_is_never_dated_before_the_previous_one(director):
    first, second = (actions.draft_order("other", by=director, title_ky="А") for _ in range(2))
    actions.sign_order(first, by=director, on=date(2026, 11, 19))
    with pytest.raises(ValidationError):
        actions.sign_order(second, by=director, on=date(2026, 11, 18))


def test_the_loser_of_two_editors_is_refused(draft, secretary, director):
    actions.change_order(draft, by=director, version=1, basis_ky="Арыз")
    with pytest.raises(ValidationError) as refusal:
        actions.change_order(draft, by=secretary, version=1, basis_ky="Протокол")
    assert refusal.value.code == "version"
    draft.refresh_from_db()
    assert draft.basis == "Арыз"


@pytest.mark.parametrize(
    "change",
    [
        "title_ky = 'Башка'",
        "number = 99",
        "date = '2026-01-01'",
        "payload = '{\"a\": 1}'",
        "status = 'draft', number = null",
    ],
)
def test_a_signed_order_is_frozen_for_the_programs_own_role_too(draft, director, change):
    actions.sign_order(draft, by=director)
    with pytest.raises(DatabaseError), acting(director), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update orders_order set {change} where id = %s", [draft.pk])


def test_a_signed_order_is_not_removed(draft, director):
    with pytest.raises(DatabaseError), acting(director), transaction.atomic():
        Order.objects.filter(pk=draft.pk).delete()


def test_an_executed_order_stays_executed(draft, director):
    order = execution.execute_order(actions.sign_order(draft, by=director), by=director)
    with pytest.raises(DatabaseError), acting(director), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(status="signed", executed_on=None)


def test_roles_begin_with_the_signature_and_end_on_the_next_request_after_revocation(director, world, nobody):
    assert not grants_of(nobody)
    line = {"employee": world.employee("nobody").pk, "role": Role.SECRETARY, "class": None}
    order = actions.sign_order(roles_order(director, line), by=director)
    assert {grant.role for grant in grants_of(again(nobody))} == {Role.SECRETARY}
    actions.revoke_order(order, basis_ky="Ката", by=director)
    assert not grants_of(again(nobody))


def test_access_to_pages_ends_with_the_revocation(login, director, world, nobody):
    line = {"employee": world.employee("nobody").pk, "role": Role.SECRETARY, "class": None}
    order = actions.sign_order(roles_order(director, line), by=director)
    client = login(nobody)
    assert client.get("/orders/").status_code == 200
    actions.revoke_order(order, basis_ky="Ката", by=director)
    assert client.get("/orders/").status_code == 403


def test_an_order_is_revoked_once(draft, director):
    order = actions.sign_order(draft, by=director)
    actions.revoke_order(order, basis_ky="Ката", by=director)
    with pytest.raises(ValidationError):
        actions.revoke_order(order, basis_ky="Ката", by=director)


def test_the_opening_order_is_not_revoked(director):
    with pytest.raises(ValidationError):
        actions.revoke_order(Order.objects.get(series="opening"), basis_ky="Ката", by=director)


def test_a_new_homeroom_teacher_takes_over_and_the_revocation_gives_the_class_back(director, world, homeroom, teacher):
    line = {"employee": world.employee("teacher").pk, "role": Role.HOMEROOM, "class": world.class_a.pk}
    order = actions.sign_order(roles_order(director, line, replace=True), by=director)
    held = RoleGrant.objects.on(world.today).filter(role=Role.HOMEROOM, school_class=world.class_a)
    assert [grant.user for grant in held] == [teacher]
    actions.revoke_order(order, basis_ky="Ката", by=director)
    assert [grant.user for grant in held.all()] == [homeroom]


def test_a_new_teacher_takes_over_a_journal(director, world):
    line = {"section": world.algebra.pk, "employee": world.employee("stranger_teacher").pk, "hours": "3"}
    payload = {"from": "2026-11-20", "loads": [line], "replace": True}
    order = actions.sign_order(actions.draft_order("load", by=director, payload=payload), by=director)
    held = TeachingLoad.objects.on(world.today).filter(section=world.algebra)
    assert [load.teacher for load in held] == [world.employee("stranger_teacher")]
    actions.revoke_order(order, basis_ky="Ката", by=director)
    assert [load.teacher for load in held.all()] == [world.employee("teacher")]


def test_rights_end_by_an_order_of_their_own(director, world, secretary):
    grant = RoleGrant.objects.get(role=Role.SECRETARY)
    payload = {"from": "2026-11-20", "grants": [grant.pk]}
    actions.sign_order(actions.draft_order("roles_end", by=director, payload=payload), by=director)
    assert not grants_of(again(secretary))


def test_the_school_is_never_left_without_a_director(director):
    grant = RoleGrant.objects.get(role=Role.DIRECTOR)
    payload = {"from": "2026-11-20", "grants": [grant.pk]}
    order = actions.draft_order("roles_end", by=director, payload=payload)
    with pytest.raises(ValidationError):
        actions.sign_order(order, by=director)
    order.refresh_from_db()
    assert order.status == Order.Status.DRAFT


def test_a_series_goes_on_from_the_paper_book_once(director):
    actions.set_next_number("students", 2026, 128, by=director)
    order = actions.draft_order("other", by=director, title_ky="Кабыл алуу", series="students")
    assert actions.sign_order(order, by=director).label == "128-О"
    with pytest.raises(ValidationError):
        actions.set_next_number("students", 2026, 500, by=director)


def test_a_draft_signed_meanwhile_is_not_annulled(director):
    stale = actions.draft_order("other", by=director, title_ky="Буйрук")
    actions.sign_order(Order.objects.get(pk=stale.pk), by=director)
    with pytest.raises(ValidationError):
        actions.annul_draft(stale, by=director)
