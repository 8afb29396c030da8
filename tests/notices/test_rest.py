"""Hours of rest: a notice waits until they end, outside the program alone (R1-2.2d)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolmis import clock
from schoolmis.access.permission import Denied
from schoolmis.audit.models import Entry
from schoolmis.notices import actions, kinds, rest
from schoolmis.notices.delivery import deliver_notice
from schoolmis.notices.models import Rest
from schoolmis.notices.rules import MOST_DAYS, end_of_rest
from schoolmis.structure.models import DayOff, SpecialDay
from tests.notices.test_delivery import consent, waiting, write_to

BISHKEK = ZoneInfo("Asia/Bishkek")
kinds.register("tests.rest", "Hello")
NIGHT = (time(21), time(7))


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=BISHKEK)


@pytest.mark.parametrize(
    ("moment", "hours", "free", "end"),
    [
        (at(20, 20, 59), NIGHT, (), None),
        (at(20, 21), NIGHT, (), at(21, 7)),
        (at(21, 3), NIGHT, (), at(21, 7)),
        (at(21, 7), NIGHT, (), None),
        (at(20, 13, 30), (time(13), time(14)), (), at(20, 14)),
        (at(20, 14), (time(13), time(14)), (), None),
        (at(21, 12), (None, None), (21, 22), at(23, 0)),
        (at(20, 22), NIGHT, (21, 22), at(23, 7)),
        (at(22, 23, 59), NIGHT, (21, 22), at(23, 7)),
        (at(20, 12), (None, None), (), None),
    ],
)
def test_when_the_rest_is_over(moment, hours, free, end):
    assert end_of_rest(moment, *hours, lambda day: day.day in free) == end


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1439))
def test_the_end_is_never_in_a_rest_itself(begins, ends, moment):
    hours = [time(n // 60, n % 60) for n in (begins, ends)]
    end = end_of_rest(at(20, moment // 60, moment % 60), *hours)
    if begins != ends and end:
        assert end_of_rest(end, *hours) is None and end - at(20, 0) < timedelta(days=2, minutes=1)
    always = end_of_rest(at(20, 0), *hours, lambda day: True)
    assert always - at(20, 0) <= timedelta(days=MOST_DAYS + 1), "nothing is kept for ever"


@pytest.mark.django_db
def test_days_off_are_the_weekend_and_holidays_of_the_whole_school(world):
    Rest.objects.update(days_off=True)
    name = {"name_ky": "Майрам", "name_ru": "Праздник"}
    whole = DayOff.objects.create(kind="holiday", starts_on=at(23, 0).date(), ends_on=at(23, 0).date(), **name)
    DayOff.objects.create(kind="vacation", starts_on=at(25, 0).date(), ends_on=at(27, 0).date(), **name)
    assert rest.until(at(20, 12)) is None and rest.until(at(21, 12)) == at(24, 0) and rest.until(at(25, 12)) is None
    DayOff.objects.filter(pk=whole.pk).update(grade_from=1, grade_to=4)
    assert rest.until(at(21, 12)) == at(23, 0), "what is free for some grades is no rest of the school"
    SpecialDay.objects.create(date=at(21, 0).date(), follows=5, **name)
    assert rest.until(at(21, 12)) is None and rest.until(at(22, 12)) == at(23, 0), "work was moved to the Saturday"
    assert (Rest().begins, Rest().ends, Rest().days_off) == (*NIGHT, False), "before anybody settles it, nights"


@pytest.mark.django_db
def test_a_notice_waits_outside_and_is_seen_at_once_inside(mother, settings, mailoutbox):
    settings.NOTICE_CHANNELS = ["email"]
    write_to(mother)
    consent(mother)
    now = clock.now()
    begins, ends = (now - timedelta(hours=2)).time(), (now + timedelta(hours=2)).time()
    Rest.objects.update(begins=begins, ends=ends)
    [notice] = actions.notify([mother], "tests.rest")
    assert actions.unseen(mother) == 1, "the bell in the program rings at any hour"
    deliver_notice("email", notice.pk)
    assert not mailoutbox
    [later] = waiting().exclude(scheduled_at=None)
    wait = (later.scheduled_at - datetime.now(BISHKEK)).total_seconds()
    assert 7100 < wait < 7260 and later.args == {"channel": "email", "notice_id": notice.pk}
    Rest.objects.update(begins=None, ends=None)
    deliver_notice("email", notice.pk)
    assert len(mailoutbox) == 1
    Rest.objects.update(begins=begins, ends=ends)
    actions.see_all(by=mother)
    deliver_notice("email", notice.pk)
    assert waiting().exclude(scheduled_at=None).count() == 1, "what is seen meanwhile does not wait"


@pytest.mark.django_db
def test_the_director_or_the_administrator_settles_it(login, director, administrator, mother, deputy):
    page = "/notices/rest/"
    assert page not in login(mother).get("/notices/").content.decode()
    client = login(administrator)
    assert page in client.get("/notices/").content.decode()
    seen = {"version": Rest.objects.get().version}
    assert client.post(page, {"begins": "22:00", "ends": ""} | seen).status_code == 422
    assert client.post(page, {"begins": "22:00", "ends": "22:00"} | seen).status_code == 422
    assert client.post(page, {"begins": "22:00", "ends": "06:30", "days_off": "on"} | seen).status_code == 302
    row = Rest.objects.get()
    assert (row.begins, row.ends, row.days_off) == (time(22), time(6, 30), True)
    assert Entry.objects.filter(act="notices.set_rest", by=administrator).count() == 1
    assert 'value="22:00' in login(director).get(page).content.decode()
    with pytest.raises(Denied):
        actions.set_rest(version=row.version, days_off=False, by=deputy)


@pytest.mark.django_db
def test_whoever_saves_later_is_shown_both(login, director, administrator):
    page, sent = "/notices/rest/", {"begins": "20:00", "ends": "06:00", "days_off": "on"}
    seen = {"version": Rest.objects.get().version}
    assert login(director).post(page, sent | seen).status_code == 302
    client = login(administrator)
    late = {"begins": "22:00", "ends": "06:00"} | seen
    answer = client.post(page, late)
    text = answer.content.decode()
    assert answer.status_code == 422 and 'value="22:00"' in text and "20:00" in text, "both stand on the page"
    assert Rest.objects.get().begins == time(20)
    again = {"version": answer.context["form"].data["version"]}
    assert client.post(page, late | again).status_code == 302, "saving again is on purpose"
    assert Rest.objects.get().begins == time(22)
    assert client.post(page, late | {"version": ""}).status_code == 422
