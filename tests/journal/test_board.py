"""The board: a lesson is chosen, the cells say where it may stand and why not; publishing shows what changes."""

from datetime import date

import pytest
from django.urls import reverse

from journal import actions
from journal.models import Lesson, Place, SanitaryNorm, TimetableVersion
from journal.rules.norms import longest_run, warnings
from schoolmis.audit.book import acting
from schoolmis.jobs import queue
from schoolmis.jobs.models import Job
from schoolmis.structure.actions import add_room
from tests.journal.test_reading import statements

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def draft(world, deputy):
    return actions.start_version(world.year, "II чейрек", starts_on=MONDAY, by=deputy)


def page(client, draft, **query):
    return client.get(reverse("journal:board", args=[draft.pk]), query).content.decode()


def test_a_lesson_is_put_moved_and_taken_off_by_plain_forms(draft, world, login, deputy):
    client, of = login(deputy), f"class-{world.class_a.pk}"
    room = add_room("12", by=deputy)
    address = f"{reverse('journal:board', args=[draft.pk])}?of={of}&put={world.algebra.pk}"
    assert "0 / 3" in page(client, draft, of=of)
    assert client.post(address, {"at": "1-2", "room": room.pk}).url == address, "the course stays chosen"
    put = Place.objects.get()
    assert (put.weekday, put.number, put.room) == (1, 2, room)
    taken = f"{reverse('journal:board', args=[draft.pk])}?of={of}&take={put.pk}"
    client.post(taken, {"fix": "1"})
    client.post(taken, {"at": "3-1", "room": ""})
    put.refresh_from_db()
    assert (put.weekday, put.number, put.room, put.fixed) == (3, 1, None, True)
    client.post(taken, {"take_off": "1"})
    assert not Place.objects.exists()


def test_a_busy_cell_says_with_what_and_a_press_there_is_refused(draft, world, login, deputy):
    actions.place(draft, world.section("ALG", "8-Б"), 1, 1, by=deputy)
    client = login(deputy)
    query = {"of": f"class-{world.first_class.pk}", "put": world.section("MAT", "1-А").pk}
    text = page(client, draft, **query)
    assert "Кадыров Мирлан: Алгебра · 8-Б" in text
    assert 'id="c-1-1"' not in text and 'id="c-1-2"' in text
    answer = client.post(
        f"{reverse('journal:board', args=[draft.pk])}?of={query['of']}&put={query['put']}", {"at": "1-1"}
    )
    assert answer.status_code == 422 and "Математика · 1-А" in answer.content.decode()
    assert Place.objects.count() == 1
    assert "Алгебра" in page(client, draft, of=f"teacher-{world.employee('stranger_teacher').pk}")


def test_the_board_needs_few_statements_however_full_it_is(draft, world, login, deputy):
    for day, number in ((1, 1), (2, 1), (3, 1)):
        actions.place(draft, world.algebra, day, number, by=deputy)
    client = login(deputy)
    address = f"{reverse('journal:board', args=[draft.pk])}?of=class-{world.class_a.pk}"
    assert len(statements(client, f"{address}&put={world.section('PHY').pk}")[1]) <= 12


def test_publishing_tells_first_what_it_changes(draft, world, login, deputy):
    with acting(deputy):
        Lesson.objects.filter(section=world.algebra, date=date(2026, 11, 25)).update(topic="Квадраттык теңдеме")
    actions.place(draft, world.algebra, 2, 4, by=deputy)
    client, address = login(deputy), reverse("journal:version_publish", args=[draft.pk])
    told = client.get(address).context["change"]
    assert told.kept == {(world.algebra.pk, date(2026, 11, 25), 1)}
    client.post(address)
    job = Job.objects.get(name="journal.publish")
    queue.run(job.pk)
    job.refresh_from_db()
    assert f": {len(told.made)}" in job.message and f": {len(told.dropped)}" in job.message
    assert TimetableVersion.objects.get().status == "published"
    assert 'name="at"' not in page(client, draft, put=world.algebra.pk), "what is published is read only"


def test_a_draft_is_begun_and_dropped_on_the_page(world, login, deputy):
    client = login(deputy)
    assert (
        client.post(
            reverse("journal:version_new"), {"name": "Жаңы", "starts_on": "2028-01-01", "begin": "copy"}
        ).status_code
        == 422
    )
    client.post(reverse("journal:version_new"), {"name": "Жаңы", "starts_on": "2026-11-23", "begin": "empty"})
    made = TimetableVersion.objects.get()
    assert made.name in client.get(reverse("journal:versions")).content.decode()
    client.post(reverse("journal:version_drop", args=[made.pk]))
    assert not TimetableVersion.objects.exists()


def test_norms_warn_by_day_week_run_gap_and_shape():
    heavy, light = 1, 2
    week = {day: {number: [light] for number in (1, 2)} for day in (1, 2, 3, 4, 5)}
    week[1] = {1: [heavy], 2: [heavy], 4: [light]}
    found = warnings(week, {"day": 2, "run": 1, "week": 10}, {heavy: 10, light: 1})
    said = {(one["kind"], one["day"]) for one in found}
    assert {("day", 1), ("run", 1), ("gap", 1), ("week", 0), ("shape", 1)} <= said
    assert warnings(week, {}, {}) == [{"kind": "gap", "day": 1, "found": 3, "norm": 0}]
    assert longest_run({1: [1, 2], 2: [2], 3: [2, 3], 5: [2]}) == 3


def test_the_deputy_edits_the_table_and_the_board_warns(draft, world, login, deputy):
    client = login(deputy)
    facts = {"kind": "day", "grade_from": 8, "grade_to": 8, "value": 0, "source": "№ 201"}
    client.post(reverse("journal:norm_new"), facts)
    assert client.post(reverse("journal:norm_new"), facts | {"grade_to": 7}).status_code == 422
    norm = SanitaryNorm.objects.get()
    actions.place(draft, world.algebra, 1, 1, by=deputy)
    assert "норма – 0" in page(client, draft, of=f"class-{world.class_a.pk}")
    client.post(reverse("journal:norm_drop", args=[norm.pk]))
    assert "норма – 0" not in page(client, draft, of=f"class-{world.class_a.pk}")
