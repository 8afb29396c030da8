"""Absences are told by guardians, refined by the homeroom teacher, and told to the family once on the same day."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from journal import policy
from journal.actions import accept_note, refine_absences, save_cells, tell_absence, tell_families
from journal.actions.cells import Sent
from journal.actions.terms import _close as close_term
from journal.models import AbsenceNote, Cell
from journal.rules.absences import may_tell
from schoolmis import clock
from schoolmis.access.permission import Denied
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.notices.models import Notice

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def enter(world, teacher, text, day=TODAY, name="Сезим"):
    section = policy.sections().get(pk=world.algebra.pk)
    sent = [Sent(world.lesson(day).pk, world.child(name).pk, 0, text)]
    return save_cells(section, sent, key=uuid.uuid4().hex, by=teacher)


def texts(world):
    return list(Cell.objects.filter(student=world.student).order_by("lesson__date").values_list("absence", flat=True))


def test_days_of_a_note_have_limits():
    day = timedelta(days=1)
    assert may_tell(TODAY, TODAY, TODAY) == ""
    assert may_tell(TODAY, TODAY - day, TODAY) == "order"
    assert (may_tell(TODAY, TODAY + 59 * day, TODAY), may_tell(TODAY, TODAY + 60 * day, TODAY)) == ("", "long")
    assert (may_tell(TODAY - 30 * day, TODAY, TODAY), may_tell(TODAY - 31 * day, TODAY, TODAY)) == ("", "past")
    assert may_tell(TODAY + 61 * day, TODAY + 61 * day, TODAY) == "future"


def test_a_mother_tells_and_the_homeroom_teacher_accepts(world, teacher, homeroom, mother, other_mother, login):
    for day in (18, 20):
        enter(world, teacher, "н", date(2026, 11, day))
    page = f"/journal/children/{world.student.pk}/absence/"
    form = {"first": "2026-11-18", "last": "2026-11-25", "reason": "б", "words": "температура"}
    assert login(mother).post(page, form).status_code == 302
    with pytest.raises(Denied):
        tell_absence(world.student, TODAY, TODAY, "б", by=other_mother)
    assert Notice.objects.filter(user=homeroom, kind="journal.absence_told").count() == 1
    grid = login(teacher).get(f"/journal/{world.section('PHY').pk}/")
    assert grid.status_code == 404, "physics is the homeroom teacher's"
    grid = login(homeroom).get(f"/journal/{world.section('PHY').pk}/").content.decode()
    assert 'told" data-told="б" title="температура"' in grid, "who teaches today sees what is told"
    shown = login(homeroom).get("/journal/absences/").content.decode()
    note = AbsenceNote.objects.get()
    assert "температура" in shown and f"/journal/absences/{note.pk}/accept/" in shown
    assert login(homeroom).post(f"/journal/absences/{note.pk}/accept/").status_code == 302
    assert texts(world) == ["б", "б"]
    assert Notice.objects.filter(user=mother, kind="journal.absence_accepted").exists()
    with pytest.raises(ValidationError):
        accept_note(note, by=homeroom)
    enter(world, teacher, "н", date(2026, 11, 16))
    assert login(homeroom).post(f"/journal/absences/{note.pk}/again/").status_code == 302
    assert texts(world) == ["н", "б", "б"], "a day outside the note stays as it is"


def test_a_note_sent_twice_by_two_presses_is_one(world, homeroom, mother):
    told = [tell_absence(world.student, TODAY, TODAY, "б", "температура", by=mother) for _press in range(2)]
    assert told[0].pk == told[1].pk and Notice.objects.filter(user=homeroom, kind__startswith="journal.").count() == 1
    assert tell_absence(world.student, TODAY, TODAY, "б", "башы ооруйт", by=mother).pk != told[0].pk


def test_a_note_that_is_not_accepted_says_why(world, homeroom, mother, stranger_teacher, login):
    note = tell_absence(world.student, TODAY, TODAY, "у", "той", by=mother)
    assert login(stranger_teacher).post(f"/journal/absences/{note.pk}/accept/").status_code == 403
    client, page = login(homeroom), f"/journal/absences/{note.pk}/refuse/"
    assert client.post(page, {"answer": ""}).status_code == 422
    assert client.post(page, {"answer": "Справка керек"}).status_code == 302
    assert "Справка керек" in str(Notice.objects.get(user=mother, kind="journal.absence_refused"))
    assert "Справка керек" in login(mother).get(f"/journal/children/{world.student.pk}/").content.decode()


def test_a_closed_term_keeps_its_absences(world, teacher, homeroom, deputy):
    enter(world, teacher, "н", date(2026, 9, 4))
    enter(world, teacher, "н")
    close_term(world.term(1), by=deputy)
    assert refine_absences(world.student, date(2026, 9, 1), TODAY, "у", has_paper=True, by=homeroom) == 1
    assert texts(world) == ["н", "у"]
    with pytest.raises(Denied):
        refine_absences(world.stranger, TODAY, TODAY, "у", by=homeroom)


def test_the_page_says_when_no_lesson_took_the_reason(world, teacher, homeroom, deputy, login):
    day = date(2026, 9, 4)
    enter(world, teacher, "н", day)
    close_term(world.term(1), by=deputy)
    told = {"student": world.student.pk, "first": day, "last": day, "reason": "б", "words": ""}
    page = login(homeroom).post("/journal/absences/", told, follow=True)
    assert [(one.level_tag, "жабылган" in str(one)) for one in page.context["messages"]] == [("warning", True)]


def test_a_family_is_told_on_the_same_day_once(world, teacher, mother):
    worker = User.objects.system("worker")
    enter(world, teacher, "н")
    enter(world, teacher, "н", name="Бегимай")
    enter(world, teacher, "н", name="Данияр")
    assert tell_families(TODAY, by=worker) == 0, "a slip of the finger is put right first"
    with acting(worker):
        Cell.objects.update(entered_at=clock.now() - timedelta(minutes=11))
    assert tell_families(TODAY, by=worker) == 2, "without a consent there is nobody to be told"
    assert tell_families(TODAY, by=worker) == 0
    told = Notice.objects.get(user=mother, kind="journal.absent")
    assert "1" in str(told) and told.url == f"/journal/children/{world.student.pk}/absence/"


def test_who_has_told_is_not_told_back_and_who_came_later_neither(world, teacher, mother):
    worker = User.objects.system("worker")
    enter(world, teacher, "н")
    enter(world, teacher, "н", name="Бегимай")
    tell_absence(world.student, TODAY, TODAY, "б", by=mother)
    physics = world.section("PHY")
    with acting(worker):
        Cell.objects.update(entered_at=clock.now() - timedelta(minutes=11))
        Cell.objects.create(
            lesson=world.lesson(section=physics), student=world.child("Бегимай"), late=5, entered_by=teacher
        )
    assert tell_families(TODAY, by=worker) == 0
