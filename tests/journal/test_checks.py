"""Remarks on the keeping of journals: written by who checks, answered by the teacher, accepted or returned."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import IntegrityError

from journal.actions import accept_check, answer_check, return_check, write_check
from journal.models import CheckAnswer, CheckRemark
from journal.rules.checks import may_become
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.notices.models import Notice
from schoolmis.papers import report
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=5)


@pytest.fixture
def remark(world, deputy):
    facts = {"lesson": world.lesson(), "student": world.student}
    return write_check(world.algebra, "Баа эмне үчүн оңдолгон?", DUE, by=deputy, **facts)


def test_a_remark_goes_to_the_teacher_and_comes_back_mended(world, deputy, teacher, login):
    client, new = login(deputy), f"/journal/{world.algebra.pk}/checks/new/"
    assert "<select" in client.get(new).content.decode()
    late = {"words": "Үй тапшырмасы жок", "due_on": "2026-11-01", "lesson": world.lesson().pk}
    assert client.post(new, late).status_code == 422, "the day is over"
    assert client.post(new, late | {"due_on": DUE.isoformat()}).status_code == 302
    one = CheckRemark.objects.get()
    assert Notice.objects.filter(user=teacher, url=f"/journal/checks/{one.pk}/").exists()
    assert not client.get(f"/journal/checks/{one.pk}/").context["answer"], "the checker does not answer herself"

    client = login(teacher)
    assert f"/journal/checks/{one.pk}/" in client.get("/journal/day/").content.decode()
    page = f"/journal/checks/{one.pk}/"
    assert client.post(f"{page}step/", {"to": "mended", "words": ""}).status_code == 422
    assert client.post(f"{page}step/", {"to": "accept", "words": "x"}).status_code == 403
    assert client.post(f"{page}step/", {"to": "mended", "words": "Жазылды"}).status_code == 302
    assert f"/journal/checks/{one.pk}/" not in client.get("/journal/day/").content.decode()
    assert Notice.objects.filter(user=deputy, kind="journal.check_mended").exists()

    client = login(deputy)
    assert "Жазылды" in client.get(page).content.decode()
    assert client.post(f"{page}step/", {"to": "return", "words": ""}).status_code == 422, "returned in words alone"
    assert client.post(f"{page}step/", {"to": "return", "words": "Дагы экөө"}).status_code == 302
    answer_check(CheckRemark.objects.get(), "Баары", by=teacher)
    assert client.post(f"{page}step/", {"to": "accept"}).status_code == 302
    states = list(CheckAnswer.objects.values_list("status", flat=True))
    assert states == ["mended", "returned", "mended", "accepted"], "all of it stays"
    with pytest.raises(ValidationError):
        accept_check(CheckRemark.objects.get(), by=deputy)


def test_the_steps_of_a_remark():
    assert may_become("open", "mended")
    assert not may_become("open", "returned")
    assert not may_become("accepted", "returned")


def test_the_grid_marks_it_for_the_teacher_alone(world, remark, teacher, homeroom, mother, deputy, login):
    write_check(world.algebra, "Темасы жок", DUE, lesson=world.lesson(), by=deputy)
    grid = f"/journal/{world.algebra.pk}/"
    shown = login(teacher).get(grid).content.decode()
    assert 'data-check="Темасы жок"' in shown
    cell = shown.split(f'data-s="{world.student.pk}"')[1].split("</tr>")[0]
    assert "checked" in cell
    assert remark.words in cell
    assert remark.words not in login(homeroom).get(grid).content.decode(), "she neither keeps nor checks this journal"
    assert remark.words not in login(mother).get(f"/journal/children/{world.student.pk}/").content.decode()
    accept_check(remark, by=deputy)
    assert remark.words not in login(teacher).get(grid).content.decode(), "a closed remark marks nothing"


def test_who_may_write_and_who_may_see(world, remark, homeroom, teacher, stranger_teacher, deputy, login):
    for other in (homeroom, teacher):
        with pytest.raises(Denied):
            write_check(world.algebra, "Сын", DUE, by=other)
    with pytest.raises(Denied):
        answer_check(remark, "Оңдолду", by=stranger_teacher)
    assert login(stranger_teacher).get(f"/journal/checks/{remark.pk}/").status_code == 404
    assert remark.words not in login(stranger_teacher).get("/journal/checks/").content.decode()
    assert remark.words in login(teacher).get("/journal/checks/").content.decode()
    with pytest.raises(ValidationError):
        write_check(world.physics, "Сын", DUE, lesson=world.lesson(), by=deputy)
    with pytest.raises(ValidationError):
        write_check(world.algebra, "Сын", DUE, student=world.stranger, by=deputy)


def test_the_second_answer_is_told_that_the_first_was_given(remark, deputy, teacher):
    seen = CheckRemark.objects.get(pk=remark.pk)
    answer_check(remark, "Оңдолду", by=teacher)
    with pytest.raises(ValidationError) as refused:
        answer_check(seen, "Экинчи жолу", by=teacher)
    assert refused.value.code == "state"


def test_the_paper_lists_a_teachers_remarks_with_their_answers(world, remark, deputy, teacher, stranger_teacher):
    answer_check(remark, "Оңдолду", by=teacher)
    return_check(remark, "Дагы карагыла", by=deputy)
    one = report.get("journal.checks")
    form = one.form_class({"term": f"y{world.year.pk}"}, user=teacher)
    assert form.is_valid(), form.errors
    rows = [row for row in one.rows(form.cleaned_data) if isinstance(row, dict)]
    assert [row["words"] for row in rows] == [remark.words]
    assert "Оңдолду" in rows[0]["answer"]
    assert "Дагы карагыла" in rows[0]["answer"]
    stranger = one.form_class({"term": f"y{world.year.pk}"}, user=stranger_teacher)
    assert stranger.is_valid()
    assert list(one.rows(stranger.cleaned_data)) == []


def test_the_deputys_start_page_has_what_waits_for_her(remark, deputy, teacher):
    from journal.panels import checks_panel

    request = type("Request", (), {"user": deputy})()
    assert checks_panel(request) is None
    answer_check(remark, "Оңдолду", by=teacher)
    _template, context = checks_panel(request)
    assert list(context["remarks"]) == [remark]


def test_an_answer_without_words_is_refused_by_the_database(remark, teacher):
    with acting(teacher), pytest.raises(IntegrityError), transaction.atomic():
        CheckAnswer.objects.create(remark=remark, status="mended", by=teacher)
