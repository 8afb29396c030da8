"""Hours at which a teacher cannot teach: set by the deputy, honoured by FET, warned of on the board."""

import shutil
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from journal import actions
from journal.actions import mark_away
from journal.generation.task import build
from journal.generation.troubles import troubles
from journal.generation.write import data_file
from journal.models import ClosedHour, Slot, TeacherHours, TimetableVersion
from journal.rules.hours import Hour, is_closed, whole_first
from journal.rules.substitutes import Fitness
from journal.substitutes.day import Day
from schoolmis.audit.models import Entry
from schoolmis.jobs.models import Job
from students.actions import Conflict
from tests.journal.clash_checker import hard_clashes, taught_when_closed
from tests.journal.test_generation import begin, run_job
from tests.journal.test_reading import statements

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def algebra_teacher(world):
    return world.employee("teacher")


def close(world, who, *hours, by, version=0):
    return actions.set_teacher_hours(world.year, who, hours, version=version, by=by)


def test_a_day_closed_as_a_whole_closes_its_hours_of_every_shift():
    hours = {Hour(2), Hour(3, 1, 2)}
    assert is_closed(hours, 2, 1, 5) and is_closed(hours, 2, 2, 1) and is_closed(hours, 3, 1, 2)
    assert not is_closed(hours, 3, 2, 2) and not is_closed(hours, 3, 1, 3) and not is_closed((), 2, 1, 1)
    assert whole_first([(2, 0, 0), (2, 1, 3), (3, 1, 2)]) == hours


def test_the_deputy_sets_them_and_nobody_over_somebody_else(world, algebra_teacher, deputy):
    stored = close(world, algebra_teacher, (2, 0, 0), (2, 1, 1), (3, 1, 2), by=deputy)
    assert {one.hour for one in stored.closed.all()} == {Hour(2), Hour(3, 1, 2)}
    assert (stored.version, stored.set_by) == (1, deputy)
    assert Entry.objects.filter(act="journal.set_teacher_hours", by=deputy).exists()
    with pytest.raises(Conflict):
        close(world, algebra_teacher, by=deputy)
    close(world, algebra_teacher, by=deputy, version=1)
    assert not ClosedHour.objects.exists()


def test_others_may_not_and_what_is_no_hour_is_refused(world, algebra_teacher, deputy, teacher, secretary):
    for other in (teacher, secretary):
        with pytest.raises(PermissionDenied):
            close(world, algebra_teacher, (2, 0, 0), by=other)
    for wrong in [(7, 0, 0), (1, 0, 3), (1, 1, 0), (1, 1, 13), (1, 4, 1)]:
        with pytest.raises(ValidationError):
            close(world, algebra_teacher, wrong, by=deputy)
    stored = close(world, algebra_teacher, (3, 1, 2), by=deputy)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosedHour.objects.create(of=stored, weekday=3, shift=1, number=2)


def test_the_page_keeps_what_is_ticked_and_tells_what_another_stored(world, algebra_teacher, login, deputy):
    client, address = login(deputy), reverse("journal:teacher_hours", args=[algebra_teacher.pk])
    assert client.get(address).content.decode().count('type="checkbox" name="at"') == 5 * (1 + 6)
    assert client.post(address, {"version": 0, "at": ["2-0-0", "3-1-2"]}).url == reverse("journal:hours")
    shown = client.get(address).content.decode()
    assert 'value="2-0-0" aria-label="шейшемби, Бүт күн" checked' in shown
    late = client.post(address, {"version": 0, "at": ["5-1-1"]})
    text = late.content.decode()
    assert late.status_code == 422 and "Шаршемби: 2-сабак" in text
    assert 'name="version" value="1"' in text and text.count(" checked>") == 1
    client.post(address, {"version": 1, "at": ["5-1-1"]})
    assert [one.hour for one in ClosedHour.objects.all()] == [Hour(5, 1, 1)]
    assert client.post(address, {"version": 2, "at": ["9-1-1"]}).status_code == 422
    assert "Жума: 1-сабак" in client.get(reverse("journal:hours")).content.decode()


def test_the_pages_need_few_statements_however_many_teachers_there_are(world, login, deputy):
    client = login(deputy)
    assert all(
        reverse("journal:hours") in client.get(reverse(f"journal:{name}")).content.decode()
        for name in ("timetable", "generate")
    )
    few = len(statements(client, reverse("journal:hours"))[1])
    for name in ("teacher", "homeroom", "stranger_teacher"):
        close(world, world.employee(name), (2, 0, 0), (3, 1, 2), (4, 1, 1), by=deputy)
    assert len(statements(client, reverse("journal:hours"))[1]) == few <= 10
    of = world.employee("teacher").pk
    assert len(statements(client, reverse("journal:teacher_hours", args=[of]))[1]) <= 12


def test_fet_gives_no_lessons_then(world, algebra_teacher, login, deputy, request):
    if not shutil.which("fet-cl"):
        request.getfixturevalue("fake")
    closed = [(1, 0, 0), (2, 0, 0), (3, 1, 1), (3, 1, 2), (4, 1, 1)]
    close(world, algebra_teacher, *closed, by=deputy)
    assert (
        "<ConstraintTeacherNotAvailableTimes><Weight_Percentage>100<"
        in data_file(build(world.year, DAY), name="x").decode()
    )
    begin(login(deputy))
    made = run_job()
    assert made.status == Job.Status.DONE, made.message
    actions.publish_version(TimetableVersion.objects.get(), by=deputy)
    assert hard_clashes(world.year, DAY) == []
    assert taught_when_closed(world.year, DAY) == []
    slot = Slot.objects.on(DAY).filter(section=world.algebra).first()
    close(world, algebra_teacher, (slot.weekday, 1, slot.number), by=deputy, version=1)
    assert len(taught_when_closed(world.year, DAY)) == 1, "the checker sees one"


def test_who_has_fewer_hours_left_than_the_load_is_named_before_fet_is_asked(world, algebra_teacher, login, deputy):
    close(world, algebra_teacher, *((day, 0, 0) for day in range(1, 5)), *((5, 1, n) for n in range(1, 5)), by=deputy)
    [told] = troubles(build(world.year, DAY))
    assert "Абдыракманова Чолпонай" in told and "3" in told and "2" in told
    answer = begin(login(deputy))
    assert answer.status_code == 422 and told in answer.content.decode() and not Job.objects.exists()


def test_a_lesson_that_is_to_stay_at_such_an_hour_is_named_too(world, algebra_teacher, deputy):
    close(world, algebra_teacher, (1, 1, 6), (6, 0, 0), by=deputy)
    draft = actions.start_version(world.year, "Негиз", starts_on=MONDAY, copied=False, by=deputy)
    actions.fill_version(draft, [(world.algebra.pk, 1, 6, None, True)], source="x", by=deputy)
    [told] = troubles(build(world.year, DAY, base=draft.pk))
    assert "Абдыракманова Чолпонай" in told and "Алгебра · 8-А" in told


def test_the_board_warns_and_lets_the_lesson_stand(world, algebra_teacher, login, deputy):
    draft = actions.start_version(world.year, "II чейрек", starts_on=MONDAY, copied=False, by=deputy)
    client, of = login(deputy), f"class-{world.class_a.pk}"
    address = f"{reverse('journal:board', args=[draft.pk])}?of={of}"
    put = f"{address}&put={world.algebra.pk}"
    before = len(statements(client, put)[1])
    close(world, algebra_teacher, (2, 0, 0), by=deputy)
    answer, asked = statements(client, put)
    assert len(asked) == before
    shown = answer.content.decode()
    assert shown.count("Абдыракманова Чолпонай бул убакта сабак өтө албайт") == 6 and 'id="c-2-1"' in shown
    assert client.post(put, {"at": "2-1"}).status_code == 302
    warned = client.get(address).content.decode()
    assert "Мугалим сабак өтө албаган сааттар" in warned and "шейшемби, 1-сабак" in warned
    mine = f"{reverse('journal:board', args=[draft.pk])}?of=teacher-{algebra_teacher.pk}"
    assert "шейшемби, 1-сабак" in client.get(mine).content.decode()
    assert TeacherHours.objects.get().version == 1


def test_who_cannot_teach_then_is_proposed_last_and_says_so(world, algebra_teacher, deputy):
    mark_away(algebra_teacher, DAY, reason="sick", by=deputy)

    def proposed():
        day = Day(DAY)
        day.propose()
        return [(one.employee.person.user.username, one.why) for one in day.lines[0].candidates]

    ((only, why),) = proposed()
    close(world, world.employee(only), (DAY.isoweekday(), 0, 0), by=deputy)
    assert why != "бул саатта сабак өтө албайт" and proposed() == [(only, "бул саатта сабак өтө албайт")]
    assert max(Fitness) == Fitness.CLOSED, "behind everybody else"
