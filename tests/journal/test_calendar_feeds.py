"""Calendars of teachers, classes and families: read back with the library that other programs use."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from journal.actions import close_calendar_address, make_calendar_address
from journal.feeds.tokens import address_of, token
from journal.models import CalendarAddress, Lesson, LostLesson, Slot
from schoolmis.access import Denied
from schoolmis.audit.book import acting
from schoolmis.events.actions import add_event, call_off_event, change_event
from schoolmis.events.models import EventKind
from schoolmis.orders.actions import draft_order
from schoolmis.orders.models import Substitution
from schoolmis.structure.actions import add_room, change_class
from schoolmis.structure.models import Room, SpecialDay
from students.models import Guardianship, Told
from tests.cast import START, TODAY
from tests.journal.test_reading import statements

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
BISHKEK = ZoneInfo("Asia/Bishkek")


def own(address) -> str:
    return f"/journal/calendar/{token(address)}/own.ics"


@pytest.fixture
def feed(client):
    """The calendar of a user, read by a program that has never signed in."""

    def read(user, language="ky", path=None):
        address = CalendarAddress.objects.filter(user=user).first() or make_calendar_address(by=user, language=language)
        answer = client.get(path(address) if path else own(address))
        assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
        return Calendar.from_ical(answer.content)

    return read


def found(calendar, word) -> list:
    return [one for one in calendar.walk("VEVENT") if word in str(one["summary"])]


def on(calendar, word, day):
    return [one for one in found(calendar, word) if one.decoded("dtstart").date() == day]


def test_a_teachers_calendar_has_own_lessons_with_hours_and_rooms(feed, teacher, world, deputy):
    room = add_room("Лаб. 1", by=deputy)
    Slot.objects.create(section=world.algebra, weekday=1, number=1, room=room, starts_on=START)
    calendar = feed(teacher)
    [lesson] = on(calendar, "Алгебра · 8-А", MONDAY)
    assert lesson.decoded("dtstart") == datetime(2026, 11, 23, 8, 0, tzinfo=BISHKEK)
    assert lesson.decoded("dtend") == datetime(2026, 11, 23, 8, 45, tzinfo=BISHKEK)
    assert lesson["dtstart"].params["TZID"] == "Asia/Bishkek"
    assert str(lesson["location"]) == "Лаб. 1"
    change_class(world.class_a, room=add_room("204", by=deputy), by=deputy)
    rooms = [str(on(feed(teacher), "Алгебра · 8-А", day)[0]["location"]) for day in (MONDAY, date(2026, 11, 25))]
    assert rooms == ["Лаб. 1", "204"], "where the timetable names no room, the class is at home"
    assert not found(calendar, "8-Б") and not found(calendar, "Физика"), "nobody else's lessons"
    days = [one.decoded("dtstart").date() for one in found(calendar, "Алгебра")]
    assert min(days) >= TODAY - timedelta(days=7) and max(days) <= TODAY + timedelta(weeks=8)
    assert max(days) == date(2026, 12, 30), "to the end of the term"
    zone = calendar.walk("VTIMEZONE")[0]
    assert str(zone["tzid"]) == "Asia/Bishkek"


def test_the_text_is_folded_by_octets_and_a_letter_is_never_cut(client, teacher, world, deputy):
    title = "Өскөнбаева Үмүттүн ыңгайлуу өткөрүлгөн «Мугалимдин күнү»; майрамы, 2026-жыл" * 2
    kind = EventKind.objects.first()
    add_event(kind=kind, title_ky=title[:160], starts_on=MONDAY, ends_on=MONDAY, note="биринчи сап\nэкинчи", by=deputy)
    body = client.get(own(make_calendar_address(by=teacher))).content
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        line.decode()
    [event] = found(Calendar.from_ical(body), title[:160])
    assert str(event["description"]) == "биринчи сап\nэкинчи"


def test_a_parents_calendar_names_the_child_by_first_name_and_no_mark(client, mother, world, teacher, feed):
    calendar = feed(mother)
    assert on(calendar, "Сезим: Алгебра", MONDAY) and on(calendar, "Эржан: Математика", MONDAY)
    text = client.get(own(CalendarAddress.objects.get())).content.decode().replace("\r\n ", "")
    assert "Алымкул" not in text and "Азаматовна" not in text and "Бегимай" not in text
    assert [one for one in calendar.walk("VEVENT") if one.get("attendee") or one.get("organizer")] == []


def test_a_student_reads_own_lessons_without_a_name_and_no_parents_meeting(feed, student, world, deputy, mother):
    facts = {"kind": EventKind.objects.first(), "starts_on": MONDAY, "ends_on": MONDAY, "by": deputy}
    add_event(title_ky="Чогулуш", whom="parents", classes=[world.class_a], **facts)
    assert on(feed(student), "Алгебра", MONDAY)[0]["summary"] == "Алгебра"
    assert not found(feed(student), "Чогулуш") and found(feed(mother), "Чогулуш")


def test_a_class_calendar_has_its_timetable_and_nobodys_name(feed, homeroom, world, client):
    address = make_calendar_address(by=homeroom)
    path = f"/journal/calendar/{token(address)}/class-{world.class_a.pk}.ics"
    calendar = feed(homeroom, path=lambda _address: path)
    assert on(calendar, "Алгебра", MONDAY) and on(calendar, "Физика", MONDAY)
    text = client.get(path).content.decode().replace("\r\n ", "")
    assert "Токтосунова" not in text and "Сезим" not in text
    assert client.get(path.replace(f"class-{world.class_a.pk}", "class-999999")).status_code == 404


def test_substitutions_move_lessons_between_two_calendars(feed, teacher, homeroom, world, director):
    with acting(director):
        Substitution.objects.create(
            order=draft_order("load", by=director, payload={"from": "2026-11-23", "loads": []}),
            absent=world.employee("teacher"),
            substitute=world.employee("homeroom"),
            section=world.algebra,
            starts_on=MONDAY,
            ends_on=date(2026, 11, 24),
            hours=1,
        )
    assert not on(feed(teacher), "Алгебра", MONDAY) and on(feed(teacher), "Алгебра", date(2026, 11, 25))
    [held] = on(feed(homeroom), "Алгебра", MONDAY)
    assert "алмаштыруу" in held["summary"]
    assert not on(feed(homeroom), "Алгебра", date(2026, 11, 25))


def test_lessons_taken_out_leave_and_short_days_have_their_bells(feed, teacher, world, deputy):
    from schoolmis.structure.models import Bell

    Bell.objects.create(shift=1, number=1, starts_at=time(8), ends_at=time(8, 30), is_short=True)
    with acting(deputy):
        Lesson.objects.filter(pk=world.lesson(MONDAY).pk).update(status="dropped")
    calendar = feed(teacher)
    assert not on(calendar, "Алгебра", MONDAY)
    [short] = on(calendar, "Алгебра", date(2026, 12, 30))
    assert SpecialDay.objects.get().is_short and short.decoded("dtend").time() == time(8, 30)
    assert LostLesson.objects.count() == 0 and Room.objects.count() == 0


def test_identifiers_stay_and_a_change_raises_the_sequence(feed, teacher, deputy, world):
    facts = {"kind": EventKind.objects.first(), "starts_on": MONDAY, "ends_on": date(2026, 11, 24)}
    event = add_event(title_ky="Жумалык", title_ru="Неделя", begins_at=time(9), ends_at=time(10), by=deputy, **facts)
    [first] = found(feed(teacher), "Жумалык")
    assert first["rrule"] == {"FREQ": ["DAILY"], "COUNT": [2]}
    change_event(event, version=1, title_ky="Жумалык 2", begins_at=None, ends_at=None, by=deputy, **facts)
    [second] = found(feed(teacher), "Жумалык 2")
    assert first["uid"] == second["uid"] and (first["sequence"], second["sequence"]) == (0, 1)
    assert second.decoded("last-modified") == second.decoded("dtstamp")
    assert (second.decoded("dtstart"), second.decoded("dtend")) == (MONDAY, date(2026, 11, 25)), "the end is without"
    call_off_event(event, "кар", by=deputy)
    [off] = found(feed(teacher), "Болбойт: Жумалык 2")
    assert (off["status"], off["sequence"], str(off["description"])) == ("CANCELLED", 2, "кар")
    uids = [str(one["uid"]) for one in feed(teacher).walk("VEVENT")]
    assert len(uids) == len(set(uids))


def test_vacations_are_whole_days_and_the_language_is_the_readers(client, teacher, mother, world, login):
    from schoolmis.structure.models import DayOff

    days = {"starts_on": date(2026, 12, 31), "ends_on": date(2027, 1, 10)}
    DayOff.objects.create(kind="vacation", name_ky="Кышкы каникул", name_ru="Зимние каникулы", **days)
    DayOff.objects.create(kind="vacation", name_ky="11-класс", name_ru="11 класс", grade_from=11, grade_to=11, **days)
    reader = login(mother)
    reader.post("/journal/calendar/", {"do": "make"})
    reader.post("/journal/calendar/", {"do": "language", "language": "ru"})
    calendar = Calendar.from_ical(client.get(own(CalendarAddress.objects.get())).content)
    [winter] = found(calendar, "Зимние каникулы")
    assert winter.decoded("dtend") == date(2027, 1, 11) and winter["transp"] == "TRANSPARENT"
    assert (
        not found(calendar, "11 класс") and str(calendar["x-wr-calname"]) == "Ак-Терекская средняя школа: мой календарь"
    )


def test_what_the_program_has_already_is_not_sent_again(client, teacher, world):
    address = own(make_calendar_address(by=teacher))
    first = client.get(address)
    again = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "no-cache" in first["Cache-Control"]
    with acting(teacher):
        Lesson.objects.filter(pk=world.lesson(MONDAY).pk).update(status="dropped")
    assert client.get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_a_new_address_kills_the_old_one_and_a_guess_opens_nothing(client, teacher, homeroom, login):
    reader = login(teacher)
    reader.post("/journal/calendar/", {"do": "make"})
    old = own(CalendarAddress.objects.get())
    assert client.get(old).status_code == 200
    assert token(CalendarAddress.objects.get()) in reader.get("/journal/calendar/").content.decode()
    reader.post("/journal/calendar/", {"do": "make"})
    fresh = CalendarAddress.objects.get()
    assert client.get(old).status_code == 404 and client.get(own(fresh)).status_code == 200
    secret = token(fresh)
    other = make_calendar_address(by=homeroom)
    for guess in ("x", f"{fresh.pk}-", f"{other.pk}-{secret.partition('-')[2]}", secret[:-1], "9" * 40):
        assert address_of(guess) is None, guess
    assert secret.partition("-")[2] not in str(CalendarAddress.objects.values()), "the table does not hold the secret"
    reader.post("/journal/calendar/", {"do": "close"})
    assert client.get(own(fresh)).status_code == 404
    assert token(fresh) not in reader.get("/journal/calendar/").content.decode()


def test_who_lost_access_has_no_calendar(client, mother, teacher, nobody, world, login):
    family, staff = make_calendar_address(by=mother), make_calendar_address(by=teacher)
    assert client.get(own(family)).status_code == client.get(own(staff)).status_code == 200
    with acting(teacher):
        Guardianship.objects.filter(guardian__user=mother).update(told=Told.NOTHING)
    teacher.is_active = False
    teacher.save()
    assert client.get(own(family)).status_code == client.get(own(staff)).status_code == 404
    with pytest.raises(Denied):
        make_calendar_address(by=nobody)
    with pytest.raises(Exception, match="дарек"):
        close_calendar_address(by=mother) or close_calendar_address(by=mother)


def test_guessing_and_reading_too_often_are_slowed(client, teacher, monkeypatch):
    from journal.views import feeds
    from schoolmis.audit.pace import Pace

    monkeypatch.setattr(feeds, "WRONG", Pace("calendar.wrong", most=2, minutes=10))
    monkeypatch.setattr(feeds, "READS", Pace("calendar", most=2, minutes=10))
    address = own(make_calendar_address(by=teacher))
    assert [client.get("/journal/calendar/1-x/own.ics").status_code for _n in range(3)] == [404, 404, 429]
    assert [client.get(address).status_code for _n in range(3)] == [200, 200, 429]


def test_a_calendar_needs_few_statements_however_many_lessons(client, mother, world):
    address = own(make_calendar_address(by=mother))
    answer, asked = statements(client, address)
    assert answer.status_code == 200 and len(asked) <= 20
    with acting(mother):
        Lesson.objects.bulk_create(
            Lesson(section=world.physics, date=MONDAY + timedelta(days=n), number=7) for n in range(20)
        )
    assert len(statements(client, address)[1]) == len(asked)
