"""Events of the school: who adds which, who reads which, called off and never erased, the month, the plan on paper."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from schoolmis.access import Denied
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry, History
from schoolmis.events import audience, reading, words
from schoolmis.events.actions import add_event, call_off_event, change_event
from schoolmis.events.models import Event, EventKind
from tests.cast import TODAY
from tests.journal.test_reading import statements

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def kind(db):
    return EventKind.objects.get(name_ky="Экскурсия")


@pytest.fixture
def add(kind, deputy):
    def make(title, by=deputy, on=TODAY, **facts):
        days = {"starts_on": on, "ends_on": facts.pop("until", on)}
        return add_event(kind=kind, title_ky=title, by=by, **days, **facts)

    return make


def form(kind, **facts):
    base = {"kind": kind.pk, "title_ky": "Музей", "title_ru": "", "starts_on": "2026-11-24", "ends_on": ""}
    return base | {"begins_at": "", "ends_at": "", "place": "", "whom": "school", "note": ""} | facts


def read(user) -> set[str]:
    return {event.title for event in Event.objects.filter(audience.meant_for(user))}


def test_an_event_is_added_on_the_page_for_one_day_and_read_in_both_languages(kind, deputy, login):
    client = login(deputy)
    answer = client.post("/school/events/new/", form(kind, title_ru="Музей по-русски", begins_at="9:00"))
    event = Event.objects.latest("pk")
    assert answer.url == f"/school/events/{event.pk}/"
    assert (event.ends_on, event.begins_at, event.ends_at) == (TUESDAY, time(9), None)
    assert "Музей" in client.get(answer.url).content.decode()
    client.cookies["django_language"] = "ru"
    assert "Музей по-русски" in client.get("/school/events/?month=2026-11").content.decode()
    event.title_ru = ""
    assert event.title == "Музей", "without Russian words the Kyrgyz ones are shown"


def test_bad_input_is_told_at_its_field_and_nothing_is_lost(kind, deputy, login):
    client = login(deputy)
    before = Event.objects.count()
    wrong = [
        ({"ends_on": "2026-11-20"}, "ends_on"),
        ({"ends_on": "2027-11-20"}, "ends_on"),
        ({"begins_at": "10:00", "ends_at": "9:00"}, "ends_at"),
        ({"ends_at": "9:00"}, "begins_at"),
        ({"whom": "grades", "grade_from": "9", "grade_to": "5"}, "grade_from"),
        ({"whom": "classes"}, "classes"),
        ({"lesson_from": "5", "lesson_to": "3"}, "lesson_from"),
        ({"whom": "staff", "lesson_from": "3", "lesson_to": "5"}, "lesson_from"),
    ]
    for facts, field in wrong:
        answer = client.post("/school/events/new/", form(kind, **facts))
        assert answer.status_code == 422 and field in answer.context["form"].errors, facts
        assert "Музей" in answer.content.decode()
    assert Event.objects.count() == before


def test_a_homeroom_teacher_keeps_the_events_of_her_class_alone(add, kind, world, homeroom, login):
    client = login(homeroom)
    own = form(kind, whom="classes", classes=[world.class_a.pk])
    assert client.post("/school/events/new/", own).status_code == 302
    event = Event.objects.latest("pk")
    assert event.responsible.person.user == homeroom, "she answers for it herself"
    assert client.post("/school/events/new/", own | {"classes": [world.class_b.pk]}).status_code == 422
    assert client.post("/school/events/new/", own | {"whom": "school"}).status_code == 422
    unticked = client.post("/school/events/new/", own | {"whom": "parents", "classes": []})
    assert unticked.status_code == 422 and "Музей" in unticked.content.decode(), (
        "the parents of no class are everybody's"
    )
    with pytest.raises(Denied):
        add("Жалпы", by=homeroom)
    with pytest.raises(Denied):
        add("8-Б", by=homeroom, whom="classes", classes=[world.class_a, world.class_b])
    strange = add("8-Б", whom="classes", classes=[world.class_b])
    assert client.get(f"/school/events/{strange.pk}/edit/").status_code == 403
    assert "aria-disabled" in client.get(f"/school/events/{strange.pk}/").content.decode()
    with pytest.raises(Denied):
        change_event(event, version=1, whom="parents", classes=[], by=homeroom)
    event.refresh_from_db()
    assert event.whom == "classes", "nothing of a change that reaches too far stays"


def test_everybody_reads_those_meant_for_them(
    add, world, mother, other_mother, student, teacher, stranger_teacher, nobody
):
    add("жалпы")
    add("8-класстар", whom="grades", grade_from=8, grade_to=9)
    add("1-класс", whom="grades", grade_from=1, grade_to=4)
    add("8-А", whom="classes", classes=[world.class_a])
    add("8-Б", whom="classes", classes=[world.class_b])
    add("ата-энелер", whom="parents")
    add("8-А ата-энелери", whom="parents", classes=[world.class_a])
    add("кызматкерлер", whom="staff")
    of_all = {event.title for event in Event.objects.exclude(title_ky__in=MINE)}
    eight = {"жалпы", "8-класстар", "8-А"}
    assert read(mother) - of_all == eight | {"1-класс", "ата-энелер", "8-А ата-энелери"}
    assert read(other_mother) - of_all == eight | {"ата-энелер", "8-А ата-энелери"}
    assert read(student) - of_all == eight
    assert read(teacher) - of_all == eight | {"кызматкерлер"}
    assert read(stranger_teacher) - of_all == {"жалпы", "8-класстар", "1-класс", "8-Б", "кызматкерлер"}
    assert read(nobody) == set()


MINE = ["жалпы", "8-класстар", "1-класс", "8-А", "8-Б", "ата-энелер", "8-А ата-энелери", "кызматкерлер"]


def test_what_is_not_meant_for_a_family_does_not_exist_for_it(add, world, other_mother, login):
    council, own = add("Кеңеш", whom="staff"), add("8-А", whom="classes", classes=[world.class_a])
    client = login(other_mother)
    assert client.get(f"/school/events/{council.pk}/").status_code == 404
    assert client.get(f"/school/events/{own.pk}/").status_code == 200
    page = client.get("/school/events/").content.decode()
    assert own.title in page and council.title not in page and "/school/events/new/" not in page


def test_an_event_called_off_stays_with_its_reason_and_is_not_changed(add, deputy, login, world):
    event = add("Лыжа", on=TUESDAY)
    client, address = login(deputy), f"/school/events/{event.pk}/"
    assert client.post(f"{address}call-off/", {"why": " "}).status_code == 422
    client.post(f"{address}call-off/", {"why": "Кар көчкү"})
    page = client.get(address).content.decode()
    assert "Кар көчкү" in page and f"{address}edit/" not in page
    assert "Лыжа" in client.get("/school/events/").content.decode()
    with pytest.raises(ValidationError):
        change_event(Event.objects.get(pk=event.pk), version=2, title_ky="Башка", by=deputy)
    with pytest.raises(ValidationError):
        call_off_event(event, "дагы", by=deputy)
    with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic(), acting(deputy):
        Event.objects.filter(pk=event.pk).delete()


def test_two_who_change_one_event_do_not_overwrite_each_other(add, deputy, director, login):
    event = add("Музей", on=TUESDAY)
    first = change_event(event, version=1, title_ky="Тарых музейи", by=deputy)
    assert first.version == 2 and History.objects.filter(record="events_event", row_id=event.pk, act="U").exists()
    answer = login(director).post(f"/school/events/{event.pk}/edit/", form(event.kind, version="1", title_ky="Башка"))
    assert answer.status_code == 422
    assert Event.objects.get(pk=event.pk).title_ky == "Тарых музейи"
    entry = Entry.objects.get(act="events.change")
    assert entry.data["former"] == {"title_ky": "Музей"}
    with pytest.raises(ValidationError):
        change_event(event, version=2, title_ky="Тарых музейи", by=deputy)


def test_the_database_refuses_what_must_never_be(add, deputy):
    event = add("Музей")
    for facts in (
        {"ends_on": date(2026, 11, 1)},
        {"begins_at": time(10), "ends_at": time(9)},
        {"grade_from": 5, "grade_to": 6},
        {"lesson_from": 3},
        {"called_off_at": event.made_at},
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), acting(deputy):
            Event.objects.filter(pk=event.pk).update(**facts)


def test_the_weeks_of_a_month_hold_each_event_once_and_each_of_its_days(add):
    long = add("Жумалык", on=date(2026, 11, 28), until=date(2026, 12, 2))
    weeks = reading.weeks(date(2026, 11, 1), [long], [])
    assert (weeks[0].first, weeks[-1].last) == (date(2026, 10, 26), date(2026, 12, 6))
    assert [week.first for week in weeks if week.events] == [date(2026, 11, 23)]
    days = [day.date for week in weeks for day in week.days if day.events]
    assert days == [date(2026, 11, 28), date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)]
    assert words.days(long) == "28-ноябрь – 2-декабрь"


def test_the_month_needs_the_same_statements_however_many_events(add, world, deputy, login):
    client = login(deputy)
    add("А", whom="classes", classes=[world.class_a])
    few = len(statements(client, "/school/events/?month=2026-11")[1])
    for day in range(1, 15):
        add(f"Окуя {day}", on=date(2026, 11, day), whom="classes", classes=[world.class_a, world.class_b])
    answer, asked = statements(client, "/school/events/?month=2026-11")
    assert len(asked) <= few <= 10
    assert "Күзгү каникул" in answer.content.decode(), "vacations stand among them"


def test_the_plan_of_a_month_leaves_out_what_is_called_off(add, deputy, login, world):
    add("Музей", whom="parents", classes=[world.class_a], begins_at=time(17, 30))
    call_off_event(add("Лыжа"), "кар", by=deputy)
    page = login(deputy).get("/reports/events.plan/?period=2026-11").content.decode()
    assert "Музей" in page and "17:30" in page and "8-А" in page and "Лыжа" not in page
    assert "Музей" not in login(deputy).get("/reports/events.plan/?period=2026-12").content.decode()


def test_kinds_are_the_schools_own(deputy, login, add, kind):
    client = login(deputy)
    client.post(
        "/school/events/kinds/new/", {"name_ky": "Көргөзмө", "name_ru": "Выставка", "order": 5, "is_used": "on"}
    )
    assert EventKind.objects.filter(name_ru="Выставка").exists()
    client.post(f"/school/events/kinds/{kind.pk}/", {"name_ky": kind.name_ky, "name_ru": kind.name_ru, "order": 5})
    assert kind.name_ky not in client.get("/school/events/new/").content.decode()
    assert client.post("/school/events/kinds/new/", {"name_ky": "Көргөзмө", "order": 5}).status_code == 422


def test_events_of_the_week_stand_on_first_pages(add, world, deputy, teacher, mother, student, login):
    for_class = add("8-А музейге", on=TUESDAY, whom="classes", classes=[world.class_a])
    parents = add("Чогулуш", on=TUESDAY, whom="parents", classes=[world.class_a])
    far = add("Алыскы", on=date(2026, 12, 20))
    desk = login(deputy).get("/?all=1").content.decode()
    assert for_class.title in desk and far.title not in desk
    day = login(teacher).get("/journal/day/").content.decode()
    assert for_class.title in day and parents.title not in day
    child = f"/journal/children/{world.student.pk}/"
    assert parents.title in login(mother).get(child).content.decode()
    own = login(student).get(child).content.decode()
    assert for_class.title in own and parents.title not in own
