"""Two deputies propose the same free teacher at once: one is told who was first; without the lock both have her."""

from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, transaction

from journal.actions import mark_away, plan_substitutions
from journal.actions.substitutions import Choice
from journal.models import Lesson
from journal.substitutes.day import Day
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.orders.actions import draft_order
from schoolmis.orders.models import Order, Substitution
from schoolmis.people.models import Employee
from tests.together import at_once, behind

DAY = date(2026, 11, 20)


def user(name):
    return User.objects.get(username=name)


def employee(name):
    return Employee.objects.get(person__user__username=name)


def two_lessons():
    """Both absent teachers have a lesson at eight; the homeroom teacher alone is free then."""
    found = []
    for name, group in (("teacher", "8-А"), ("stranger_teacher", "8-Б")):
        away = mark_away(employee(name), DAY, reason="sick", by=user("deputy"))
        lesson = Lesson.objects.get(section__subject__code="ALG", section__group__name=group, date=DAY)
        found.append(Choice(lesson.pk, away.employee_id, employee("homeroom").pk))
    return found


def plan(choice, name):
    return lambda: plan_substitutions(DAY, [choice], by=user(name))[0][0].pk


def lock():
    list(Employee.objects.select_for_update().filter(pk=employee("homeroom").pk))


def test_one_teacher_is_proposed_once_and_the_second_deputy_is_told(committed_db):
    one, other = two_lessons()
    before, results = behind(lock, plan(one, "deputy"), plan(other, "director"), waiting=2)
    assert before == [False, False], "both wait for the teacher's row"
    made = [one for one in results if isinstance(one, int)]
    (refused,) = (one for one in results if not isinstance(one, int))
    assert refused.code == "busy" and "Токтосунова" in refused.messages[0]
    assert list(Order.objects.filter(kind="substitution").values_list("pk", flat=True)) == made


def test_one_lesson_is_covered_once(committed_db):
    one, _other = two_lessons()
    _before, results = behind(lock, plan(one, "deputy"), plan(one, "director"), waiting=2)
    refused = [one for one in results if not isinstance(one, int)]
    assert [problem.code for problem in refused] == ["quicker"]


def test_control_without_the_lock_both_deputies_have_her(committed_db):
    line, looked = two_lessons(), Barrier(2)

    def without_lock(choice, name):
        def run():
            shown = Day(DAY)
            hours = shown.line(choice.lesson, choice.absent).lesson.hours
            free = not shown.busy_with(choice.employee, hours)
            looked.wait(10)
            return free and draft_order("substitution", by=user(name), payload=payload(choice)).pk

        return run

    results = at_once(without_lock(line[0], "deputy"), without_lock(line[1], "director"))
    assert all(isinstance(one, int) and one for one in results) and len(set(results)) == 2


def payload(choice):
    section = Lesson.objects.get(pk=choice.lesson).section_id
    line = {"section": section, "employee": choice.employee, "on": "", "hours": 1, "number": 1, "joined": False}
    return {"absent": choice.absent, "from": "2026-11-20", "to": "2026-11-20", "lines": [line]}


@pytest.mark.django_db
def test_the_database_refuses_one_substitute_in_two_places_at_an_hour(world, director, deputy):
    one, other = two_lessons()
    order = draft_order("substitution", by=deputy, payload=payload(one))

    def row(choice, begins, ends, **more):
        facts = {"absent_id": choice.absent, "substitute_id": choice.employee, "number": 1, "hours": 1}
        section = Lesson.objects.get(pk=choice.lesson).section
        days = {"starts_on": DAY, "ends_on": date(2026, 11, 21)}
        made = Substitution(order=order, section=section, begins=begins, ends=ends, **facts, **days, **more)
        with acting(deputy), transaction.atomic():
            made.save(force_insert=True)

    row(one, "08:00", "08:45")
    with pytest.raises(IntegrityError):
        row(other, "08:40", "09:25")
    row(other, "08:45", "09:30")
    with pytest.raises(IntegrityError, match="orders_one_substitute_at_a_time"):
        row(other, "10:00", "10:45", joined=True)
