"""The pages of the year's end: the whole way by clicks, what is refused, statements counted (R7-2.1)."""

import pytest

from schoolmis import clock
from schoolmis.orders.actions import revoke_order
from schoolmis.structure.actions import add_class
from students import actions
from students.models import YearDecision, YearEnd
from tests.students.test_year_end import sign_drafts
from tests.students.year import cited, confirmed, decision_of, drafted, mark_all, user

pytestmark = pytest.mark.django_db


def test_the_whole_run_goes_by_the_pages(world, login, deputy, director):
    mark_all(world, Бегимай=2)
    base = f"/students/promotion/{world.year.pk}/"
    client = login(deputy)
    assert client.get("/students/promotion/").url == base
    client.post(f"{base}begin/")
    page = client.get(f"{base}table/").content.decode()
    assert 'name="l' in page
    client = login(director)
    run = YearEnd.objects.get()
    client.post(f"{base}table/confirm/?version={run.version}")
    client.post(f"{base}compute/")
    assert "9-А" in client.get(f"{base}classes/{world.class_a.pk}/").content.decode()
    run.refresh_from_db()
    cite = {"version": run.version, "protocol": "№ 5", "decided_on": "2026-11-20", "debts_due_on": "2027-10-01"}
    assert client.post(f"{base}council/", cite | {"protocol": ""}).status_code == 422
    assert client.post(f"{base}council/", cite).status_code == 302
    client.post(f"{base}draft/")
    page = client.get(base).content.decode()
    assert page.count("/orders/") >= 2
    client.post(f"{base}sign/")
    assert YearDecision.objects.filter(order__isnull=False).count() == 5
    assert client.get(base).status_code == 200


def test_a_class_is_saved_whole_or_not_at_all_and_the_reason_stands_at_the_row(world, login, deputy):
    run = confirmed(world, Бегимай=2)
    one, two = decision_of(world.student), decision_of(world.child("Бегимай"))
    sent = {}
    for row in (one, two):
        sent |= {f"o{row.pk}": row.outcome, f"t{row.pk}": row.target_id or "", f"v{row.pk}": row.version}
    client, at = login(deputy), f"/students/promotion/{run.year_id}/classes/{world.class_a.pk}/"
    answer = client.post(at, sent | {f"o{one.pk}": "blocked", f"o{two.pk}": "promoted"})
    assert answer.status_code == 422 and "R7-2.2" in answer.content.decode()
    assert decision_of(world.student).outcome == "promoted"
    assert client.post(at, sent | {f"o{one.pk}": "blocked"}).status_code == 302
    assert decision_of(world.student).outcome == "blocked"
    stale = client.post(at, sent | {f"o{one.pk}": "promoted"})
    assert stale.status_code == 422


def test_the_parents_choice_is_asked_for_its_papers_on_a_page_of_its_own(world, login, deputy):
    run = confirmed(world, Бегимай=2)
    row = decision_of(world.child("Бегимай"))
    client, at = login(deputy), f"/students/promotion/decisions/{row.pk}/"
    of = f"{row.student_id}"
    sent = {"version": row.version, "outcome": "individual", "target": row.target_id}
    sent |= {f"application_{of}_number": "4", f"application_{of}_on": "2026-11-19"}
    page = client.post(at, sent)
    assert page.status_code == 422 and "R7-2.5" in page.content.decode()
    plan = {f"plan_{of}_number": "1"}
    assert client.post(at, sent | plan).status_code == 422, "a paper has its day"
    assert client.post(at, sent | plan | {f"plan_{of}_on": "2026-11-18"}).status_code == 302
    row = decision_of(world.child("Бегимай"))
    assert run and row.outcome == "individual" and row.application == "№ 4, 19.11.2026"
    assert row.documents[1] == {"code": "plan", "number": "1", "on": "2026-11-18"}
    page = client.get(at).content.decode()
    assert 'value="2026-11-18"' in page and "ПМПК" in page, "an abbreviation stays in capitals"


def test_the_parents_choice_rests_on_the_application_of_the_register_and_answers_it(world, login, deputy, director):
    child, client = world.child("Бегимай"), login(deputy)
    facts = {"received_on": clock.today(), "student": child, "applicant_name": "Ата-энеси", "by": user("secretary")}
    asked, other = (actions.register_application(kind, **facts) for kind in ("repeat", "individual"))
    run = confirmed(world, Бегимай=2)
    row = decision_of(child)
    at, repeated = f"/students/promotion/decisions/{row.pk}/", add_class(run.next_year, 8, "А", by=deputy)
    sent = {"version": row.version, "outcome": "repeat", "target": repeated.pk}
    refused = client.post(at, sent | {"applications": other.pk})
    assert refused.status_code == 422 and f"№ {other.number}" in client.get(at).content.decode()
    assert client.post(at, sent | {"applications": asked.pk}).status_code == 302
    assert decision_of(child).documents == [{"code": "application", "application": asked.pk}]
    actions.draft_orders(cited(run), by=deputy)
    sign_drafts(run, director)
    asked.refresh_from_db()
    first = decision_of(child).order
    assert asked.state == "answered" and asked.order == first
    second = revoke_order(first, basis_ky="ката", by=director)
    asked.refresh_from_db()
    assert asked.state == "registered" and (asked.order, asked.closed_on) == (None, None), "open again (R7-4.5)"
    page = client.get(f"/students/applications/{asked.pk}/").content.decode()
    assert all(f"/orders/{order.pk}/" in page for order in (first, second))
    actions.draft_orders(YearEnd.objects.get(pk=run.pk), by=deputy)
    sign_drafts(run, director)
    asked.refresh_from_db()
    assert asked.state == "answered" and asked.order == decision_of(child).order != first


def test_the_pages_take_few_statements(world, login, director, django_assert_max_num_queries):
    run, client = drafted(world), login(director)
    for url in (
        f"/students/promotion/{run.year_id}/",
        f"/students/promotion/{run.year_id}/classes/{world.class_a.pk}/",
    ):
        client.get(url)
        with django_assert_max_num_queries(16):
            assert client.get(url).status_code == 200
