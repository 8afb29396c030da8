"""The timesheet: days from orders and the calendar, corrections with a reason, a closed month that stays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.access import Denied
from schoolmis.audit.book import acting
from schoolmis.orders import actions
from schoolmis.orders.models import TimesheetCorrection
from schoolmis.orders.reports.tarification import Tarification
from schoolmis.orders.reports.timesheet import TimesheetReport
from schoolmis.orders.timesheet import codes, rules
from schoolmis.orders.timesheet.actions import annul_correction, close_timesheet, correct_day, reopen_timesheet
from schoolmis.orders.timesheet.month import counted
from schoolmis.people.models import Employee
from schoolmis.structure.models import DayOff

NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)


def signed(kind, by, /, **payload):
    return actions.sign_order(actions.draft_order(kind, by=by, payload=payload), by=by)


def row_of(employee, month=NOVEMBER):
    return next(row for row in counted(month) if row.employee == employee.pk)


@given(st.booleans(), st.sampled_from(["", "annual", "sick", "trip"]), st.sampled_from(["", "off", "holiday"]))
def test_a_day_is_one_thing_only(employed, away, free):
    code = rules.code_of(NOVEMBER, employed, away, free)
    if not employed:
        assert code == ""
    elif away in ("annual", "sick"):
        assert code == away
    else:
        assert code == (free or away or "work")
    assert rules.code_of(NOVEMBER, employed, away, free, "missed") == "missed"


def test_every_code_has_its_own_letter_in_both_languages():
    for words in codes.LETTERS.values():
        assert len({sign for sign, _w in words.values()}) == len(words)


@pytest.mark.django_db
def test_the_month_is_counted_from_orders_and_the_calendar(director, world):
    one = world.employee("teacher")
    days = {"from": "2026-11-12", "to": "2026-11-15"}
    signed("leave", director, employee=one.pk, kind="annual", **days)
    with acting(director):
        DayOff.objects.create(
            kind="holiday", name_ky="Тарых күнү", name_ru="День истории", starts_on="2026-11-09", ends_on="2026-11-09"
        )
    row = row_of(one)
    assert row.codes[8] == "holiday"
    assert row.codes[11:15] == ["annual"] * 4
    assert row.codes[0] == "off" and row.codes[9] == "work"  # a Sunday; a day of the students' vacation
    assert (row.totals["leave"], row.totals["work"]) == (4, 15 - 1 - 2)  # up to today, the twentieth
    assert row.codes[22] == "" and row.codes[21] == "off"


@pytest.mark.django_db
def test_who_begins_and_who_leaves_have_no_days_outside_their_work(director, world):
    one = world.employee("nobody")
    signed("dismissal", director, employee=one.pk, to="2026-11-18", ground="own")
    row = row_of(one)
    assert row.codes[17] == "work" and set(row.codes[18:]) == {""}
    assert one.pk not in {row.employee for row in counted(date(2026, 12, 1))}


@pytest.mark.django_db
def test_replaced_lessons_count_for_both(director, world):
    teacher, other = world.employee("teacher"), world.employee("stranger_teacher")
    line = {"section": world.algebra.pk, "employee": other.pk, "on": "", "hours": 3}
    days = {"from": "2026-11-20", "to": "2026-11-20"}
    done = signed("substitution", director, absent=teacher.pk, lines=[line], **days)
    assert (row_of(other).given, row_of(teacher).ceded) == (3, 3)
    actions.revoke_order(done, basis_ky="Келди", by=director)
    assert (row_of(other).given, row_of(teacher).ceded) == (0, 0)


@pytest.mark.django_db
def test_a_correction_has_a_reason_and_is_annulled_not_removed(secretary, deputy, world):
    one = world.employee("teacher")
    with pytest.raises(Denied):
        correct_day(one, date(2026, 11, 19), "sick", "Баракча № 4", by=deputy)
    with pytest.raises(ValidationError):
        correct_day(one, date(2026, 11, 19), "sick", " ", by=secretary)
    with pytest.raises(ValidationError):
        correct_day(one, date(2026, 11, 21), "sick", "Эртең", by=secretary)
    done = correct_day(one, date(2026, 11, 19), "sick", "Баракча № 4", by=secretary)
    with pytest.raises(ValidationError):
        correct_day(one, date(2026, 11, 19), "work", "Экинчи", by=secretary)
    assert row_of(one).codes[18] == "sick"
    annul_correction(done, by=secretary)
    assert row_of(one).codes[18] == "work"
    assert TimesheetCorrection.objects.count() == 1


@pytest.mark.django_db
def test_a_closed_month_stays_as_it_was_signed(director, secretary, world):
    one = world.employee("teacher")
    with pytest.raises(ValidationError) as early:
        close_timesheet(NOVEMBER, by=director)
    assert early.value.code == "early"
    with pytest.raises(Denied):
        close_timesheet(OCTOBER, by=secretary)
    close_timesheet(OCTOBER, by=director)
    signed("absence", director, employee=one.pk, kind="sick", **{"from": "2026-10-05", "to": "2026-10-09"})
    told = TimesheetReport().build({"month": OCTOBER}, "ky").sheets[0].heading.subtitle
    assert told == "2026-жыл, октябрь · 2026-жылдын 20-ноябры жабылган"
    paper = TimesheetReport().build({"month": OCTOBER}, "ru")
    mine = next(row for row in paper.sheets[0].rows if row[1] == str(one))
    assert "Б" not in mine
    with pytest.raises(ValidationError) as closed:
        correct_day(one, date(2026, 10, 6), "sick", "Баракча", by=secretary)
    assert closed.value.code == "closed"
    reopen_timesheet(OCTOBER, reason="Оору баракчасы", by=director)
    paper = TimesheetReport().build({"month": OCTOBER}, "ru")
    mine = next(row for row in paper.sheets[0].rows if row[1] == str(one))
    assert mine.count("Б") == 5


@pytest.mark.django_db
def test_the_month_is_corrected_closed_and_opened_on_its_pages(login, director, world):
    client, base = login(director), "/orders/timesheet/2026-10/"
    sent = {"employee": world.employee("teacher").pk, "day": "2026-10-06", "code": "trip", "reason": "№ 7 кат"}
    assert client.post(f"{base}correct/", sent | {"day": "2026-11-06"}).status_code == 422
    assert client.post(f"{base}correct/", sent).status_code == 302
    assert "№ 7 кат" in client.get(base).content.decode()
    assert client.post(f"{base}close/").status_code == 302
    assert client.post(f"{base}correct/", sent | {"day": "2026-10-07"}).status_code == 422
    assert client.post(f"{base}reopen/", {"reason": ""}).status_code == 422
    assert client.post(f"{base}reopen/", {"reason": "Ката"}).status_code == 302
    assert client.get("/orders/timesheet/жок/").status_code == 404


@pytest.mark.django_db
def test_the_timesheet_asks_the_same_however_many_work(login, director, world, django_assert_max_num_queries):
    from schoolmis.people.actions import add_employee

    client = login(director)
    client.get("/orders/timesheet/2026-10/")
    for number in range(6):
        add_employee(person={"last_name": f"Кызматкер{'абвгде'[number]}"}, work={"position": "other"}, by=director)
    with django_assert_max_num_queries(16):
        client.get("/orders/timesheet/2026-10/")


@pytest.mark.django_db
def test_the_tarification_list_holds_the_whole_load(world):
    from schoolmis.structure.models import TeachingLoad

    day = date(2026, 11, 20)
    sheet = Tarification().build({"on": day}, "ky").sheets[0]
    loads = TeachingLoad.objects.on(day)
    assert sheet.footers[0][-1] == sum((one.hours for one in loads), Decimal(0))
    assert {row[1] for row in sheet.rows} - {""} == {str(one) for one in Employee.objects.filter(loads__in=loads)}


@pytest.mark.django_db
def test_who_stood_in_without_a_load_of_her_own_is_in_the_tarification_list(world, director, secretary):
    days = {"absent": world.employee("teacher").pk, "from": "2026-11-18", "to": "2026-11-18"}
    line = {"section": world.algebra.pk, "employee": world.employee("secretary").pk, "hours": 2}
    order = signed("substitution", director, **days, lines=[line])
    for lang, words in (("ky", "өз жүктөмү жок"), ("ru", "своей нагрузки нет")):
        sheet = Tarification().build({"on": date(2026, 11, 20)}, lang).sheets[0]
        [row] = [row for row in sheet.rows if row[1] == str(world.employee("secretary"))]
        assert (row[6:9], row[-2:]) == ((None, 2, words), (None, None)), "the hours are no load, her rate no teacher's"
        assert sheet.footers[0][7] == 2 and [one[0] for one in sheet.rows if one[0]] == ["1", "2", "3", "4"]
    names = [row[1] for row in sheet.rows if row[1]]
    assert names == sorted(names), "she stands by her name among the others"
    actions.revoke_order(order, basis_ky="Мугалим келди", by=director)
    assert len([one for one in Tarification().build({"on": date(2026, 11, 20)}, "ru").sheets[0].rows if one[0]]) == 3


def test_a_month_has_its_days():
    assert rules.month_days(date(2028, 2, 1))[-1] == date(2028, 2, 29)
    assert len(rules.month_days(NOVEMBER)) == 30
    assert rules.month_days(NOVEMBER)[1] - timedelta(1) == NOVEMBER
