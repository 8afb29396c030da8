"""Half-years beside terms: chosen before the first result; one column, one closing, one place on papers (R1-4.1/1)."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from journal import policy
from journal.actions import propose_year, save_cells, set_results
from journal.actions.cells import Sent
from journal.actions.terms import _close as close_term
from journal.models import Lesson
from journal.results import lines
from schoolmis import clock
from schoolmis.structure import calendar
from schoolmis.structure.actions import change_year, set_half_years
from schoolmis.structure.models import Term
from students.models import Result

pytestmark = pytest.mark.django_db


@pytest.fixture
def halves(world):
    terms = {term.number: (term.starts_on, term.ends_on) for term in world.year.terms.all()}
    return [
        Term.periods.create(year=world.year, kind=Term.Kind.HALF, number=number, starts_on=start, ends_on=end)
        for number, (start, end) in calendar.halves(terms).items()
    ]


@pytest.fixture
def by_halves(halves, world, deputy):
    """Physics of 8-А is marked by half-years."""
    set_half_years(world.year, {world.physics.pk}, by=deputy)
    world.physics.refresh_from_db()
    return halves


def give(section, term, student, text, by, version=0):
    section = policy.sections().get(pk=section.pk)
    return set_results(section, term, [{"s": student.pk, "t": text, "v": version}], key=uuid.uuid4().hex, by=by)


def test_four_terms_make_two_halves():
    days = {n: (date(2026, n, 1), date(2026, n, 20)) for n in (1, 2, 3, 4)}
    assert calendar.halves(days) == {1: (days[1][0], days[2][1]), 2: (days[3][0], days[4][1])}


def test_terms_are_the_default_and_half_years_are_no_terms(halves, world):
    assert [term.number for term in world.year.terms.all()] == [1, 2, 3, 4]
    assert [str(term) for term in world.algebra.periods()] == [str(term) for term in world.year.terms.all()]


def test_the_deputy_ticks_subjects_and_grades(halves, login, deputy, world):
    client = login(deputy)
    page = client.get("/school/calendar/half-years/?tick=hour").content.decode()
    assert 'name="by_halves"' in page
    key = f"{world.physics.subject_id}:8"
    assert client.post("/school/calendar/half-years/", {"by_halves": [key]}).status_code == 302
    world.physics.refresh_from_db()
    world.algebra.refresh_from_db()
    assert (world.physics.by_half_years, world.algebra.by_half_years) == (True, False)
    assert "/school/calendar/half-years/" in client.get("/school/calendar/").content.decode()


def test_a_course_with_results_keeps_its_way(halves, world, homeroom, deputy, login):
    assert give(world.physics, world.term(1), world.student, "4", homeroom)["saved"]
    with pytest.raises(ValidationError):
        set_half_years(world.year, {world.physics.pk}, by=deputy)
    page = login(deputy).post("/school/calendar/half-years/", {"by_halves": [f"{world.physics.subject_id}:8"]})
    world.physics.refresh_from_db()
    assert page.status_code == 302 and not world.physics.by_half_years


def test_the_grid_of_a_half_year_has_the_lessons_of_both_terms(by_halves, world, homeroom, login):
    page = login(homeroom).get(f"/journal/{world.physics.pk}/term/1/").content.decode()
    for number in (1, 2):
        lesson = Lesson.objects.filter(section=world.physics, date__range=_days(world.term(number))).first()
        assert f'data-l="{lesson.pk}"' in page
    assert f'data-t="{by_halves[0].pk}" data-title="{by_halves[0]}"' in page, "its column is no term mark"
    assert login(homeroom).get(f"/journal/{world.physics.pk}/term/3/").status_code == 404


def _days(term):
    return term.starts_on, term.ends_on


def test_its_result_stands_on_papers_at_the_term_that_ends_with_it(by_halves, world, homeroom, login, mother):
    assert give(world.physics, by_halves[0], world.student, "5", homeroom)["saved"]
    shown = {term: lines(world.class_a, world.term(term)) for term in (1, 2)}
    of = {term: next(line for line in found if line.id == world.student.pk) for term, found in shown.items()}
    assert of[1].results == {} and of[2].results == {world.physics.subject_id: 5}
    page = login(mother).get(f"/journal/children/{world.student.pk}/?term=2").content.decode()
    row = page.split(f"<tr><td>{world.physics.subject}</td>")[1].split("</tr>")[0]
    assert row.count("m5") == 1


def test_the_first_term_closed_leaves_the_half_year_open(by_halves, world, homeroom, deputy):
    lesson = Lesson.objects.filter(section=world.physics, date__range=_days(world.term(1))).first()
    close_term(world.term(1), by=deputy)
    cell = Sent(lesson.pk, world.student.pk, 0, "4", None, "Кечигип коюлду")
    assert save_cells(policy.sections().get(pk=world.physics.pk), [cell], key=uuid.uuid4().hex, by=homeroom)["saved"]
    close_term(world.term(2), by=deputy)
    refused = give(world.physics, by_halves[0], world.student, "5", homeroom)["refused"]
    assert refused[0]["code"] == "locked", "the half-year is closed with its last term"


def test_halves_make_the_year(by_halves, world, homeroom, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2027, 5, 20))
    for half, text in zip(by_halves, ("4", "5"), strict=True):
        assert give(world.physics, half, world.student, text, homeroom)["saved"]
    propose_year(policy.sections().get(pk=world.physics.pk), by=homeroom)
    assert Result.objects.get(student=world.student, period="year").value == 5


def test_a_moved_term_moves_its_half_year(halves, world, deputy):
    terms = {term.number: (term.starts_on, term.ends_on) for term in world.year.terms.all()}
    terms[2] = (terms[2][0], date(2026, 12, 28))
    change_year(world.year, starts_on=world.year.starts_on, ends_on=world.year.ends_on, terms=terms, by=deputy)
    assert Term.periods.get(pk=halves[0].pk).ends_on == date(2026, 12, 28)


def test_the_page_of_a_term_names_the_half_year_that_closes_with_it(halves, world, deputy, login):
    client, said = login(deputy), f"{halves[0]} кошо жабылат"
    assert said in client.get(f"/journal/terms/{world.term(2).pk}/").content.decode()
    assert said not in client.get(f"/journal/terms/{world.term(1).pk}/").content.decode()
