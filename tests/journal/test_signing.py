"""The teacher signs a lesson that was held; what is changed afterwards takes the signature away in sight of all."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import IntegrityError

from journal import policy, signing
from journal.actions import change_lesson, refine_absences, save_cells, sign_day, sign_lesson, take_attendance
from journal.actions.cells import Sent
from journal.models import Lesson
from journal.rules.signing import lacks
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.audit.models import History
from schoolmis.orders.models import Order, Substitution
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
BEFORE = TODAY - timedelta(days=2)


def ready(lesson, teacher):
    """Topic entered, attendance taken."""
    change_lesson(lesson, version=lesson.version, by=teacher, topic="Квадраттык теңдеме")
    return take_attendance(lesson, by=teacher)


def state(lesson):
    return signing.with_state(Lesson.objects.all()).get(pk=lesson.pk)


def mark(world, lesson, teacher, text, version=0, student=None):
    sent = [Sent(lesson.pk, (student or world.student).pk, version, text, reason="Ката")]
    section = policy.sections().get(pk=lesson.section_id)
    answer = save_cells(section, sent, key=f"{lesson.pk}-{text}-{version}", by=teacher)
    assert answer["saved"], answer


def test_what_a_lesson_lacks_to_be_signed():
    assert lacks(TODAY, TODAY, "Тема", True) == []
    assert lacks(TODAY, TODAY, " ", False) == ["topic", "attendance"]
    assert lacks(TODAY + timedelta(days=1), TODAY, "Тема", True) == ["future"]


def test_the_refusal_says_what_lacks_and_where_it_is_put_right(world, teacher, login):
    lesson, client = world.lesson(), login(teacher)
    page = f"/journal/lessons/{lesson.pk}/"
    shown = client.post(f"{page}sign/", {"next": "/journal/day/"}, follow=True).content.decode()
    assert Lesson.objects.get(pk=lesson.pk).signed_at is None
    alarm = shown.split('id="alarm"')[1]
    assert f'href="{page}"' in alarm
    assert f'href="/journal/{lesson.section_id}/?on={lesson.date.isoformat()}"' in alarm
    change_lesson(lesson, version=1, by=teacher, topic="Тема")
    answer = client.post(f"{page}sign/", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["message"]
    mark(world, lesson, teacher, "н")
    answer = client.post(f"{page}sign/", headers={"Accept": "application/json"})
    assert answer.status_code == 200, "who is absent is entered: attendance is taken"
    assert teacher.name in answer.json()["signed"]
    assert client.post(f"{page}sign/", headers={"Accept": "application/json"}).status_code == 422, "signed already"


@pytest.mark.parametrize("what", ["topic", "homework", "mark", "absence", "work"])
def test_a_later_change_takes_the_signature_away_in_sight(world, teacher, login, what):
    lesson = sign_lesson(ready(world.lesson(), teacher), by=teacher)
    assert not state(lesson).is_changed
    grid = login(teacher).get(f"/journal/{lesson.section_id}/").content.decode()
    head = grid.split(f'data-l="{lesson.pk}"')[1].split(">")[0]
    assert "data-signed" in head
    assert "data-changed" not in head
    if what in ("topic", "homework"):
        change_lesson(lesson, version=Lesson.objects.get(pk=lesson.pk).version, by=teacher, **{what: "Башка"})
    elif what == "work":
        from journal.actions import add_work

        mark(world, add_work(lesson, by=teacher), teacher, "5")
    else:
        mark(world, lesson, teacher, {"mark": "4", "absence": "н"}[what])
    assert state(lesson).is_changed
    grid = login(teacher).get(f"/journal/{lesson.section_id}/").content.decode()
    assert "data-changed" in grid.split(f'data-l="{lesson.pk}"')[1].split(">")[0]
    sign_lesson(lesson, by=teacher)
    assert not state(lesson).is_changed
    signatures = History.objects.filter(record="journal_lesson", row_id=lesson.pk).order_by("pk")
    given = {row.new["signed_as"] for row in signatures if row.new["signed_as"]}
    assert len(given) == 2, "both signatures stay in the book"


def test_the_reason_of_an_absence_is_not_the_signers_business_and_a_change_put_back_is_none(world, teacher, homeroom):
    lesson = world.lesson()
    mark(world, lesson, teacher, "н")
    sign_lesson(ready(lesson, teacher), by=teacher)
    refine_absences(world.student, TODAY, TODAY, "б", by=homeroom)
    assert not state(lesson).is_changed
    other = world.child("Бегимай")
    mark(world, lesson, teacher, "5", student=other)
    assert state(lesson).is_changed
    mark(world, lesson, teacher, "", version=1, student=other)
    assert not state(lesson).is_changed, "what she signed is what stands"


def test_all_finished_lessons_of_a_day_at_once(world, teacher, login):
    lesson, client = world.lesson(day=BEFORE), login(teacher)
    day = f"/journal/day/?on={BEFORE.isoformat()}"
    assert "/journal/day/sign/" in client.get(day).content.decode()
    client.post("/journal/day/sign/", {"on": BEFORE.isoformat()})
    assert Lesson.objects.get(pk=lesson.pk).signed_at is None, "topic and attendance lack"
    ready(lesson, teacher)
    assert f"on={BEFORE.isoformat()}" in client.get("/journal/day/").content.decode(), "another day waits to be signed"
    assert client.post("/journal/day/sign/", {"on": BEFORE.isoformat()}).status_code == 302
    assert Lesson.objects.get(pk=lesson.pk).signed_by == teacher
    shown = client.get(day).content.decode()
    assert "/journal/day/sign/" not in shown
    assert teacher.name in shown


def test_nobody_signs_for_another(world, teacher, homeroom, deputy, stranger_teacher):
    lesson = ready(world.lesson(), teacher)
    for other in (homeroom, deputy, stranger_teacher):
        with pytest.raises(Denied):
            sign_lesson(lesson, by=other)
    answer = sign_day([lesson], by=teacher)
    assert answer.signed == [lesson]
    assert sign_day([lesson], by=teacher).refused, "signed already"


def test_a_closed_term_is_not_signed(world, teacher):
    from journal.models import Closing

    lesson = ready(world.lesson(), teacher)
    with acting(teacher):
        Closing.objects.create(term=world.term(2), closed_by=teacher)
    with pytest.raises(ValidationError) as refused:
        sign_lesson(lesson, by=teacher)
    assert refused.value.code == "locked"


def test_the_report_counts_filled_lessons_that_are_not_signed(world, teacher, deputy, login):
    lesson = world.lesson(day=BEFORE)
    assert signing.unsigned_per_section([world.algebra], BEFORE, TODAY) == {}, "an empty lesson is behind, not unsigned"
    ready(lesson, teacher)
    assert signing.unsigned_per_section([world.algebra], BEFORE, TODAY) == {world.algebra.pk: 1}
    sign_lesson(lesson, by=teacher)
    assert signing.unsigned_per_section([world.algebra], BEFORE, TODAY) == {}
    mark(world, lesson, teacher, "5")
    assert signing.unsigned_per_section([world.algebra], BEFORE, TODAY) == {world.algebra.pk: 1}
    assert login(deputy).get("/reports/journal.density/").status_code == 200
    assert signing.unsigned_days([world.algebra]) == [(BEFORE, 1)], "the day and the report know of the same lessons"
    world.year.closed_on = TODAY
    world.year.save(update_fields=["closed_on"])
    assert signing.unsigned_per_section([world.algebra], BEFORE, TODAY) == {world.algebra.pk: 1}, "it stays a fact"
    assert signing.unsigned_days([world.algebra]) == [], "nobody can sign it any more"


def test_a_signature_without_a_person_is_refused_by_the_database(world, teacher):
    lesson = world.lesson()
    with acting(teacher), pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.filter(pk=lesson.pk).update(signed_as="x")


def test_who_stands_in_signs_her_own_lesson_and_no_other(world, teacher, stranger_teacher, login):
    order = Order.objects.filter(kind="load").first()
    days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=1), "hours": 1}
    people = {"absent": world.employee("teacher"), "substitute": world.employee("stranger_teacher")}
    with acting(teacher):
        Substitution.objects.create(order=order, section=world.algebra, **people, **days)
    own, earlier = world.lesson(), ready(world.lesson(day=BEFORE), teacher)
    client = login(stranger_teacher)
    ready(own, stranger_teacher)
    client.post("/journal/day/sign/", {"on": BEFORE.isoformat()})
    assert Lesson.objects.get(pk=earlier.pk).signed_at is None
    with pytest.raises(Denied):
        sign_lesson(earlier, by=stranger_teacher)
    assert client.get("/journal/day/").context["unsigned"] == [], "what is not hers is not asked of her"
    client.post(f"/journal/lessons/{own.pk}/sign/")
    assert Lesson.objects.get(pk=own.pk).signed_by == stranger_teacher
