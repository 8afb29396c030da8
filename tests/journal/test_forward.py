"""A later lesson of a class at the hour of one whose teacher is not there: offered, drafted, signed, revoked."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from journal.actions import (
    make_calendar_address,
    mark_away,
    move_lesson,
    plan_substitutions,
    put_back,
    restore_lesson,
    take_attendance,
    unmark_away,
)
from journal.actions.substitutions import Choice
from journal.models import Lesson, LessonMove, LostLesson, Slot
from journal.reports.substitutions import Book, DaySheet
from journal.substitutes.day import Day, State
from journal.substitutes.forward import Forward
from schoolmis.audit.book import acting
from schoolmis.notices.models import Notice
from schoolmis.orders import actions as orders
from schoolmis.orders import kinds
from schoolmis.orders.models import Order, Substitution
from schoolmis.orders.timesheet.month import counted
from schoolmis.structure.actions import add_room
from schoolmis.structure.models import Group, Section, TeachingLoad
from tests.cast import START
from tests.journal.test_calendar_feeds import on, own

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)
PAGE = "/journal/substitutions/?on=2026-11-20"


@pytest.fixture
def away(world, deputy):
    """The teacher of algebra is not there: 8-А has a gap at lesson 1, then physics with the homeroom teacher."""
    return mark_away(world.employee("teacher"), FRIDAY, reason="sick", by=deputy)


@pytest.fixture
def physics(world):
    section = world.section("PHY", "8-А")
    return {day: Lesson.objects.get(section=section, date=day) for day in (FRIDAY, MONDAY)}


def offers(day=FRIDAY) -> list[tuple[date, int]]:
    shown = Day(day)
    Forward(shown).propose()
    return [(one.lesson.date, one.lesson.number) for line in shown.lines for one in line.forward]


def plan(world, away, lesson, by):
    choice = Choice(world.lesson().pk, away.employee_id, bring=lesson.pk)
    (draft,), _lost = plan_substitutions(FRIDAY, [choice], by=by)
    return draft


def code(act, *args, **named) -> str:
    with pytest.raises(ValidationError) as refused:
        act(*args, **named)
    return refused.value.code


def test_later_lessons_of_the_class_are_offered_the_same_day_first(world, deputy, away, physics):
    shown = Day(FRIDAY)
    Forward(shown).propose()
    first, *others = shown.lines[0].forward
    assert (first.lesson, first.names, first.same_day, first.is_last) == (
        physics[FRIDAY],
        "Токтосунова Айнура",
        True,
        True,
    )
    assert [one.lesson.date.day for one in others] == [23, 25, 27] and "23" in others[0].why
    with acting(deputy):
        Lesson.objects.create(section=world.section("CLS"), date=FRIDAY, number=3)
    assert offers()[:2] == [(FRIDAY, 3), (FRIDAY, 2)], "the one that leaves no gap stands first"


@pytest.mark.parametrize(
    ("case", "left"),
    [
        ("nothing", [20, 23, 25, 27]),
        ("her teacher is away", []),
        ("her teacher has another lesson", []),
        ("something is written in it", [23, 25, 27]),
        ("it is moved", [23, 25, 27]),
        ("a substitute is drafted for it", [23, 25, 27]),
        ("another subgroup learns then", []),
        ("its room is taken", [23, 25, 27]),
        ("it is a subgroup's", [23, 25, 27]),
        ("the day is past", []),
    ],
)
def test_what_clashes_is_not_offered(world, deputy, homeroom, away, physics, case, left, monkeypatch):
    lesson, homeroom_teacher = physics[FRIDAY], world.employee("homeroom")
    if case == "her teacher is away":
        mark_away(homeroom_teacher, FRIDAY, reason="trip", by=deputy)
    elif case == "her teacher has another lesson":
        with acting(deputy):
            other = Section.objects.create(
                group=world.section("ALG", "8-Б").group, subject=lesson.section.subject, hours=1
            )
            _loaded(other, homeroom_teacher)
            Lesson.objects.filter(section=world.section("ALG", "8-Б"), date=FRIDAY).update(number=6)
            Lesson.objects.create(section=other, date=FRIDAY, number=1)
    elif case == "something is written in it":
        take_attendance(lesson, by=homeroom)
    elif case == "it is moved":
        move_lesson(lesson, day=TUESDAY, number=2, by=deputy)
    elif case == "a substitute is drafted for it":
        orders.draft_order("substitution", by=deputy, payload=_held(world, lesson))
    elif case == "another subgroup learns then":
        with acting(deputy):
            half = Group.objects.create(year=world.year, kind="subgroup", name="8-А/1")
            half.classes.add(world.class_a)
            section = Section.objects.create(group=half, subject=world.algebra.subject, hours=1)
            Lesson.objects.create(section=section, date=FRIDAY, number=1)
    elif case == "its room is taken":
        room = add_room("Лаб.", by=deputy)
        for section, number in ((lesson.section, 2), (world.section("ALG", "8-Б"), 1)):
            Slot.objects.create(section=section, weekday=5, number=number, room=room, starts_on=START)
        left = [23, 25]  # of the Friday after, too, the laboratory is the lesson's room
    elif case == "it is a subgroup's":
        with acting(deputy):
            half = Group.objects.create(year=world.year, kind="subgroup", name="8-А/1")
            half.classes.add(world.class_a)
            section = Section.objects.create(group=half, subject=lesson.section.subject, hours=1)
            _loaded(section, homeroom_teacher)
            Lesson.objects.filter(pk=lesson.pk).update(section=section)
    elif case == "the day is past":
        monkeypatch.setenv("SCHOOLMIS_TODAY", "2026-11-21")
    shown = Day(FRIDAY)
    Forward(shown).propose()
    mine = next(line for line in shown.lines if line.lesson == world.lesson())
    assert [one.lesson.date.day for one in mine.forward] == left


def _loaded(section, teacher):
    order = Order.objects.filter(kind="load").first()
    TeachingLoad.objects.create(order=order, section=section, teacher=teacher, hours=1, starts_on=START)


def _held(world, lesson) -> dict:
    line = {"section": lesson.section_id, "employee": world.employee("stranger_teacher").pk, "hours": 1, "number": 2}
    days = {"from": "2026-11-20", "to": "2026-11-20"}
    return {"absent": world.employee("homeroom").pk, "lines": [line | {"on": "", "joined": False}], **days}


def test_one_press_drafts_the_move_and_the_page_shows_it(world, deputy, login, away, physics):
    client, lesson = login(deputy), world.lesson()
    page = client.get(PAGE).content.decode()
    assert f'value="b{physics[FRIDAY].pk}"' in page and "Физика · 8-А" in page
    name = f"l-{lesson.pk}-{away.employee_id}"
    assert client.post(PAGE, {name: "b999999"}).status_code == 422
    assert client.post(PAGE, {name: f"b{physics[FRIDAY].pk}"}).status_code == 302
    draft = Order.objects.get(kind="substitution")
    (line,) = Day(FRIDAY).lines
    assert (line.state, line.by, line.order) == (State.DRAFTED, "Физика, Токтосунова Айнура", draft)
    assert f"/orders/{draft.pk}/" in client.get(PAGE).content.decode()
    (row,) = DaySheet().build({"on": FRIDAY}, "ru").sheets[0].rows
    assert row[6] == "Физика, Токтосунова Айнура (перенесён с урока 2) *"
    assert Lesson.objects.get(pk=lesson.pk).status == "planned" and not LessonMove.objects.exists(), (
        "a draft moves none"
    )
    assert code(unmark_away, away, by=deputy) == "replaced"
    paper = kinds.of(draft).lines(draft, "ky")
    assert paper[1] == [
        [
            "Абдыракманова Чолпонай",
            "8-А",
            "Физика (Алгебра сабагынын ордуна)",
            "Токтосунова Айнура",
            "20.11.2026",
            "1 (мурда 2)",
            "–",
        ]
    ]
    assert "алдыга жылдырылып" in draft.text_ky and draft.text_ky.startswith("1. ")
    sent = {"kind-absent": away.employee_id, "kind-from": "2026-11-20", "kind-to": "2026-11-20", "kind-moves": []}
    form = kinds.of(draft).form_class()(sent | _no_lines(), payload=draft.payload)
    assert form.is_valid() and form.payload()["moves"] == [], "what is unticked does not move"
    orders.annul_draft(draft, by=deputy)
    assert Day(FRIDAY).uncovered == 1


def _no_lines() -> dict:
    counts = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 40}
    return {f"kind-lines-{name}": n for name, n in counts.items()}


def test_signed_the_lesson_stands_at_the_hour_everywhere_and_revoked_it_is_back(
    world, deputy, director, homeroom, client, away, physics
):
    later, gap = physics[FRIDAY], world.lesson()
    order = orders.sign_order(plan(world, away, later, deputy), by=director)
    gap.refresh_from_db(), later.refresh_from_db()
    assert (gap.status, later.date, later.number) == ("dropped", FRIDAY, 1)
    lost, move = LostLesson.objects.get(), LessonMove.objects.get()
    assert (lost.lesson, lost.reason, move.gap, move.order) == (gap, "illness", gap, order)
    (line,) = Day(FRIDAY).lines
    assert (line.state, line.by, line.brought_from) == (
        State.SIGNED,
        "Физика, Токтосунова Айнура",
        "2-сабактан жылдырылган",
    )
    (row,) = DaySheet().build({"on": FRIDAY}, "ru").sheets[0].rows
    assert row[6] == "Физика, Токтосунова Айнура (перенесён с урока 2)"
    book, _given, ceded = Book().build({"month": date(2026, 11, 1)}, "ru").sheets
    assert book.rows[0][8:] == ("не проведён; вместо него Физика, Токтосунова Айнура", order.label)
    assert ceded.rows[0][3:] == (1, 0, 1), "her lesson was missed and not replaced"
    held = {row.employee: row.given for row in counted(date(2026, 11, 1))}
    assert held[world.employee("homeroom").pk] == 0 and not Substitution.objects.exists(), "it is her own lesson"
    told = Notice.objects.get(kind="journal.brought")
    assert told.user == homeroom and told.data == {"group": "8-А", "day": "20.11.2026", "number": "1", "was": "№ 2"}
    feed = own(make_calendar_address(by=homeroom))
    [event] = on(Calendar.from_ical(client.get(feed).content), "Физика", FRIDAY)
    assert f"{event.decoded('dtstart'):%H:%M}" == "08:00"
    assert code(put_back, move, by=deputy) == "ordered" and code(restore_lesson, gap, by=deputy) == "filled"
    orders.revoke_order(order, basis_ky="Мугалим келди", by=director)
    gap.refresh_from_db(), later.refresh_from_db()
    assert (gap.status, later.number, Day(FRIDAY).uncovered) == ("planned", 2, 1)
    assert Notice.objects.filter(kind="journal.taken_back", user=homeroom).exists()
    assert (FRIDAY, 2) in offers(), "it may be brought again"


def test_a_lesson_of_another_day_comes_with_its_day_said(world, deputy, director, away, physics):
    later = physics[MONDAY]
    order = orders.sign_order(plan(world, away, later, deputy), by=director)
    later.refresh_from_db()
    assert (later.date, later.number) == (FRIDAY, 1)
    (line,) = Day(FRIDAY).lines
    assert line.state == State.SIGNED and "23-ноябрь" in line.brought_from
    assert Notice.objects.get(kind="journal.brought").data["was"] == "23.11.2026, № 2"
    assert kinds.of(order).lines(order, "ky")[1][0][5] == "1 (мурда 23.11, 2)"


def test_a_draft_that_brings_a_lesson_of_another_day_costs_the_day_no_statement(
    world, deputy, away, physics, django_assert_max_num_queries
):
    with CaptureQueriesContext(connection) as before:
        assert Day(FRIDAY).lines
    plan(world, away, physics[MONDAY], deputy)
    with django_assert_max_num_queries(len(before)):
        (line,) = Day(FRIDAY).lines
        assert "23-ноябрь" in line.brought_from and "Физика" in line.by


def test_signing_asks_again_and_what_was_held_stays(world, deputy, director, homeroom, away, physics):
    later = physics[FRIDAY]
    draft = plan(world, away, later, deputy)
    again = Choice(world.lesson().pk, away.employee_id, bring=physics[MONDAY].pk)
    assert code(plan_substitutions, FRIDAY, [again], by=deputy) == "quicker"
    with acting(deputy):
        busy = Lesson.objects.create(section=world.section("CLS"), date=FRIDAY, number=1)
    assert code(orders.sign_order, draft, by=director) == "not_free"
    with acting(deputy):
        Lesson.objects.filter(pk=busy.pk).update(number=5)
    order = orders.sign_order(draft, by=director)
    later.refresh_from_db()
    take_attendance(later, by=homeroom)
    assert "журналга жазылган" in kinds.rests(order)
    assert code(orders.revoke_order, order, basis_ky="Жаңылыш", by=director)
    assert Lesson.objects.get(pk=later.pk).number == 1


def test_the_page_reads_once_for_all_gaps(world, deputy, login, away, physics, django_assert_max_num_queries):
    client = login(deputy)
    with acting(deputy):
        for number in (3, 4):
            Lesson.objects.create(section=world.algebra, date=FRIDAY, number=number)
    client.get(PAGE)
    with django_assert_max_num_queries(26):
        shown = client.get(PAGE).context["shown"]
    assert shown.uncovered == 3 and all(line.forward for line in shown.lines)


def test_two_gaps_of_one_day_are_not_filled_with_one_lesson(world, deputy, away, physics):
    first = world.lesson()
    with acting(deputy):
        second = Lesson.objects.create(section=world.algebra, date=FRIDAY, number=3)
        Lesson.objects.filter(pk=physics[FRIDAY].pk).update(number=4)
    both = [Choice(one.pk, away.employee_id, bring=physics[FRIDAY].pk) for one in (first, second)]
    assert code(plan_substitutions, FRIDAY, both, by=deputy) == "not_free"
    assert not Order.objects.filter(kind="substitution").exists()
    chosen = [both[0], Choice(second.pk, away.employee_id, bring=physics[MONDAY].pk)]
    (draft,), _lost = plan_substitutions(FRIDAY, chosen, by=deputy)
    assert [one["number"] for one in draft.payload["moves"]] == [1, 3], "one draft has both"
