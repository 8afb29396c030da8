"""Orders on staff: hired, moved, away, replaced, dismissed; what each gives, what it refuses, and its undoing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.access import Role
from schoolmis.access.grants import grants_of
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.orders import actions, kinds
from schoolmis.orders.models import Absence, Order, Posting, Substitution
from schoolmis.orders.staff.rules import may_be_away, overlap
from schoolmis.people.models import Employee, Person
from schoolmis.structure.models import TeachingLoad

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def order(kind, by, /, **payload):
    return actions.draft_order(kind, by=by, payload=payload)


def signed(kind, by, /, **payload):
    return actions.sign_order(order(kind, by, **payload), by=by)


def refused(kind, by, /, **payload):
    """The code of the refusal at signing; the same sentence stands on the draft's page."""
    draft = order(kind, by, **payload)
    why = kinds.of(draft).ready(draft)
    with pytest.raises(ValidationError) as refusal:
        actions.sign_order(draft, by=by)
    assert why == " ".join(refusal.value.messages)
    draft.refresh_from_db()
    assert draft.number is None
    return refusal.value.code


def roles(user, on):
    """What the user may do on a day: grants are read as the next request reads them."""
    fresh = User.objects.get(pk=user.pk)
    return {(grant.role, grant.section) for grant in grants_of(fresh)}


@pytest.fixture
def lesson(world):
    """A substitution of the teacher by the stranger, in algebra of 8-А, today."""
    teacher, other = world.employee("teacher"), world.employee("stranger_teacher")
    line = {"section": world.algebra.pk, "employee": other.pk, "on": "", "hours": 2}
    return {"absent": teacher.pk, "from": "2026-11-20", "to": "2026-11-20", "lines": [line]}


def at(monkeypatch, day):
    monkeypatch.setenv("SCHOOLMIS_TODAY", day)


@given(DAYS, st.integers(1, 60), DAYS, st.integers(1, 60))
def test_two_absences_never_share_a_day(first, long, second, short):
    one, other = (first, first + timedelta(long)), (second, second + timedelta(short))
    shared = {one[0] + timedelta(n) for n in range(long)} & {other[0] + timedelta(n) for n in range(short)}
    assert bool(shared) == overlap(one, other)
    if shared:
        with pytest.raises(ValidationError):
            may_be_away("А", one, [other], [])
    else:
        may_be_away("А", one, [other], [])


@pytest.mark.django_db
def test_hiring_makes_the_employee_and_its_revocation_ends_the_work(director):
    post = {"position": "teacher", "position_text": "Химия мугалими", "rate": "0.5", "from": "2026-11-23"}
    hired = signed("hire", director, last_name="Асанова", first_name="Бурул", patronymic="", known="", **post)
    employee = Employee.objects.get(person__last_name="Асанова")
    assert (employee.post, str(employee.rate), employee.starts_on) == ("Химия мугалими", "0.50", date(2026, 11, 23))
    assert employee not in Employee.objects.now()
    assert employee.person.user_id is None
    actions.revoke_order(hired, basis_ky="Келген жок", by=director)
    employee.refresh_from_db()
    assert employee.ends_on == employee.starts_on


@pytest.mark.django_db
def test_who_has_left_is_hired_again_as_the_same_person(director, world):
    nobody = world.employee("nobody")
    signed("dismissal", director, employee=nobody.pk, to="2026-11-20", ground="own")
    names = {"last_name": nobody.person.last_name, "first_name": nobody.person.first_name, "patronymic": ""}
    post = {"position": "librarian", "rate": "1", "from": "2026-12-01", "known": str(nobody.person_id)}
    people = Person.objects.count()
    again = signed("hire", director, **names, **post)
    nobody.refresh_from_db()
    assert (nobody.position, nobody.starts_on, nobody.ends_on) == ("librarian", date(2026, 12, 1), None)
    assert Person.objects.count() == people
    assert again.postings.get().before["ends_on"] == "2026-11-21"


@pytest.mark.django_db
def test_who_works_is_not_hired_twice(director, world):
    names = {"last_name": "А", "first_name": "Б", "known": str(world.employee("nobody").person_id)}
    assert refused("hire", director, position="teacher", **{"from": "2026-11-20"}, **names) == "works"


@pytest.mark.django_db
def test_the_form_asks_who_it_is_when_the_name_is_known(login, secretary, world):
    person = world.employee("nobody").person
    sent = {"title_ky": "Кабыл алуу", "kind-last_name": person.last_name, "kind-first_name": person.first_name}
    sent |= {"kind-patronymic": person.patronymic, "kind-position": "teacher", "kind-employment": "main"}
    sent |= {"kind-rate": "1", "kind-from": "2026-11-23"}
    client = login(secretary)
    assert client.post("/orders/new/hire/", sent).status_code == 422
    assert client.post("/orders/new/hire/", sent | {"kind-known": "new"}).status_code == 302


@pytest.mark.django_db
def test_dismissal_ends_roles_and_load_after_the_last_day(director, world, teacher, homeroom, monkeypatch):
    employee = world.employee("homeroom")
    dismissed = signed("dismissal", director, employee=employee.pk, to="2026-11-24", ground="own")
    employee.refresh_from_db()
    assert employee.ends_on == date(2026, 11, 25)
    assert {role for role, _s in roles(homeroom, TODAY)} == {Role.HOMEROOM, Role.TEACHER}
    at(monkeypatch, "2026-11-25")
    assert roles(homeroom, None) == set()
    assert not TeachingLoad.objects.on(date(2026, 11, 25)).filter(teacher=employee).exists()
    actions.revoke_order(dismissed, basis_ky="Арызын кайтарып алды", by=director)
    assert {role for role, _s in roles(homeroom, None)} == {Role.HOMEROOM, Role.TEACHER}
    employee.refresh_from_db()
    assert employee.ends_on is None


@pytest.mark.django_db
def test_the_only_director_is_not_dismissed(director, world):
    pk = world.employee("director").pk
    draft = order("dismissal", director, employee=pk, to="2026-11-20", ground="own")
    with pytest.raises(ValidationError) as refusal:
        actions.sign_order(draft, by=director)
    assert refusal.value.code == "director"
    assert Employee.objects.get(pk=pk).ends_on is None


@pytest.mark.django_db
def test_nobody_is_dismissed_twice(director, world):
    pk = world.employee("nobody").pk
    first = signed("dismissal", director, employee=pk, to="2026-11-20", ground="own")
    assert refused("dismissal", director, employee=pk, to="2026-11-30", ground="own") == "dismissed"
    assert first.postings.get().act == Posting.Act.DISMISS


@pytest.mark.django_db
def test_a_transfer_changes_the_post_and_comes_back_when_revoked(director, world):
    employee = world.employee("nobody")
    before = employee.position
    payload = {"employee": employee.pk, "position": "librarian", "rate": "0.75", "from": "2026-11-23"}
    moved = signed("transfer_post", director, **payload)
    employee.refresh_from_db()
    assert (employee.position, str(employee.rate)) == ("librarian", "0.75")
    assert refused("transfer_post", director, **payload) == "same"
    actions.revoke_order(moved, basis_ky="Ката", by=director)
    employee.refresh_from_db()
    assert (employee.position, str(employee.rate)) == (before, "1.00")


@pytest.mark.django_db
def test_an_order_on_which_a_later_one_rests_is_not_revoked(director, world):
    pk = world.employee("nobody").pk
    moved = signed("transfer_post", director, employee=pk, position="librarian", **{"from": "2026-11-23"})
    signed("dismissal", director, employee=pk, to="2026-11-30", ground="own")
    with pytest.raises(ValidationError) as refusal:
        actions.revoke_order(moved, basis_ky="Ката", by=director)
    assert refusal.value.code == "rests"


@pytest.mark.django_db
def test_leave_is_taken_once_for_a_day_and_ends_when_called_back(director, world):
    pk = world.employee("teacher").pk
    leave = signed("leave", director, employee=pk, kind="annual", **{"from": "2026-11-20", "to": "2026-11-27"})
    row = Absence.objects.get()
    assert (row.ends_on, row.last_day) == (date(2026, 11, 28), date(2026, 11, 27))
    trip = {"employee": pk, "place": "Бишкек", "purpose": "Курс"}
    assert refused("trip", director, **trip, **{"from": "2026-11-27", "to": "2026-11-30"}) == "away"
    signed("trip", director, **trip, **{"from": "2026-11-28", "to": "2026-11-30"})
    actions.revoke_order(leave, basis_ky="Кызматтан чакырылды", by=director)
    row.refresh_from_db()
    assert row.ends_on == TODAY


@pytest.mark.django_db
def test_a_recall_never_lengthens_an_absence_that_is_over(director, world):
    pk = world.employee("teacher").pk
    sick = {"employee": pk, "kind": "sick", "from": "2026-11-02", "to": "2026-11-06"}
    old = signed("absence", director, **sick)
    actions.revoke_order(old, basis_ky="Ката", by=director)
    assert Absence.objects.get().ends_on == date(2026, 11, 7)


@pytest.mark.django_db
def test_nobody_is_away_before_they_are_hired(director, world):
    employee = world.employee("nobody")
    Employee.objects.filter(pk=employee.pk).update(starts_on=date(2026, 11, 25))
    days = {"from": "2026-11-24", "to": "2026-11-27"}
    assert refused("leave", director, employee=employee.pk, kind="annual", **days) == "not_employed"


@pytest.mark.django_db
def test_the_substitute_fills_the_journal_on_that_day_and_only_then(
    director, world, stranger_teacher, login, lesson, monkeypatch
):
    address = f"/journal/{world.algebra.pk}/"
    assert login(stranger_teacher).get(address).status_code == 404
    signed("substitution", director, **lesson)
    assert login(stranger_teacher).get(address).status_code == 200
    assert (Role.TEACHER, world.algebra.pk) in roles(stranger_teacher, TODAY)
    at(monkeypatch, "2026-11-21")
    assert (Role.TEACHER, world.algebra.pk) not in roles(stranger_teacher, None)
    at(monkeypatch, "2026-11-19")
    assert (Role.TEACHER, world.algebra.pk) not in roles(stranger_teacher, None)


@pytest.mark.django_db
def test_a_revoked_substitution_gives_nothing(director, world, stranger_teacher, lesson):
    done = signed("substitution", director, **lesson)
    actions.revoke_order(done, basis_ky="Мугалим келди", by=director)
    assert (Role.TEACHER, world.algebra.pk) not in roles(stranger_teacher, TODAY)


@pytest.mark.django_db
def test_a_substitute_is_another_is_there_and_is_employed(director, world, lesson):
    line = lesson["lines"][0]
    same = lesson | {"lines": [line | {"employee": lesson["absent"]}]}
    assert refused("substitution", director, **same) == "same"
    teaches_not = lesson | {"absent": world.employee("nobody").pk}
    assert refused("substitution", director, **teaches_not) == "teaches_not"
    outside = lesson | {"lines": [line | {"on": "2026-11-23"}]}
    assert refused("substitution", director, **outside) == "outside"
    Employee.objects.filter(pk=line["employee"]).update(ends_on=TODAY)
    assert refused("substitution", director, **lesson) == "not_employed"
    Employee.objects.filter(pk=line["employee"]).update(ends_on=None)
    signed("leave", director, employee=line["employee"], kind="annual", **{"from": "2026-11-20", "to": "2026-11-21"})
    assert refused("substitution", director, **lesson) == "away"


@pytest.mark.django_db
def test_who_stands_in_is_not_sent_away_on_those_days(director, world, lesson):
    signed("substitution", director, **lesson)
    pk = lesson["lines"][0]["employee"]
    assert (
        refused("leave", director, employee=pk, kind="annual", **{"from": "2026-11-18", "to": "2026-11-21"})
        == "replaces"
    )


@pytest.mark.django_db
def test_the_same_lessons_have_one_substitute(director, world, lesson):
    signed("substitution", director, **lesson)
    other = lesson | {"lines": [lesson["lines"][0] | {"employee": world.employee("homeroom").pk}]}
    with pytest.raises(ValidationError):
        signed("substitution", director, **other)
    assert Substitution.objects.count() == 1


@pytest.mark.django_db
def test_the_deputy_drafts_a_substitution_on_its_page_and_the_paper_names_both(login, deputy, director, world, lesson):
    line = lesson["lines"][0]
    sent = {"title_ky": "Алмаштыруу", "title_ru": "Замещение", "kind-absent": lesson["absent"]}
    sent |= {"kind-from": "2026-11-20", "kind-to": "2026-11-20"}
    sent |= {"kind-lines-TOTAL_FORMS": "1", "kind-lines-INITIAL_FORMS": "0"}
    sent |= {f"kind-lines-0-{name}": value for name, value in line.items()}
    assert login(deputy).post("/orders/new/substitution/", sent).status_code == 302
    draft = Order.objects.get(kind="substitution")
    page = login(director).get(f"/orders/{draft.pk}/").content.decode()
    assert str(world.employee("stranger_teacher")) in page
    assert login(director).post(f"/orders/{draft.pk}/sign/").status_code == 302
    assert Substitution.objects.get().hours == 2
    for lang in ("ky", "ru"):
        assert login(director).get(f"/orders/{draft.pk}/print/?lang={lang}").content[:4] == b"%PDF"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["hire", "transfer_post", "dismissal", "leave", "trip", "absence", "substitution"])
def test_an_empty_draft_of_each_kind_opens_and_an_empty_form_is_refused(login, director, kind):
    client, here = login(director), f"/orders/new/{kind}/"
    assert client.get(here).status_code == 200
    answer = client.post(here, {"kind-lines-TOTAL_FORMS": "0", "kind-lines-INITIAL_FORMS": "0"})
    assert answer.status_code == 422
    empty = actions.draft_order(kind, by=director)
    assert kinds.of(empty).ready(empty)
    assert client.get(f"/orders/{empty.pk}/").status_code == 200


@pytest.mark.django_db
def test_the_card_shows_what_orders_gave(login, director, world, lesson):
    signed("substitution", director, **lesson)
    signed("leave", director, employee=lesson["absent"], kind="annual", **{"from": "2026-11-20", "to": "2026-11-21"})
    page = login(director).get(f"/orders/staff/{lesson['absent']}/").content.decode()
    assert "Алгебра" in page and "21.11.2026" in page


@pytest.mark.django_db
def test_whom_an_order_concerns_is_asked_to_read_it(director, world, lesson):
    done = signed("substitution", director, **lesson)
    readers = set(done.acquaintances.values_list("person__employee", flat=True))
    assert readers == {lesson["absent"], lesson["lines"][0]["employee"]}
    hired = signed("hire", director, last_name="Асанова", known="", position="teacher", **{"from": "2026-11-20"})
    assert hired.acquaintances.get().person.last_name == "Асанова"


@pytest.mark.django_db
def test_the_extract_of_an_employee_holds_what_orders_gave(director, world, lesson):
    from schoolmis.people.extract import sections

    signed("substitution", director, **lesson)
    days = {"from": "2026-11-23", "to": "2026-11-24"}
    signed("leave", director, employee=lesson["absent"], kind="annual", **days)
    person = world.employee("teacher").person
    rows = [row for _title, _heads, found in sections(person, director) for row in found]
    assert any("23.11.2026\u00a0– 24.11.2026" in row for row in rows)
    assert any("20.11.2026" in row for row in rows)


@pytest.mark.django_db
def test_the_database_itself_refuses_what_the_rules_refuse(director, world):
    """Whatever program writes: two absences on a day, a substitute for oneself."""
    one = world.employee("teacher")
    base = actions.draft_order("other", by=director, title_ky="Негиз")
    row = {"order": base, "employee": one, "kind": "sick", "starts_on": TODAY, "ends_on": TODAY + timedelta(2)}
    with acting(director):
        Absence.objects.create(**row)
        for wrong in (
            lambda: Absence.objects.create(**row | {"starts_on": TODAY + timedelta(1)}),
            lambda: Substitution.objects.create(
                order=base,
                absent=one,
                substitute=one,
                section=world.algebra,
                starts_on=TODAY,
                ends_on=TODAY + timedelta(1),
                hours=1,
            ),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                wrong()
        with pytest.raises(DatabaseError), transaction.atomic():
            Absence.objects.all().delete()


@pytest.mark.parametrize(("kind", "shown"), [("sick", False), ("other", True)])
def test_the_paper_names_no_number_of_a_medical_certificate(world, director, kind, shown):
    pk = world.employee("teacher").pk
    facts = {"employee": pk, "kind": kind, "from": "2026-11-02", "to": "2026-11-06", "paper": "№ 0187"}
    done = signed("absence", director, **facts)
    cells = str(kinds.of(done).lines(done, "ky"))
    assert ("№ 0187" in cells) is shown
