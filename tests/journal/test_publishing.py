"""Publishing a timetable is a job: pressed twice it runs once, refused it says why, done or not it is whole."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal import actions
from journal.models import Lesson, Slot, TimetableVersion
from schoolmis.audit.book import acting
from schoolmis.audit.models import History
from schoolmis.jobs import queue
from schoolmis.jobs.models import Job

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def draft(world, deputy):
    made = actions.start_version(world.year, "II чейрек", starts_on=MONDAY, copied=False, by=deputy)
    actions.fill_version(made, [(world.algebra.pk, 2, 4, None)], source="", by=deputy)
    made.refresh_from_db()
    return made


@pytest.fixture
def page(draft):
    return reverse("journal:version_publish", args=[draft.pk])


def run() -> Job:
    made = Job.objects.get(name="journal.publish", status=Job.Status.WAITING)
    queue.run(made.pk)
    made.refresh_from_db()
    return made


def test_pressed_twice_it_is_one_job_with_its_progress_and_its_outcome(draft, page, login, deputy, director):
    client = login(deputy)
    for _press in range(2):
        assert client.post(page).url == page
    made = Job.objects.get(name="journal.publish")
    assert reverse("jobs:progress", args=[made.pk]) in client.get(page).content.decode()
    assert 'method="post" class="acts' not in client.get(page).content.decode(), "nothing to press meanwhile"
    board = reverse("journal:board", args=[draft.pk])
    assert reverse("jobs:progress", args=[made.pk]) in client.get(board).content.decode()
    assert reverse("jobs:progress", args=[made.pk]) not in login(director).get(board).content.decode()
    done = run()
    assert (done.status, done.address) == (Job.Status.DONE, board), done.message
    draft.refresh_from_db()
    assert draft.status == TimetableVersion.Status.PUBLISHED
    assert (
        done.done == done.total > 0 and str(Lesson.objects.filter(number=4, date__gte=MONDAY).count()) in done.message
    )
    assert client.get(page).url == board, "there is nothing left to publish"
    with pytest.raises(ValidationError):
        actions.order_publication(draft, by=deputy)


def test_what_cannot_be_published_is_said_at_once_and_makes_no_job(draft, page, world, login, deputy):
    actions.fill_version(draft, [(world.algebra.pk, 1, 1, None), (world.physics.pk, 1, 1, None)], source="", by=deputy)
    answer = login(deputy).post(page)
    assert answer.status_code == 422 and "8-А" in answer.content.decode()
    assert not Job.objects.exists()


def test_a_draft_changed_meanwhile_is_not_published_and_its_page_says_why(draft, page, world, login, deputy):
    client = login(deputy)
    client.post(page)
    actions.place(draft, world.physics, 3, 3, by=deputy)
    before = Slot.objects.count(), Lesson.objects.count()
    failed = run()
    assert failed.status == Job.Status.FAILED
    assert (Slot.objects.count(), Lesson.objects.count()) == before
    for address in (page, reverse("journal:board", args=[draft.pk])):
        assert failed.message in client.get(address).content.decode()
    client.post(page)
    assert run().status == Job.Status.DONE, "looked at once more"


def test_a_fault_in_the_middle_leaves_nothing_half_done(draft, page, login, deputy, monkeypatch):
    login(deputy).post(page)
    before = Slot.objects.count(), Lesson.objects.filter(status="planned").count()

    def broken(lessons):
        raise RuntimeError

    monkeypatch.setattr("journal.actions.timetable._drop", broken)
    assert run().status == Job.Status.FAILED
    draft.refresh_from_db()
    assert draft.is_draft
    assert (Slot.objects.count(), Lesson.objects.filter(status="planned").count()) == before


def test_lessons_are_written_in_as_many_statements_however_many_they_are(world, deputy):
    counts = []
    algebra = world.algebra.pk
    for spots in ([(algebra, 2, 4)], [(algebra, 3, 4)], [(algebra, day, 5) for day in range(1, 6)]):
        with CaptureQueriesContext(connection) as told:
            actions.set_timetable(world.year, spots, starts_on=MONDAY, by=deputy)
        counts.append(len(told))
    assert counts[1] == counts[2] <= 30
    laid = Lesson.objects.filter(section=world.algebra, number=5).values_list("pk", flat=True)
    assert History.objects.filter(record="journal_lesson", act="I", row_id__in=laid).count() == len(laid) > 50


def test_the_page_warns_of_lessons_at_closed_hours(draft, page, world, login, deputy):
    teacher = world.employee("teacher")
    client = login(deputy)
    assert teacher.person.short_name not in client.get(page).content.decode()
    actions.set_teacher_hours(world.year, teacher, [(2, 1, 4)], version=0, by=deputy)
    shown = client.get(page)
    (said,) = shown.context["away"]
    assert said.startswith(f"{teacher.person.short_name} сабак өтө албайт: шейшемби, 4-сабак")
    assert teacher.person.short_name in shown.content.decode()
    assert client.post(page).status_code == 302, "it warns and refuses nothing"


def test_a_written_lesson_stays_and_one_with_a_mark_too(draft, world, deputy):
    with acting(deputy):
        Lesson.objects.filter(section=world.algebra, date=date(2026, 11, 25)).update(topic="Квадраттык теңдеме")
    actions.publish_version(draft, by=deputy)
    planned = Lesson.objects.filter(section=world.algebra, status="planned", date__range=(MONDAY, date(2026, 11, 29)))
    assert list(planned.order_by("date").values_list("date", "number")) == [
        (date(2026, 11, 24), 4),
        (date(2026, 11, 25), 1),
    ]
