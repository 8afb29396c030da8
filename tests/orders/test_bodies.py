"""R2-5: the school's bodies, who sits in them, and protocols numbered, frozen and cited."""

from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.access import Denied
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.orders.bodies import actions, protocols, rules
from schoolmis.orders.citing import _citers, cites
from schoolmis.orders.fields import DecisionField
from schoolmis.orders.models import Body, Decision, Order, Protocol, Seat
from tests.papers.reading import pages

DAY = date(2026, 11, 10)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_school_year_begins_with_the_council_of_august(day):
    year = rules.school_year(day)
    assert date(year, 8, 1) <= day < date(year + 1, 8, 1)


@given(st.integers(1, 200), st.integers(0, 200))
def test_r2_5_a_body_decides_with_more_than_half_of_its_seats(seats, present):
    if present * 2 > seats:
        rules.may_decide(seats, present)
    else:
        with pytest.raises(ValidationError):
            rules.may_decide(seats, present)


@pytest.fixture
def council(world):
    return world.protocol().body


def draft(world, body, by, *, days=1, **facts):
    people = [world.employee(name).person for name in ("deputy", "secretary")]
    points = facts.pop("points", [{"question": "Тарбия иши", "decided": "Күчөтүлсүн"}])
    return protocols.draft_protocol(
        body, held_on=DAY + timedelta(days), chair=people[0], secretary=people[1], by=by, points=points, **facts
    )


def test_numbers_go_on_per_body_and_start_again_with_the_school_year(world, council, secretary):
    second = protocols.sign_protocol(draft(world, council, secretary), by=secretary)
    other = actions.open_body("prevention", "Алдын алуу кеңеши", by=secretary)
    first = protocols.sign_protocol(draft(world, other, secretary, present_count=4), by=secretary)
    assert (second.number, second.school_year, first.number) == (2, 2026, 1)


def test_the_paper_books_next_number_is_set_before_the_first_protocol(world, council, secretary):
    other = actions.open_body("methodical", "Математика мугалимдеринин бирикмеси", by=secretary)
    protocols.set_next_number(other, 2026, 6, by=secretary)
    assert protocols.sign_protocol(draft(world, other, secretary, present_count=3), by=secretary).number == 6
    with pytest.raises(ValidationError):
        protocols.set_next_number(council, 2026, 6, by=secretary)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"days": -1}, "number"),
        ({"days": 30}, "sitting"),
        ({"points": []}, "agenda"),
        ({"points": [{"question": "Ар түрдүү"}]}, "decided"),
        ({"points": [{"question": "А", "decided": "Б", "votes_for": 3, "abstained": 1}]}, "votes"),
    ],
)
def test_what_hinders_a_signature_is_said(world, council, secretary, facts, words, settings):
    from django.utils import translation

    with translation.override("en"), pytest.raises(ValidationError, match=words):
        protocols.sign_protocol(draft(world, council, secretary, **facts), by=secretary)


def test_without_a_quorum_nothing_is_decided(world, council, secretary):
    away = {world.employee(name).person.pk: "оруп калды" for name in ("teacher", "deputy")}
    with pytest.raises(ValidationError) as refused:
        protocols.sign_protocol(draft(world, council, secretary, absent=away), by=secretary)
    assert refused.value.code == "quorum"


def test_a_signed_protocol_is_frozen_by_the_database(world, director):
    protocol = world.protocol()
    changes = [
        lambda: Protocol.objects.filter(pk=protocol.pk).update(guests="x"),
        lambda: Protocol.objects.filter(pk=protocol.pk).update(status="draft", number=None),
        lambda: protocol.decisions.update(decided="x"),
        lambda: Decision.objects.create(protocol=protocol, number=9, question="x"),
        lambda: protocol.attendances.update(is_present=False),
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), acting(director):
            change()


def test_more_votes_than_people_are_refused_by_the_database_too(world, council, secretary):
    protocol = draft(world, council, secretary, points=[{"question": "А", "decided": "Б", "votes_for": 99}])
    with pytest.raises(DatabaseError, match="votes"), transaction.atomic(), acting(secretary):
        Protocol.objects.filter(pk=protocol.pk).update(status="signed", number=7)


def test_a_new_chair_takes_over_and_the_former_one_stays_a_member(world, council, director):
    teacher, deputy = (world.employee(name).person for name in ("teacher", "deputy"))
    actions.seat(council, [teacher], on=world.today, post="chair", by=director)
    now = {row.person_id: row.post for row in Seat.objects.on(world.today).filter(body=council)}
    assert (now[teacher.pk], now[deputy.pk]) == ("chair", "member")
    before = {row.person_id: row.post for row in Seat.objects.on(DAY).filter(body=council)}
    assert (before[teacher.pk], before[deputy.pk]) == ("member", "chair")
    with pytest.raises(DatabaseError), transaction.atomic(), acting(director):
        Seat.objects.create(body=council, person=deputy, post="chair", starts_on=world.today)


def test_only_the_office_keeps_protocols(world, council, teacher):
    with pytest.raises(Denied):
        draft(world, council, teacher)


class Citing(forms.Form):
    decision = DecisionField(kinds=[Body.Kind.COUNCIL])


def test_only_points_of_signed_protocols_of_the_right_body_are_offered(world, council, secretary):
    point = council.protocols.get().decisions.get()
    draft(world, council, secretary)
    other = actions.open_body("prevention", "Алдын алуу кеңеши", by=secretary)
    strange = protocols.sign_protocol(draft(world, other, secretary, present_count=4), by=secretary).decisions.get()
    assert Citing({"decision": point.pk}).is_valid() and not Citing({"decision": strange.pk}).is_valid()
    offered = str(Citing()["decision"])
    assert "<optgroup" in offered and offered.count("<option") == 2


def test_the_protocols_page_shows_what_rests_on_it(world, council, login, director, teacher):
    point, own = council.protocols.get().decisions.get(), reverse("journal:terms")
    cites(lambda decisions: [(one.pk, "I чейрек", own) for one in decisions if one.pk == point.pk])
    pages = {}
    try:
        for reader in (director, teacher):
            pages[reader] = login(reader).get(f"/bodies/protocols/{point.protocol_id}/").content.decode()
    finally:
        _citers.pop()
    assert all("I чейрек" in page for page in pages.values())
    assert f'href="{own}">I чейрек' in pages[director] and f'href="{own}">I чейрек' not in pages[teacher], "named alone"


def test_a_draft_is_written_saved_and_registered_in_pages(world, council, login, secretary):
    client = login(secretary)
    made = client.post("/bodies/protocols/new/", {"body": council.pk, "held_on": "2026-11-18"})
    protocol = Protocol.objects.get(status="draft")
    assert made["Location"].endswith(f"/{protocol.pk}/") and protocol.chair == world.employee("deputy").person
    sent = {
        "version": 1,
        "held_on": "2026-11-18",
        "chair": protocol.chair_id,
        "secretary": protocol.secretary_id,
        "guests": "Айыл өкмөтүнүн өкүлү",
        "present": [protocol.chair_id, protocol.secretary_id],
        f"reason-{world.employee('teacher').person.pk}": "иш сапары",
        "points-TOTAL_FORMS": 2,
        "points-INITIAL_FORMS": 0,
        "points-0-question": "Чейректин жыйынтыгы",
        "points-0-decided": "Жыйынтык бекитилсин",
        "points-0-votes_for": 2,
    }
    here = f"/bodies/protocols/{protocol.pk}/"
    assert client.post(here, sent).status_code == 302
    stale = client.post(here, sent | {"guests": "Башка"})
    assert stale.status_code == 422 and "Айыл өкмөтүнүн өкүлү" in stale.content.decode()
    assert client.post(here, sent | {"version": 2, "points-0-question": ""}).status_code == 422
    client.post(f"{here}sign/")
    protocol.refresh_from_db()
    assert (protocol.number, protocol.status) == (2, "signed")
    for language, words in (
        ("ky", ("№ 2 ПРОТОКОЛУ", "ЧЕЧИМ КЫЛЫНДЫ", "иш сапары")),
        ("ru", ("ПРОТОКОЛ № 2", "РЕШИЛИ")),
    ):
        text = " ".join(pages(client.get(f"{here}print/?lang={language}").content))
        assert all(word in text for word in words), text
    assert client.post(here, sent | {"version": 3}).status_code == 422


def test_a_member_reads_what_is_signed_and_nothing_else(world, council, login, secretary, teacher):
    mine, other = council.protocols.get(), draft(world, council, secretary)
    client = login(User.objects.get(pk=teacher.pk))
    assert client.get(f"/bodies/protocols/{mine.pk}/").status_code == 200
    assert client.get(f"/bodies/protocols/{other.pk}/").status_code == 404


def test_members_are_named_found_by_name_and_added_from_outside(world, council, login, director):
    client, here = login(director), f"/bodies/{council.pk}/members/"
    looked = {"people_q": "алымкулова жаныл", "pick_find": "people"}
    assert "Алымкулова Жаңыл" in client.post(here, looked).content.decode()
    assert not Seat.objects.filter(body=council, person__first_name="Жаңыл").exists()
    kadyrov = world.employee("stranger_teacher").person
    sent = {"post": "member", "on": "2026-11-20", "people": [kadyrov.pk], "outsider": "Бекова Асель"}
    sent["order"] = Order.objects.get(kind="roles").pk
    assert client.post(here, sent).status_code == 302
    assert client.post(here, sent | {"outsider": ""}).status_code == 422
    names = {row.person.last_name for row in Seat.objects.on(world.today).filter(body=council)}
    assert {"Кадыров", "Бекова"} <= names
    assert client.get(f"/bodies/{council.pk}/").status_code == 200


def test_lists_keep_their_query_count_as_rows_grow(world, council, login, director, django_assert_max_num_queries):
    for days in range(1, 8):
        protocols.sign_protocol(draft(world, council, director, days=days), by=director)
    client = login(director)
    for url in (
        "/bodies/",
        f"/bodies/{council.pk}/",
        "/bodies/protocols/",
        f"/bodies/protocols/{Protocol.objects.first().pk}/",
    ):
        client.get(url)
        with django_assert_max_num_queries(12):
            client.get(url)
    assert "Тарбия" in client.get("/bodies/protocols/?q=күчотулсун").content.decode()
