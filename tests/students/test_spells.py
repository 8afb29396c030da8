"""Whatever is ordered in whatever sequence, a student is once on the roll and in one class, and the book balances."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolmis.audit.book import acting
from schoolmis.orders.actions import _sign, draft_order
from schoolmis.structure.models import AcademicYear, SchoolClass, Subject
from students import actions
from students.models import Enrolment, Placement, Result, Student, YearDecision
from students.movement_book import Movement

START = date(2026, 9, 1)
KINDS = ("admission", "transfer", "departure", "restoration", "year_end")
DAYS = st.one_of(st.integers(0, 9), st.sampled_from((90, 270)))
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 1), DAYS, st.booleans()), min_size=3, max_size=10)
PAPERS = {"application": "№ 3", "pmpc": "№ 7", "plan": "№ 1"}


def disjoint(rows):
    ends = [(one.starts_on, one.ends_on or date.max) for one in rows if one.starts_on != one.ends_on]
    ends.sort()
    return all(first[1] <= second[0] for first, second in zip(ends, ends[1:], strict=False))


def line(kind, student, school_class, on, by):
    """One row of an order of `kind` with the papers that it asks for."""
    asked = {"transfer": "transfer", "departure": "moved", "restoration": "restoration"}.get(kind)
    papers = []
    if asked:
        one = actions.register_application(asked, received_on=on, student=student, applicant_name="Асанова", by=by)
        papers = [{"code": "application", "application": one.pk}]
    row = {"student": student.pk, "documents": papers}
    return row | ({"ground": "moved", "went_to": "Ош"} if kind == "departure" else {"class": school_class.pk})


def year_end(pair, outcomes, on, by):
    """The whole run of the year of `on`: results, table, proposals, council, drafts, signature (R7-2.1)."""
    year = AcademicYear.objects.filter(starts_on__lte=on).first()
    for student, outcome in zip(pair, outcomes, strict=True):
        place = Placement.objects.on(on).filter(student=student, school_class__year=year).first()
        if place:
            _marks(student, place.school_class, 4 if outcome in ("promoted", "leaves") else 2, by)
    run = actions.begin_year_end(year, by=by)
    if not run.confirmed_on:
        run = actions.confirm_roll_over(run, version=run.version, by=by)
    actions.propose_outcomes(run, by=by)
    for student, outcome in zip(pair, outcomes, strict=True):
        row = YearDecision.objects.filter(year_end=run, student=student, order=None, is_dropped=False).first()
        if row and outcome not in ("promoted", "conditional"):
            _decided(row, outcome, by)
    run.refresh_from_db()
    due = on + timedelta(days=60)
    run = actions.cite_decision(run, protocol="№ 1", decided_on=on, debts_due_on=due, version=run.version, by=by)
    for order in actions.draft_orders(run, by=by):
        _sign(order, by=by, on=on)


def _marks(student, school_class, value, by):
    with acting(by):
        for code in ("ALG", "PHY"):
            for period, mark in (("year", value), ("exam", 4)):
                key = {"student": student, "subject": Subject.objects.get(code=code), "year": school_class.year}
                facts = {"school_class": school_class, "value": mark, "set_by": by}
                Result.objects.update_or_create(**key, period=period, term=None, defaults=facts)


def _decided(row, outcome, by):
    """A graduate who leaves, or the choice of the parents; what the rules refuse stays as proposed."""
    repeats = SchoolClass.objects.filter(year=row.year_end.next_year, grade=row.school_class.grade).first()
    target = {"leaves": None, "repeat": repeats}.get(outcome, row.target)
    asked = "basic" if outcome == "leaves" else outcome
    try:
        with transaction.atomic():
            actions.decide(row, outcome=asked, target=target, version=row.version, by=by, **PAPERS)
    except ValidationError:
        return


def class_of(on, first):
    """А or Б of the grade that the pair is in, in the year of the day; of an earlier year where that has none yet."""
    classes = SchoolClass.objects.filter(grade__gte=8, letter="А" if first else "Б")
    year = AcademicYear.objects.filter(starts_on__lte=on).first()
    return classes.filter(year=year).first() or classes.first()


OUTCOMES = st.tuples(*[st.sampled_from(("promoted", "conditional", "repeat", "adapted", "leaves"))] * 2)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, outcomes=OUTCOMES, grade=st.sampled_from((8, 9)))
def test_any_sequence_of_orders_keeps_spells_disjoint_and_the_book_in_balance(
    steps, outcomes, grade, world, secretary, director, monkeypatch
):
    """Admissions, transfers, departures, returns and ends of the year, whatever is refused on the way."""
    with transaction.atomic():
        monkeypatch.setenv("SCHOOLMIS_TODAY", f"{START}")
        with acting(director):
            SchoolClass.objects.filter(grade=8).update(grade=grade)
        names = ({"last_name": "Асанов", "sex": "m"}, {"last_name": "Асанова", "sex": "f"})
        consent = (date(2026, 8, 25), "М-1")
        pair = [actions.keep_student(data, consent=consent, by=secretary) for data in names]
        on, signed = START, 0
        for kind, who, days, first in steps:
            on += timedelta(days=days)
            monkeypatch.setenv("SCHOOLMIS_TODAY", f"{on}")
            try:
                with transaction.atomic():
                    if kind == "year_end":
                        year_end(pair, outcomes, on, director)
                        continue
                    school_class = class_of(on, first)
                    rows = [line(kind, pair[who], school_class, on, secretary)]
                    payload = {"from": f"{on}", "students": rows}
                    order = draft_order(kind, by=director, payload=payload, basis_ky="арыз", title_ky="Кыймыл")
                    _sign(order, by=director, on=on)
                    signed += 1
            except ValidationError:
                continue
        for student in pair:
            spells, places = list(student.enrolments.all()), list(student.placements.all())
            assert disjoint(spells) and disjoint(places)
            for place in places:
                inside = [one for one in spells if one.starts_on <= place.starts_on]
                assert any((one.ends_on or date.max) >= (place.ends_on or date.max) for one in inside)
        _balances(pair, on)
        transaction.set_rollback(True)


def _balances(pair, last):
    """Counted from the orders and counted from the roll: the same, in the school and in every class, by sex."""
    book = Movement(START, last)
    counts = book.school()
    assert counts.total.holds and counts.boys.holds and counts.girls.holds
    tomorrow = last + timedelta(days=1)
    assert counts.total.end == Enrolment.objects.on(tomorrow).values("student").distinct().count()
    for sex, balance in (("m", counts.boys), ("f", counts.girls)):
        assert balance.end == Enrolment.objects.on(tomorrow).filter(student__person__sex=sex).count()
    for _year, _first, ends, rows, _rest in book.years():
        staying = Enrolment.objects.on(ends + timedelta(days=1)).values("student")
        seats = Placement.objects.on(ends).filter(student__in=staying)
        for school_class, of_class in rows:
            assert of_class.total.holds
            assert of_class.total.end == seats.filter(school_class=school_class).count()
    assert Student.objects.enrolled(tomorrow).filter(pk__in=[one.pk for one in pair]).count() <= 2
