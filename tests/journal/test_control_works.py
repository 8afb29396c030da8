"""Control works stand in one schedule; a day with more of them than the norm is told and never refused (R1-4.1/2)."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from journal import control_works
from journal.actions import add_work, change_lesson, drop_lesson, enter_topic, enter_topics, save_plan
from journal.child import child_page
from journal.homework_month import of_class, of_student
from journal.models import Cell, SanitaryNorm, WorkKind
from journal.rules.control_works import is_control, is_crowded, named
from journal.rules.plans import Line
from schoolmis.audit.book import acting
from schoolmis.structure.models import Group, Section, Subject

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY, WEDNESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 25)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
SCHEDULE = "/reports/journal.control_works/"


def kind_of(weight):
    facts = {"name_ky": "Текшерүү иш", "name_ru": "Контрольная работа", "weight": weight}
    return WorkKind.objects.get_or_create(code=f"weighs {weight}", defaults=facts)[0]


def set_work(lesson, by, weighs=2, **more):
    return change_lesson(lesson, version=lesson.version, by=by, kind=kind_of(weighs), **more)


def send(client, lesson, kind):
    told = {"topic": "", "homework": "", "due_on": "", "minutes": "", "link": "", "kind": kind.pk, "weight": ""}
    told |= {"counts": "unknown", "visible": "unknown", "version": lesson.version}
    return client.post(f"/journal/lessons/{lesson.pk}/", told, follow=True).content.decode()


def test_a_work_that_weighs_more_than_an_ordinary_mark_is_one():
    assert is_control(Decimal("1.5")) and not is_control(Decimal(1))
    assert is_crowded(2, {}) and not is_crowded(1, {}), "one a day, until the school says else"
    assert not is_crowded(2, {"works": 2})


def test_works_of_a_class_are_found_by_kind_weight_and_part(world, teacher, homeroom):
    control = set_work(world.lesson(FRIDAY), teacher)
    set_work(world.lesson(MONDAY), teacher, weighs=1)
    heavier = set_work(world.lesson(WEDNESDAY), teacher, weighs=1, weight=Decimal(3))
    add_work(world.lesson(MONDAY), by=teacher, kind=kind_of(2))
    found = control_works.works([world.class_a], FIRST, LAST)
    assert [(work.date, work.part) for work in found] == [(FRIDAY, 0), (MONDAY, 1), (WEDNESDAY, 0)]
    assert found[0] == control and found[2] == heavier
    assert control_works.works([world.class_b], FIRST, LAST) == []


def test_a_second_subject_on_a_day_is_too_many_and_the_same_subject_is_not(world, teacher, homeroom):
    set_work(world.lesson(FRIDAY), teacher)
    add_work(world.lesson(FRIDAY), by=teacher, kind=kind_of(2))
    classes = [world.class_a]
    assert control_works.crowded(control_works.works(classes, FIRST, LAST), classes) == set()
    set_work(world.lesson(FRIDAY, section=world.section("PHY")), homeroom)
    assert control_works.crowded(control_works.works(classes, FIRST, LAST), classes) == {(world.class_a.pk, FRIDAY)}
    SanitaryNorm.objects.update_or_create(kind="works", grade_from=1, grade_to=12, defaults={"value": 2})
    assert control_works.crowded(control_works.works(classes, FIRST, LAST), classes) == set()


def test_the_teacher_is_told_before_and_warned_after(world, teacher, homeroom, login):
    lesson, kind = world.lesson(MONDAY, section=world.section("PHY")), kind_of(2)
    told, warned = "В этот день есть контрольные работы: 8-А", "на этот день контрольная работа уже назначена"
    client = login(homeroom)
    client.cookies["django_language"] = "ru"
    assert told not in client.get(f"/journal/lessons/{lesson.pk}/").content.decode()
    assert warned not in send(client, lesson, kind)
    set_work(world.lesson(MONDAY), teacher)
    assert told in client.get(f"/journal/lessons/{lesson.pk}/").content.decode()
    lesson.refresh_from_db()
    assert warned in send(client, lesson, kind)
    lesson.refresh_from_db()
    assert lesson.kind == kind, "and refuses nothing"


def test_the_schedule_is_the_staffs_and_marks_the_crowded_day(
    world, teacher, homeroom, stranger_teacher, mother, login
):
    set_work(world.lesson(MONDAY), teacher, topic="Квадрат теңдеме")
    set_work(world.lesson(MONDAY, section=world.section("PHY")), homeroom)
    html = login(stranger_teacher).get(SCHEDULE).content.decode()
    assert html.count("23.11.2026") == 2 and "Квадрат теңдеме" in html
    assert html.count("нормадан көп") == 2
    assert login(mother).get(SCHEDULE).status_code == 403


def test_families_see_what_comes_and_nothing_hidden(world, teacher, homeroom, mother, login):
    set_work(world.lesson(FRIDAY), teacher)
    set_work(world.lesson(WEDNESDAY), teacher, topic="Квадрат теңдеме")
    set_work(world.lesson(MONDAY, section=world.section("PHY")), homeroom, visible=False)
    works = [(work["day"], work["told"]) for work in child_page(world.student).works]
    assert works == [(WEDNESDAY, "Текшерүү иш: Квадрат теңдеме")]
    html = login(mother).get(f"/journal/children/{world.student.pk}/").content.decode()
    assert "Алдыдагы текшерүү иштер" in html
    works = {cell.day for week in of_student(world.student, FIRST, FRIDAY).weeks for cell in week if cell.works}
    assert works == {FRIDAY, WEDNESDAY}
    works = {cell.day for week in of_class(world.class_a, FIRST, FRIDAY).weeks for cell in week if cell.works}
    assert works == {FRIDAY, MONDAY, WEDNESDAY}, "the homeroom teacher sees the hidden one too"


def test_a_topic_names_a_kind_in_whole_words():
    control, essay = kind_of_names("Текшерүү иш", "Контрольная работа"), kind_of_names("Дил баян", "Сочинение")
    known = [control, essay]
    assert named("Контрольная работа № 3", known) == named("текшерүү иш", known) == control[0]
    assert named("Сочинение: осень", known) == essay[0]
    assert named("Текшерүү ишке даярдоо", known) is None, "to prepare for one is none"
    longer = kind_of_names("Текшерүү иш жазуу", "")
    assert named("Текшерүү иш жазуу", [*known, longer]) == longer[0]


def kind_of_names(ky, ru):
    return f"{ky}/{ru}", (ky, ru)


def test_a_subgroup_that_the_program_named_is_in_the_readers_language():
    group = Group(kind="subgroup", name="8-А · англис тили", name_ru="8-А · английский")
    section = Section(subject=Subject(name_ky="Англис тили", name_ru="Английский язык"), group=group)
    with translation.override("ru"):
        assert control_works.subject_of(section) == "Английский язык, 8-А · английский"
    with translation.override("ky"):
        assert control_works.subject_of(section) == "Англис тили, 8-А · англис тили"


def plan_of(section, by, *topics):
    """A plan that begins behind what the lessons up to Friday have: one topic for each of them, then `topics`."""
    before = section.lessons.filter(date__lte=FRIDAY).count()
    lines = [Line(f"Тема {n}") for n in range(before)]
    return save_plan(section, [*lines, *(Line(topic) for topic in topics)], version=0, by=by)


def test_what_the_plan_lays_ahead_stands_in_the_schedule_and_moves_with_it(world, teacher, deputy, homeroom, login):
    kind_of(2)
    plan_of(world.algebra, teacher, "Текшерүү иш № 2", "Кайталоо")
    found = control_works.works([world.class_a], MONDAY, LAST)
    assert [(work.date, work.topic, work.by_plan) for work in found] == [(MONDAY, "Текшерүү иш № 2", True)]
    assert "план боюнча" in login(deputy).get(SCHEDULE).content.decode()
    page = login(homeroom).get(f"/journal/lessons/{world.lesson(MONDAY, section=world.section('PHY')).pk}/")
    assert "8-А: " in page.content.decode() and "Текшерүү иш" in page.content.decode()
    drop_lesson(world.lesson(MONDAY), reason="event", by=deputy)
    found = control_works.works([world.class_a], MONDAY, LAST)
    assert [(work.date, work.by_plan) for work in found] == [(WEDNESDAY, True)]
    change_lesson(world.lesson(WEDNESDAY), version=world.lesson(WEDNESDAY).version, by=teacher, kind=kind_of(1))
    assert control_works.works([world.class_a], MONDAY, LAST) == [], "the teacher has said what it is"


def test_the_plans_topic_brings_its_kind_where_no_mark_weighs_by_it(world, teacher):
    kind_of(2)
    save_plan(world.algebra, [Line("Текшерүү иш № 1"), Line("Текшерүү иш № 2")], version=0, by=teacher)
    one, two = world.algebra.lessons.filter(part=0).order_by("date", "number")[:2]
    assert enter_topic(one, by=teacher).kind == kind_of(2)
    with acting(teacher):
        Cell.objects.create(lesson=two, student=world.student, first=5, entered_by=teacher)
    answer = enter_topics(world.algebra, [one.pk, two.pk], by=teacher)
    assert [row.get("heavy") for row in answer["saved"]] == [True, None], "a mark given keeps its weight"
