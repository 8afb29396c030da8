"""Results of a term that was kept on paper come in as the class's sheets (R1-4.1/1, R3-3j)."""

import pytest
from django.core.exceptions import ValidationError

from journal import policy
from journal.actions import set_results
from journal.actions.terms import _close as close_term
from schoolmis.access import Denied
from schoolmis.audit.models import Entry
from schoolmis.imports import actions
from schoolmis.structure.models import Section
from students.models import Result
from tests.journal.test_timetable_import import book, faults, own_files, states  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(deputy, world):
    def send(*rows, by=deputy, **options):
        options = {"term": str(world.term(1).pk)} | options
        return actions.stage("I.xlsx", book(("8-А", rows)), kind="term_results", options=options, by=by)

    return send


@pytest.fixture
def rows(world):
    names = [str(world.child(first)) for first in ("Сезим", "Бегимай")]
    return [["№", "ФИО", "Алгебра", "Физика"], [1, names[0], 5, "н/а"], [2, names[1], 4, None]]


def test_a_sheet_of_a_past_term_becomes_results_that_the_journal_shows(stage, rows, world, deputy, login, teacher):
    upload = stage(*rows)
    assert states(upload) == ["new"] * 3 and Result.objects.count() == 0
    actions.confirm(upload, by=deputy)
    found = Result.objects.filter(period="term", term=world.term(1)).order_by("subject__order", "value")
    assert [(one.subject.code, one.text) for one in found] == [("ALG", "4"), ("ALG", "5"), ("PHY", "н/а")]
    page = login(teacher).get(f"/journal/{world.algebra.pk}/sheet/").content.decode()
    assert page.count(">5</td>") >= 1 and Entry.objects.filter(act="students.set_results", by=deputy).exists()
    assert set(states(stage(*rows))) == {"unchanged"}, "twice changes nothing"


def test_what_the_teacher_has_set_stays(stage, rows, world, teacher, deputy):
    section = policy.sections().get(pk=world.algebra.pk)
    sent = [{"s": world.child("Сезим").pk, "t": "3", "v": 0}]
    assert set_results(section, world.term(1), sent, key="k", by=teacher)["saved"]
    upload = stage(*rows)
    assert faults(upload)[0] == ["result_of_teacher"] and states(upload)[1:] == ["new", "new"]
    actions.confirm(upload, by=deputy)
    assert Result.objects.get(student=world.child("Сезим"), subject=section.subject).value == 3


def test_a_term_that_runs_or_is_closed_takes_nothing(stage, rows, world, deputy):
    with pytest.raises(ValidationError):
        stage(*rows, term=str(world.term(2).pk))
    close_term(world.term(1), by=deputy)
    with pytest.raises(ValidationError):
        stage(*rows)


def test_a_subject_of_half_years_asks_for_the_half_year(stage, rows, world):
    Section.objects.filter(pk=world.algebra.pk).update(by_half_years=True)
    assert faults(stage(*rows))[:2] == [["result_by_halves"], []]


@pytest.mark.parametrize("role", "teacher homeroom secretary administrator mother student nobody".split())
def test_who_brings_in_no_past_term(request, stage, rows, role):
    with pytest.raises(Denied):
        stage(*rows, by=request.getfixturevalue(role))
