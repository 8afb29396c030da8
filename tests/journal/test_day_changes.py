"""What changes a child's day is told to the family and to the student, once an act, in the reader's language."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone, translation

from journal.actions import (
    drop_day,
    drop_for_event,
    drop_lesson,
    mark_away,
    move_lesson,
    plan_substitutions,
    put_back,
    restore_lesson,
)
from journal.actions.substitutions import Choice
from journal.models import Lesson
from journal.rules.losses import as_runs
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.events.actions import add_event
from schoolmis.events.models import EventKind
from schoolmis.notices.models import Notice
from schoolmis.orders import actions as orders
from schoolmis.people.models import Consent
from students.models import Exemption

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def seven_in_the_morning(monkeypatch):
    early = datetime.combine(FRIDAY, time(7), timezone.get_default_timezone())
    monkeypatch.setattr(clock, "now", lambda: early)


@pytest.fixture
def away(world, deputy):
    return mark_away(world.employee("teacher"), FRIDAY, reason="sick", by=deputy)


def told(user, language="ru", kind="journal.day_changed") -> list[str]:
    with translation.override(language):
        return [str(one) for one in Notice.objects.filter(user=user, kind=kind).order_by("pk")]


def test_a_substitution_is_told_when_it_is_signed_and_when_it_is_revoked(world, deputy, director, mother, away):
    choice = Choice(world.lesson().pk, away.employee_id, world.employee("homeroom").pk)
    (draft,), _lost = plan_substitutions(FRIDAY, [choice], by=deputy)
    assert told(mother) == [], "a draft changes no day"
    order = orders.sign_order(draft, by=director)
    name = world.student.person.short_name
    assert told(mother) == [f"{name}, 20.11.2026: 1-й урок, Алгебра – замещает Токтосунова Айнура"]
    assert told(mother, "ky") == [f"{name}, 20.11.2026: 1-сабак, Алгебра – алмаштырып өтөт: Токтосунова Айнура"]
    notice = Notice.objects.get(user=mother, kind="journal.day_changed")
    assert (notice.about, notice.url) == (world.student.person, f"/journal/children/{world.student.pk}/")
    assert not Notice.objects.filter(kind="journal.day_changed", about=world.stranger.person).exists()
    orders.revoke_order(order, basis_ky="Мугалим келди", by=director)
    assert told(mother)[1:] == [f"{name}, 20.11.2026: 1-й урок, Алгебра – замещения не будет"]


def test_a_lesson_brought_forward_is_told_once_with_both_lessons(world, deputy, director, mother, away):
    physics = Lesson.objects.get(section=world.section("PHY", "8-А"), date=MONDAY)
    (draft,), _lost = plan_substitutions(
        FRIDAY, [Choice(world.lesson().pk, away.employee_id, bring=physics.pk)], by=deputy
    )
    order = orders.sign_order(draft, by=director)
    name = world.student.person.short_name
    said = "1-й урок, Физика – будет в этот час (по расписанию: 23.11.2026, 2-й урок); не будет: Алгебра"
    assert told(mother) == [f"{name}, 20.11.2026: {said}"]
    orders.revoke_order(order, basis_ky="Мугалим келди", by=director)
    said = "1-й урок, Алгебра – всё же будет; Физика – в свой час: 23.11.2026, 2-й урок"
    assert told(mother)[1:] == [f"{name}, 20.11.2026: {said}"]


def test_lessons_lost_in_one_plan_are_one_notice(world, deputy, mother, away):
    first = world.lesson()
    with acting(deputy):
        second = Lesson.objects.create(section=world.algebra, date=FRIDAY, number=3)
    plan_substitutions(FRIDAY, [Choice(one.pk, away.employee_id) for one in (second, first)], by=deputy)
    (said,) = told(mother)
    assert said.endswith("1-й урок, Алгебра – не будет; 3-й урок, Алгебра – не будет")


def test_a_lesson_dropped_restored_moved_and_put_back(world, deputy, teacher, mother):
    lesson = world.lesson(day=MONDAY)
    drop_lesson(lesson, reason="illness", by=teacher)
    restore_lesson(lesson, by=teacher)
    move = move_lesson(lesson, day=TUESDAY, number=3, by=deputy)
    put_back(move, by=deputy)
    said = [one.split(": ", 1)[1] for one in told(mother)]
    number = lesson.number
    assert said == [
        f"{number}-й урок, Алгебра – не будет",
        f"{number}-й урок, Алгебра – всё же будет",
        f"{number}-й урок, Алгебра – в другой час: 24.11.2026, 3-й урок",
        f"{number}-й урок, Алгебра – будет в этот час (по расписанию: 24.11.2026, 3-й урок)",
    ]
    assert "болел" not in " ".join(said), "why a teacher is away is not the families' to know"


def test_days_and_events_without_lessons_are_one_notice_with_the_reason(world, deputy, mother):
    drop_day(MONDAY, TUESDAY, [world.class_a], reason="quarantine", by=deputy)
    (said,) = told(mother, kind="journal.days_not_held")
    assert said == f"{world.student.person.short_name}, уроков не будет: 23.11.2026, № 1–2 (карантин)"
    kind = EventKind.objects.get(name_ky="Экскурсия")
    facts = {"title_ky": "Музей", "title_ru": "Музей истории", "lesson_from": 1, "lesson_to": 1}
    trip = add_event(
        kind=kind, whom="classes", classes=[world.class_a], starts_on=FRIDAY, ends_on=FRIDAY, by=deputy, **facts
    )
    drop_for_event(trip, by=deputy)
    assert told(mother, kind="journal.days_not_held")[1].endswith("20.11.2026, № 1 (Музей истории)")
    assert told(mother, "ky", kind="journal.days_not_held")[1].endswith("(Музей)")


def test_what_is_over_the_exempt_and_who_gave_no_consent_are_not_told(world, deputy, teacher, mother, monkeypatch):
    drop_lesson(world.lesson(day=date(2026, 11, 18)), reason="illness", by=teacher)
    late = datetime.combine(FRIDAY, time(9), timezone.get_default_timezone())
    monkeypatch.setattr(clock, "now", lambda: late)
    drop_lesson(world.lesson(), reason="illness", by=teacher)
    assert not Notice.objects.filter(kind="journal.day_changed").exists(), "yesterday, and an hour ago"
    with acting(deputy):
        Exemption.objects.create(student=world.student, subject=world.algebra.subject, document="№ 1", starts_on=FRIDAY)
    drop_lesson(world.lesson(day=MONDAY), reason="illness", by=teacher)
    assert told(mother) == [], "the exempt one has no such lesson"
    with acting(deputy):
        Consent.objects.filter(person=world.student.person).update(ends_on=FRIDAY)
    drop_lesson(Lesson.objects.get(section=world.section("PHY", "8-А"), date=MONDAY), reason="illness", by=deputy)
    assert not Notice.objects.filter(about=world.student.person, kind="journal.day_changed").exists()


def test_the_student_is_told_too(world, teacher, mother):
    person = world.student.person
    with acting(teacher):
        person.user = User.objects.create(username="own", name=person.short_name)
        person.save()
    drop_lesson(world.lesson(day=MONDAY), reason="illness", by=teacher)
    assert told(person.user) == told(mother)


def test_numbers_of_lessons_as_runs():
    assert (as_runs({3, 1, 2, 5}), as_runs([4]), as_runs([])) == ("1–3, 5", "4", "")
