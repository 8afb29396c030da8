"""Lessons that were not held: taken out with a reason, put back, counted in plan against fact."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from journal import fulfilment, plans
from journal.actions import drop_day, drop_lesson, lay_lessons, restore_lesson, save_plan, take_attendance
from journal.actions.plans import enter_topic
from journal.models import Lesson, LostLesson, Slot
from journal.rules.plans import Line
from schoolmis.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_lesson_taken_out_shifts_the_plan_and_comes_back(world, teacher, login):
    lesson = world.lesson()
    save_plan(world.algebra, [Line(f"Тема {n}") for n in range(1, 60)], version=0, by=teacher)
    enter_topic(lesson, by=teacher)
    given = Lesson.objects.get(pk=lesson.pk).plan_topic
    following = Lesson.objects.filter(section=world.algebra, date__gt=lesson.date).first()
    client, page = login(teacher), f"/journal/lessons/{lesson.pk}/drop/"
    assert client.post(page, {"reason": "other"}).status_code == 422, "another reason is told in words"
    assert client.post(page, {"reason": "cold", "words": "−30"}).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.status, lesson.topic, lesson.plan_topic) == ("dropped", "", None)
    layout = plans.layout(world.algebra)
    assert given.pk not in [layout.laid.get(pk) for pk in (lesson.pk,)], "the topic waits for another lesson"
    assert client.post(page, {"reason": "cold"}).status_code == 422, "it is out already"
    shown = client.get(f"/journal/{world.algebra.pk}/plan/").content.decode()
    assert "−30" in shown and f"/journal/lessons/{lesson.pk}/restore/" in shown
    assert client.post(f"/journal/lessons/{lesson.pk}/restore/").status_code == 302
    lesson.refresh_from_db()
    assert lesson.status == "planned"
    with pytest.raises(ValidationError):
        restore_lesson(lesson, by=teacher)
    assert following.date > lesson.date


def test_a_lesson_with_something_written_is_not_taken_out(world, teacher):
    lesson = take_attendance(world.lesson(), by=teacher)
    with pytest.raises(ValidationError) as refused:
        drop_lesson(lesson, reason="illness", by=teacher)
    assert refused.value.code == "written"
    assert Lesson.objects.get(pk=lesson.pk).status == "planned"


def test_the_timetable_does_not_bring_a_lost_lesson_back(world, teacher, deputy):
    lesson = world.lesson()
    drop_lesson(lesson, reason="illness", by=teacher)
    place = {"section": world.algebra, "weekday": lesson.date.isoweekday(), "number": lesson.number}
    Slot.objects.create(**place, starts_on=date(2026, 9, 1))
    lay_lessons(world.year, lesson.date, lesson.date, by=deputy, sections=[world.algebra])
    assert Lesson.objects.get(pk=lesson.pk).status == "dropped"


def test_whole_days_are_taken_out_and_what_is_written_stays(world, teacher, deputy, login):
    kept = take_attendance(world.lesson(), by=teacher)
    made, left = drop_day(kept.date, kept.date, [world.class_a], reason="cold", by=deputy)
    assert (made, left) == (1, 1), "physics is out, algebra has been taken"
    client = login(deputy)
    form = {"first": "2026-11-23", "last": "2026-11-23", "reason": "quarantine", "words": ""}
    assert client.post("/journal/lost/days/", form).status_code == 302
    assert LostLesson.objects.filter(reason="quarantine").count() == 4, "nothing ticked: every class"
    backwards = client.post("/journal/lost/days/", form | {"last": "2026-11-20"})
    assert backwards.status_code == 422
    assert world.algebra.loads.get().teacher.person.short_name in client.get("/journal/lost/").content.decode()
    assert "8-Б" not in login(teacher).get("/journal/lost/").content.decode().split("<tbody")[1]


def test_plan_against_fact_counts_held_lost_and_what_does_not_fit(world, teacher, deputy, login):
    section, lesson = world.algebra, world.lesson()
    lessons = Lesson.objects.filter(section=section, status="planned").count()
    save_plan(section, [Line("Тема", 40), Line("Дагы", lessons - 40)], version=0, by=teacher)
    before = fulfilment.facts(world.year, lesson.date)[section.pk]
    assert (before.held, before.over, before.lost_hours) == (0, 0, 0)
    drop_lesson(lesson, reason="illness", by=teacher)
    take_attendance(Lesson.objects.filter(section=section, status="planned").first(), by=teacher)
    fact = fulfilment.facts(world.year, lesson.date)[section.pk]
    assert (fact.held, fact.lost["illness"], fact.over, fact.due) == (1, 1, 1, before.due)
    installer = User.objects.system("installation")
    gone = Lesson.objects.filter(section=section, status="planned", date__lt=lesson.date).last()
    Slot.objects.create(section=section, weekday=gone.date.isoweekday(), number=gone.number, starts_on=date(2026, 9, 1))
    from schoolmis.structure.models import DayOff

    DayOff.objects.create(kind="holiday", name_ky="Курман айт", starts_on=gone.date, ends_on=gone.date)
    lay_lessons(world.year, gone.date, gone.date, by=installer, sections=[section])
    assert fulfilment.facts(world.year, lesson.date)[section.pk].lost["day_off"] == 1
    client = login(deputy)
    for by in ("section", "teacher", "reason"):
        page = client.get(f"/reports/journal.plan_fulfilment/?by={by}&on={lesson.date}")
        assert page.status_code == 200
    assert ">2<" in page.content.decode(), "hours lost of the whole school"
    own = login(teacher).get(f"/reports/journal.plan_fulfilment/?by=section&on={lesson.date}").content.decode()
    assert "Абдыракманова" in own and "Кадыров" not in own
