"""Substitutions of a day: who is proposed and why, drafts, what is refused, what the substitute may do (R3-5.1b)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags

from journal import policy
from journal.actions import (
    drop_lesson,
    mark_away,
    plan_substitutions,
    restore_lesson,
    save_cells,
    take_attendance,
    unmark_away,
)
from journal.actions.cells import Sent
from journal.actions.substitutions import Choice
from journal.models import Cell, Lesson, LostLesson, TeacherAway
from journal.rules.substitutes import Fitness, fitness
from journal.substitutes.book import entries
from journal.substitutes.day import Day, State
from schoolmis import clock
from schoolmis.access.grants import grants_of
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.notices.models import Notice
from schoolmis.orders import actions as orders
from schoolmis.orders import kinds
from schoolmis.orders.models import Order, Substitution
from schoolmis.structure.models import Group, Section, SpecialDay, Subject, TeachingLoad

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
PAGE = "/journal/substitutions/"
CLASS_HOUR = 99


def signed(kind, by, /, **payload):
    return orders.sign_order(orders.draft_order(kind, by=by, payload=payload), by=by)


def name_of(lesson, teacher) -> str:
    return f"l-{lesson.pk}-{teacher.pk}"


@pytest.fixture
def away(world, deputy):
    """The teacher of algebra has phoned in this morning."""
    return mark_away(world.employee("teacher"), FRIDAY, reason="sick", by=deputy)


@pytest.fixture
def choice(world, away):
    """Her first lesson is given to the homeroom teacher, who is free then."""
    return Choice(world.lesson().pk, away.employee_id, world.employee("homeroom").pk)


def code(day, choices, by):
    with pytest.raises(ValidationError) as refused:
        plan_substitutions(day, choices, by=by)
    return refused.value.code


def test_the_page_names_absent_teachers_by_order_and_by_mark(world, deputy, director, login, away):
    homeroom = world.employee("homeroom")
    days = {"from": "2026-11-20", "to": "2026-11-22"}
    order = signed("absence", director, employee=homeroom.pk, kind="sick", paper="", **days)
    page = login(deputy).get(PAGE).content.decode()
    assert "Абдыракманова" in page and "Токтосунова" in page
    assert f"№ {order.label}" in page and f'form="back-{away.pk}"' in page
    shown = Day(FRIDAY)
    assert [(one.employee.person.last_name, len(one.lines)) for one in shown.absent] == [
        ("Абдыракманова", 1),
        ("Токтосунова", 1),
    ]
    assert shown.uncovered == 2
    assert Day(date(2026, 11, 19)).lines == [], "there are no lessons on Thursday"


def test_the_busy_are_not_proposed_and_the_fittest_stand_first(world, deputy, away, director):
    """`stranger_teacher` teaches algebra in grade 8, but has 8-Б and 1-А at this hour; `homeroom` teaches 8-А."""
    shown = Day(FRIDAY)
    shown.propose()
    (line,) = shown.lines
    assert [one.employee.person.last_name for one in line.candidates] == ["Токтосунова"]
    assert "8-А" in line.candidates[0].why
    with acting(deputy):
        Lesson.objects.filter(
            section__in=[world.section("ALG", "8-Б"), world.section("MAT", "1-А")], date=FRIDAY
        ).update(number=4)
    shown = Day(FRIDAY)
    shown.propose()
    first, second = shown.lines[0].candidates
    assert (first.employee.person.last_name, first.lessons) == ("Кадыров", 2)
    assert "8" in first.why and "Алгебра" in first.why


def test_one_draft_for_an_absent_teacher_and_the_states_of_a_lesson(world, deputy, director, login, choice, away):
    lesson, client = world.lesson(), login(deputy)
    sent = {name_of(lesson, away.employee): f"h{choice.employee}"}
    answer = client.post(f"{PAGE}?on=2026-11-20", sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?on=2026-11-20")
    draft = Order.objects.get(kind="substitution")
    assert (draft.status, draft.payload["absent"]) == ("draft", away.employee_id)
    assert Day(FRIDAY).lines[0].state == State.DRAFTED
    assert f"/orders/{draft.pk}/" in client.get(PAGE).content.decode()
    orders.sign_order(draft, by=director)
    assert Day(FRIDAY).lines[0].state == State.SIGNED
    row = Substitution.objects.get()
    assert (row.number, f"{row.begins:%H:%M}", f"{row.ends:%H:%M}", row.hours) == (1, "08:00", "08:45", 1)


def test_an_annulled_draft_leaves_the_lesson_open_again(deputy, choice):
    (draft,), _lost = plan_substitutions(FRIDAY, [choice], by=deputy)
    assert code(FRIDAY, [choice], deputy) == "quicker"
    orders.annul_draft(draft, by=deputy)
    assert Day(FRIDAY).uncovered == 1
    plan_substitutions(FRIDAY, [choice], by=deputy)


def test_who_is_busy_away_or_unknown_is_refused_and_nothing_is_lost(world, deputy, login, choice, away, monkeypatch):
    lesson, busy = world.lesson(), world.employee("stranger_teacher")
    client = login(deputy)
    answer = client.post(PAGE, {name_of(lesson, away.employee): f"h{busy.pk}"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Кадыров" in page and not Order.objects.filter(kind="substitution").exists()
    assert client.post(PAGE, {}).status_code == 422
    for wrong in ("h", "h999999", "j1", "x", "h" + "9" * 30, ""):
        assert client.post(PAGE, {name_of(lesson, away.employee): wrong}).status_code == 422, wrong
    assert code(FRIDAY, [Choice(lesson.pk, busy.pk, choice.employee)], deputy) == "gone", "not her lesson"
    mark_away(world.employee("homeroom"), FRIDAY, reason="other", by=deputy)
    assert code(FRIDAY, [choice], deputy) == "away"


def test_one_teacher_is_not_given_two_lessons_of_one_hour(world, deputy, away, choice):
    homeroom = world.employee("homeroom")
    with acting(deputy):
        Lesson.objects.create(section=world.section("CLS"), date=FRIDAY, number=5)
        other = Lesson.objects.create(section=world.algebra, date=FRIDAY, number=5)
    assert code(FRIDAY, [choice, Choice(other.pk, away.employee_id, homeroom.pk)], deputy) == "busy"
    assert not Order.objects.filter(kind="substitution").exists(), "the first of the two is not drafted either"


def test_a_short_day_and_a_moved_workday_are_respected(world, deputy, director):
    """A Thursday with the lessons of Friday; the mark of Friday has nothing to say about it."""
    thursday = date(2026, 11, 26)
    with acting(deputy):
        SpecialDay.objects.create(date=thursday, follows=5, is_short=True, name_ky="Которулган күн", name_ru="Перенос")
        Lesson.objects.create(section=world.algebra, date=thursday, number=1)
    mark_away(world.employee("teacher"), thursday, reason="trip", by=deputy)
    from schoolmis.structure.models import Bell

    Bell.objects.create(shift=1, number=1, is_short=True, starts_at="8:00", ends_at="8:30")
    (line,) = Day(thursday).lines
    assert f"{line.lesson.hours[1]:%H:%M}" == "08:30"


def test_the_substitute_fills_this_lesson_on_this_day_and_nothing_else(
    world, deputy, director, homeroom, login, choice, monkeypatch
):
    (draft,), _lost = plan_substitutions(FRIDAY, [choice], by=deputy)
    orders.sign_order(draft, by=director)
    lesson, section = world.lesson(), policy.sections().get(pk=world.algebra.pk)
    before = Lesson.objects.filter(section=section, date__lt=FRIDAY).last()
    me, child = User.objects.get(pk=homeroom.pk), world.student

    def mark(of, text="5"):
        return save_cells(section, [Sent(of.pk, child.pk, 0, text)], key=f"k{of.pk}", by=User.objects.get(pk=me.pk))

    assert mark(lesson)["saved"] and mark(before)["refused"][0]["code"] == "denied"
    with acting(deputy):
        Cell.objects.create(lesson=before, student=child, absence="н", entered_by=deputy)
    refined = [Sent(before.pk, child.pk, 1, "б")]
    assert save_cells(section, refined, key="r", by=User.objects.get(pk=me.pk))["saved"], "she leads this class too"
    client = login(me)
    page = client.get(f"/journal/{section.pk}/").content.decode()
    assert f'data-t="{world.term(2).pk}" data-title' in page and "data-locked" in page, "results are locked"
    assert f'data-l="{lesson.pk}" data-title' in page
    assert client.get(f"/journal/lessons/{lesson.pk}/").status_code == 200
    assert client.get(f"/journal/lessons/{before.pk}/").status_code == 403
    assert client.post(f"/journal/{section.pk}/plan/edit/", {"topics": "А", "version": 0}).status_code == 403
    term = f'{{"key": "a", "user": {me.pk}, "cells": [{{"r": "{world.term(2).pk}", "s": {child.pk}, "t": "5"}}]}}'
    assert client.post(f"/journal/{section.pk}/results/", term, "application/json").status_code == 403
    day = client.get("/journal/day/").content.decode()
    assert f"/journal/lessons/{lesson.pk}/" in day and "Абдыракманова" in day
    monkeypatch.setenv("SCHOOLMIS_TODAY", "2026-11-21")
    assert not [one for one in grants_of(User.objects.get(pk=me.pk)) if one.section == section.pk]
    assert client.get(f"/journal/{section.pk}/cells/").status_code in (403, 404, 405)


def test_tomorrows_lesson_stands_in_her_day_without_its_journal(world, deputy, director, homeroom, login):
    away = mark_away(world.employee("teacher"), MONDAY, reason="trip", by=deputy)
    lesson = world.lesson(MONDAY)
    chosen = Choice(lesson.pk, away.employee_id, world.employee("homeroom").pk)
    (draft,), _lost = plan_substitutions(MONDAY, [chosen], by=deputy)
    orders.sign_order(draft, by=director)
    client = login(homeroom)
    day = client.get("/journal/day/?on=2026-11-23").content.decode()
    assert "Абдыракманова" in day and f"/journal/lessons/{lesson.pk}/" not in day


def test_who_really_taught_stands_beside_the_lesson(world, deputy, director, teacher, login, choice):
    (draft,), _lost = plan_substitutions(FRIDAY, [choice], by=deputy)
    orders.sign_order(draft, by=director)
    client = login(teacher)
    assert "Токтосунова" in client.get(f"/journal/lessons/{world.lesson().pk}/").content.decode()
    assert "Токтосунова А." in client.get(f"/journal/{world.algebra.pk}/").content.decode()
    assert "Токтосунова" in client.get("/journal/day/").content.decode()


def test_the_substitute_is_told_when_the_order_is_signed(world, deputy, director, homeroom, choice, login):
    (draft,), _lost = plan_substitutions(FRIDAY, [choice], by=deputy)
    assert not Notice.objects.filter(kind="journal.stands_in").exists(), "a draft tells nobody"
    orders.sign_order(draft, by=director)
    told = Notice.objects.get(kind="journal.stands_in")
    assert (told.user, told.url) == (homeroom, "/journal/day/?on=2026-11-20")
    assert "8-А, № 1" in strip_tags(login(homeroom).get("/notices/").content.decode())


def test_the_substitute_is_told_when_the_order_is_revoked(world, deputy, director, homeroom, choice, login, client):
    (draft,), _lost = plan_substitutions(FRIDAY, [choice], by=deputy)
    order = orders.sign_order(draft, by=director)
    second = orders.revoke_order(order, basis_ky="Мугалим келди", basis_ru="Учитель вышел", by=director)
    told = Notice.objects.get(kind="journal.stands_in_no_more")
    assert (told.user, told.url) == (homeroom, "/journal/day/?on=2026-11-20")
    page = login(homeroom)
    for language, word in (("ky", "жокко чыгарылды"), ("ru", "отменён")):
        page.cookies["django_language"] = language
        seen = strip_tags(page.get("/notices/").content.decode())
        assert word in seen and "8-А, № 1" in seen and f"№ {order.label}" in seen
    listed = set(second.acquaintances.values_list("person__last_name", flat=True))
    assert {"Токтосунова", "Абдыракманова"} <= listed, "they read the revocation as they read the order"
    assert Day(FRIDAY).uncovered == 1


def test_a_lesson_that_was_held_outlives_the_revocation(world, deputy, director, homeroom, away, choice):
    """R3-5.1b: the teacher comes back at noon; the first lesson stays the substitute's in the book."""
    with acting(deputy):
        second = Lesson.objects.create(section=world.algebra, date=FRIDAY, number=3)
    both = [choice, Choice(second.pk, away.employee_id, choice.employee)]
    (draft,), _lost = plan_substitutions(FRIDAY, both, by=deputy)
    order = orders.sign_order(draft, by=director)
    first = Lesson.objects.get(pk=choice.lesson)
    take_attendance(first, by=homeroom)
    assert not kinds.rests(order)
    orders.revoke_order(order, basis_ky="Мугалим келди", by=director)
    assert [(row.number, row.hours) for row in Substitution.objects.counted(FRIDAY, FRIDAY)] == [(1, 1)]
    assert [(line.lesson.number, line.state) for line in Day(FRIDAY).lines] == [(1, State.SIGNED), (3, State.OPEN)]
    assert Notice.objects.get(kind="journal.stands_in_no_more").data["lessons"] == "8-А, № 3"


@pytest.fixture
def whole_days(world, director, away):
    """The homeroom teacher stands in from Wednesday to Monday, whatever the lessons; on Friday there are two."""
    with acting(director):
        Lesson.objects.create(section=world.algebra, date=FRIDAY, number=3)
    line = {"section": world.algebra.pk, "employee": world.employee("homeroom").pk, "on": "", "hours": 5}
    days = {"from": "2026-11-18", "to": "2026-11-23"}
    return signed("substitution", director, absent=away.employee_id, lines=[line], **days)


def held_in_the_column(*lessons, by):
    with acting(by):
        Lesson.objects.filter(pk__in=[one.pk for one in lessons]).update(taken_at=clock.now())


def test_of_whole_days_the_lessons_that_were_held_outlive_the_revocation(world, director, whole_days):
    """R3-5.1b: Wednesday's lesson and Friday's first one were held; the teacher comes back at noon."""
    lessons = Lesson.objects.filter(section=world.algebra)
    first = [lessons.get(date=day, number=1) for day in (date(2026, 11, 18), FRIDAY)]
    held_in_the_column(*first, by=director)
    assert not kinds.rests(whole_days)
    orders.revoke_order(whole_days, basis_ky="Мугалим келди", by=director)
    kept = Substitution.objects.counted(date(2026, 11, 1), date(2026, 11, 30)).order_by("starts_on")
    assert [(row.starts_on.day, row.last_day.day, row.number, row.hours) for row in kept] == [
        (18, 19, None, 1),
        (20, 20, 1, 1),
    ]
    assert {row.order_id for row in kept} == {whole_days.pk}
    assert [(line.lesson.number, line.state) for line in Day(FRIDAY).lines] == [(1, State.SIGNED), (3, State.OPEN)]
    assert sum(one.lessons for one in entries(date(2026, 11, 1), date(2026, 11, 30))) == 2, "the book counts them"
    assert Notice.objects.get(kind="journal.stands_in_no_more").data["day"] == "20.11.2026–23.11.2026"


def test_of_whole_days_without_a_lesson_held_nothing_is_counted(director, whole_days):
    orders.revoke_order(whole_days, basis_ky="Мугалим келди", by=director)
    assert not entries(date(2026, 11, 1), date(2026, 11, 30))


def test_whole_days_all_of_whose_lessons_are_held_are_not_revoked(world, director, whole_days):
    days = date(2026, 11, 18), date(2026, 11, 23)
    held_in_the_column(*Lesson.objects.held().filter(section=world.algebra, date__range=days), by=director)
    with pytest.raises(ValidationError) as refused:
        orders.revoke_order(whole_days, basis_ky="Мугалим келди", by=director)
    assert refused.value.code == "rests"


def test_an_order_whose_lessons_are_all_held_is_not_revoked(deputy, director, homeroom, choice):
    (draft,), _lost = plan_substitutions(FRIDAY, [choice], by=deputy)
    order = orders.sign_order(draft, by=director)
    take_attendance(Lesson.objects.get(pk=choice.lesson), by=homeroom)
    with pytest.raises(ValidationError) as refused:
        orders.revoke_order(order, basis_ky="Мугалим келди", by=director)
    assert refused.value.code == "rests" and kinds.rests(order) in refused.value.messages[0]


def test_for_a_class_hour_those_who_know_the_class_stand_first():
    here, grade = {(1, 8)}, 8
    assert fitness({(CLASS_HOUR, 2, grade)}, None, here) == Fitness.FREE, "everybody's class hour is no speciality"
    assert fitness({(5, 1, grade)}, None, here) == Fitness.SAME_CLASS


def test_signing_asks_again_whether_she_is_free(world, deputy, director, away, choice):
    (draft,), _lost = plan_substitutions(FRIDAY, [choice], by=deputy)
    with acting(deputy):
        own = Lesson.objects.create(section=world.section("CLS"), date=FRIDAY, number=1)
    with pytest.raises(ValidationError) as refused:
        orders.sign_order(draft, by=director)
    assert refused.value.code == "busy"
    drop_lesson(own, reason="event", by=deputy)
    orders.sign_order(draft, by=director)


def test_a_lesson_that_is_not_held_is_lost_with_its_reason_and_comes_back(world, deputy, login, away):
    lesson, client = world.lesson(), login(deputy)
    assert client.post(PAGE, {name_of(lesson, away.employee): "lost"}).status_code == 302
    lost = LostLesson.objects.get()
    assert (lost.lesson, lost.reason) == (lesson, "illness")
    shown = Day(FRIDAY)
    assert (shown.lines[0].state, shown.uncovered) == (State.LOST, 0)
    assert f"/journal/lessons/{lesson.pk}/restore/" in client.get(PAGE).content.decode()
    restore_lesson(lesson, by=deputy)
    assert Day(FRIDAY).uncovered == 1


def test_a_mark_is_a_record_and_no_right(world, deputy, director, teacher, login, away, choice):
    with pytest.raises(ValidationError) as refused:
        mark_away(away.employee, FRIDAY, reason="sick", by=deputy)
    assert "journal_teacher_away_once" not in str(refused.value) and refused.value.messages
    assert len(grants_of(User.objects.get(pk=teacher.pk))) == 1, "she keeps her journal"
    (draft,), _lost = plan_substitutions(FRIDAY, [choice], by=deputy)
    with pytest.raises(ValidationError) as replaced:
        unmark_away(away, by=deputy)
    assert replaced.value.code == "replaced"
    with pytest.raises(ValidationError) as stands:
        mark_away(world.employee("homeroom"), FRIDAY, reason="sick", by=deputy)
    assert stands.value.code == "stands_in"
    orders.annul_draft(draft, by=deputy)
    client = login(deputy)
    assert client.post(f"/journal/substitutions/away/{away.pk}/back/").status_code == 302
    assert not TeacherAway.objects.filter(ended_at=None).exists() and TeacherAway.objects.count() == 1
    form = {"employee": away.employee_id, "reason": "unknown", "words": ""}
    assert client.post("/journal/substitutions/away/?on=2026-11-20", form).status_code == 302
    assert client.post("/journal/substitutions/away/?on=2026-11-20", form).status_code == 422, "not offered again"
    assert client.post("/journal/substitutions/away/?on=2026-11-20", {}).status_code == 422


@pytest.fixture
def subgroups(world, deputy, director):
    """8-А learns physics in two halves at the second hour: the homeroom teacher's and the stranger's."""
    with acting(deputy):
        subject = Subject.objects.create(code="ENG", name_ky="Англис тили", name_ru="Английский язык", order=9)
        halves = []
        for n, who in ((1, "teacher"), (2, "stranger_teacher")):
            group = Group.objects.create(year=world.year, kind="subgroup", name=f"8-А/{n}")
            group.classes.add(world.class_a)
            section = Section.objects.create(group=group, subject=subject, hours=2)
            order = Order.objects.filter(kind="load").first()
            TeachingLoad.objects.create(
                order=order, section=section, teacher=world.employee(who), hours=2, starts_on=date(2026, 9, 1)
            )
            halves.append(Lesson.objects.create(section=section, date=FRIDAY, number=3))
    return halves


def test_a_subgroup_joins_the_other_one_and_its_teacher_is_then_not_busy(world, deputy, director, away, subgroups):
    mine, _other = subgroups
    shown = Day(FRIDAY)
    shown.propose()
    line = shown.line(mine.pk, away.employee_id)
    stranger = world.employee("stranger_teacher")
    assert [one.value for one in line.joined] == [f"j{stranger.pk}"]
    assert f"h{stranger.pk}" not in [one.value for one in line.candidates]
    assert code(FRIDAY, [Choice(mine.pk, away.employee_id, stranger.pk)], deputy) == "busy"
    joined = Choice(mine.pk, away.employee_id, stranger.pk, joined=True)
    (draft,), _lost = plan_substitutions(FRIDAY, [joined], by=deputy)
    orders.sign_order(draft, by=director)
    assert Substitution.objects.get().joined
    homeroom = world.employee("homeroom")
    again = Choice(world.lesson().pk, away.employee_id, homeroom.pk, joined=True)
    assert code(FRIDAY, [again], deputy) == "not_beside", "she has no group of this class then"


def test_the_start_page_counts_lessons_without_a_teacher(world, deputy, login, away, teacher):
    client = login(deputy)
    panel = client.get("/panels/journal.uncovered/")
    assert "Абдыракманова" in panel.content.decode()
    assert "8-А" in panel.content.decode()


def test_the_page_asks_the_database_little_however_many_are_away(
    world, deputy, login, away, subgroups, django_assert_max_num_queries
):
    """More absent teachers and lessons that nobody holds add no statement."""
    client = login(deputy)
    client.get(PAGE)
    with django_assert_max_num_queries(20):
        client.get(PAGE)
    for name in ("homeroom", "stranger_teacher"):
        mark_away(world.employee(name), FRIDAY, reason="sick", by=deputy)
    with acting(deputy):
        for number in (3, 4, 5):
            Lesson.objects.create(section=world.algebra, date=FRIDAY, number=number)
    with django_assert_max_num_queries(20):
        client.get(PAGE)


def test_columns_of_other_days_are_locked_in_the_grid_of_a_substitute(
    world, deputy, director, stranger_teacher, login, away
):
    with acting(deputy):
        Lesson.objects.filter(section__in=[world.section("ALG", "8-Б"), world.section("MAT", "1-А")]).update(number=6)
    chosen = Choice(world.lesson().pk, away.employee_id, world.employee("stranger_teacher").pk)
    (draft,), _lost = plan_substitutions(FRIDAY, [chosen], by=deputy)
    orders.sign_order(draft, by=director)
    heads = login(stranger_teacher).get(f"/journal/{world.algebra.pk}/").content.decode().split('<th class="')
    mine = [one for one in heads if f'data-l="{world.lesson().pk}"' in one]
    assert mine and not any("data-locked" in one for one in mine)
    past = Lesson.objects.get(section=world.algebra, date=date(2026, 11, 18))
    assert any(f'data-l="{past.pk}"' in one and "data-locked" in one for one in heads)
