"""The movement book is counted from the rows of signed orders; its balance is checked by another way of counting."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules import movement_book as book

START = date(2026, 9, 1)
DAYS = 60


def at(day):
    return START + timedelta(days=day)


@st.composite
def lives(draw):
    """Students with stays one after another, each stay filled with places one after another; some empty, some open."""
    spells, places = [], []
    for student in range(draw(st.integers(1, 6))):
        sex, day = draw(st.sampled_from(["m", "f", ""])), draw(st.integers(0, DAYS))
        for number in range(draw(st.integers(1, 3))):
            ends = draw(st.none() | st.integers(day, max(day, DAYS + 10)))
            opening = number == 0 and draw(st.booleans())
            spells.append(book.Spell(student, sex, at(day), None if ends is None else at(ends), opening, number > 0))
            last = DAYS + 10 if ends is None else ends
            inside = st.lists(st.integers(day + 1, last - 1), max_size=2) if last - day > 1 else st.just([])
            cuts = [day, *sorted(draw(inside)), ends]
            for one, (here, to) in enumerate(zip(cuts, cuts[1:], strict=False)):
                until, of = None if to is None else at(to), draw(st.sampled_from("АБВ"))
                places.append(book.Place(student, sex, of, 1, at(here), until, opening and one == 0))
            if ends is None:
                break
            day = ends + draw(st.integers(0, 5))
    return spells, places


def test_movement_is_what_came_and_left_in_per_cent_of_the_start():
    """domain §3.4: 23 of 412 are 5.58 %; who moves between classes is not counted, an empty start has no share."""
    assert round(book.Balance(start=412, arrived=9, left=14, came_in=3, went_out=3, end=407).share, 2) == Decimal(
        "5.58"
    )
    assert book.Balance(arrived=25, end=25).share is None


PERIODS = st.tuples(st.integers(-3, DAYS), st.integers(0, 40)).map(lambda pair: (at(pair[0]), at(sum(pair))))


@given(life=lives(), period=PERIODS)
def test_start_and_what_came_less_what_left_is_the_end(life, period):
    spells, places = life
    school = book.school_balance(spells, *period)
    classes = book.class_balances(book.parts(spells, places), *period)
    for counts in (school, *classes.values()):
        assert counts.total.holds and counts.boys.holds and counts.girls.holds
    total = sum(classes.values(), book.Counts()).total
    assert (total.start, total.arrived, total.left, total.end) == (
        school.total.start,
        school.total.arrived,
        school.total.left,
        school.total.end,
    ), "the classes together are the school"
    assert total.came_in == total.went_out, "who leaves a class for another arrives in it"


@given(life=lives(), period=PERIODS)
def test_the_balance_agrees_with_the_lines_of_the_book_and_with_the_roll(life, period):
    """Another way: the lines are counted, and the roll is read day by day."""
    spells, places = life
    lines = book.entries(spells, book.parts(spells, places), *period)
    school = book.school_balance(spells, *period).total
    assert school.arrived == sum(one.kind in (book.ARRIVED, book.RESTORED) for one in lines)
    assert school.left == sum(one.kind == book.LEFT for one in lines)
    assert all(period[0] <= one.day <= period[1] for one in lines)
    roll = [one for one in spells if one.starts_on <= period[1] and (one.ends_on is None or one.ends_on > period[1])]
    last_days = [one for one in roll if one.ends_on == period[1] + timedelta(days=1)]
    assert school.end == len(roll) - len(last_days), "the roll of the last day less those whose last day it was"


@given(life=lives(), period=PERIODS, cut=st.integers(0, 40))
def test_two_periods_one_after_the_other_add_up(life, period, cut):
    spells, places = life
    spells = [one for one in spells if not one.opening]
    first, last = period
    middle = min(first + timedelta(days=cut), last)
    one = book.school_balance(spells, first, middle).total
    two = book.school_balance(spells, middle + timedelta(days=1), last).total
    whole = book.school_balance(spells, first, last).total
    if middle < last:
        assert one.end == two.start
    assert one.arrived + (two.arrived if middle < last else 0) == whole.arrived


@pytest.fixture
def moved(world, director, secretary, signed):
    """In October one came and was transferred, one left; the transfer and another admission were revoked."""
    from schoolmis.orders.actions import revoke_order
    from students import actions

    first = actions.keep_student({"last_name": "Өсөров", "first_name": "Таалай"}, by=secretary)
    second = actions.keep_student({"last_name": "Үсөнов", "first_name": "Бакыт"}, by=secretary)
    row = {"class": world.class_a.pk, "came_from": "№ 2 мектеп"}
    signed("admission", on=date(2026, 10, 1), **{"from": "2026-10-02", "students": [row | {"student": first.pk}]})
    wrong = signed(
        "admission", on=date(2026, 10, 3), **{"from": "2026-10-05", "students": [row | {"student": second.pk}]}
    )
    revoke_order(wrong, basis_ky="ката", by=director, on=date(2026, 10, 4))
    move = signed(
        "transfer",
        on=date(2026, 10, 9),
        **{"from": "2026-10-12", "students": [{"student": first.pk, "class": world.class_b.pk}]},
    )
    revoke_order(move, basis_ky="ката", by=director, on=date(2026, 10, 14))
    gone = {"student": world.student.pk, "ground": "moved", "went_to": "Ош шаары", "document": "арыз № 7"}
    signed("departure", on=date(2026, 10, 20), **{"from": "2026-10-31", "students": [gone]})
    return first, second


def built(code, **params):
    from schoolmis.papers import report
    from schoolmis.papers.sheets import Band

    document = report.build(code, params, "ru")
    return document, [row for row in document.sheets[0].rows if not isinstance(row, Band)]


@pytest.mark.django_db
def test_a_revoked_order_leaves_both_lines_and_the_balance_holds(moved, world):
    """R1-4.1/1: nothing is struck out; the correcting order is a line of its own."""
    from students.movement_book import Movement

    month = Movement(date(2026, 10, 1), date(2026, 10, 31))
    kinds = {book.ARRIVED, book.RESTORED, book.LEFT, book.MOVED}
    lines = [(entry.day.day, entry.kind, str(row.student.person)) for entry, row in month.lines(kinds)]
    assert lines == [
        (2, book.ARRIVED, "Өсөров Таалай"),
        (5, book.ARRIVED, "Үсөнов Бакыт"),
        (5, book.LEFT, "Үсөнов Бакыт"),
        (12, book.MOVED, "Өсөров Таалай"),
        (14, book.MOVED, "Өсөров Таалай"),
        (31, book.LEFT, "Алымкулова Сезим Азаматовна"),
    ]
    school = month.school().total
    assert (school.start, school.arrived, school.left, school.end) == (5, 2, 2, 5) and school.holds
    [(_year, _first, _last, rows, rest)] = month.years()
    assert not rest and all(counts.total.holds for _of, counts in rows)
    of = {str(one): counts.total for one, counts in rows}
    assert (of["8-А"].start, of["8-А"].arrived, of["8-А"].came_in) == (3, 2, 1)
    assert (of["8-А"].left, of["8-А"].went_out, of["8-А"].end) == (2, 1, 3)
    assert Movement(date(2026, 11, 1), date(2026, 11, 20)).school().total.start == school.end


@pytest.mark.django_db
def test_the_book_on_paper_names_the_orders_and_hides_what_has_no_consent(moved):
    _document, rows = built("students.movement_book", first=date(2026, 10, 1), last=date(2026, 10, 31))
    heads = [column.key for column in _document.sheets[0].columns]
    lines = [dict(zip(heads, row, strict=True)) for row in rows]
    assert lines[0]["order"].startswith("№ 1-О") and lines[0]["from"] == "№ 2 мектеп"
    assert lines[2]["note"] == "выбыл(а), отменён приказ № 2-О"
    assert lines[3]["class"] == "8-А – 8-Б" and lines[4]["class"] == "8-Б – 8-А"
    gone = lines[-1]
    assert (gone["to"], gone["why"], gone["document"]) == ("Ош шаары", "перемена места жительства", "арыз № 7")
    assert gone["pin"] == "11405201200012" and lines[0]["pin"] == "" and lines[0]["born"] is None
    assert len(_document.sheets) == 2 and _document.sheets[0].heading.signatures


@pytest.mark.django_db
def test_the_book_takes_as_many_statements_however_long_it_is(moved, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        built("students.movement_book", first=date(2026, 9, 1), last=date(2026, 11, 20))


@pytest.mark.django_db
def test_only_the_office_and_the_leaders_read_the_book(world, login, deputy, secretary, teacher, homeroom):
    for user, status in ((deputy, 200), (secretary, 200), (homeroom, 403), (teacher, 403)):
        assert login(user).get("/reports/students.movement_book/").status_code == status


@pytest.mark.django_db
def test_periods_leave_no_day_between_them_and_free_days_are_asked_for(world, login, secretary):
    from students.reports.periods import periods

    found = periods(date(2027, 9, 30))
    quarters = [one[2:] for group, rows in found.items() for one in rows if one[0].startswith("t")]
    for (_a, last), (first, _z) in zip(quarters, quarters[1:], strict=False):
        assert first - last == timedelta(days=1)
    client, here = login(secretary), "/reports/students.movement_summary/"
    assert client.get(here, {"period": "free"}).status_code == 422
    assert client.get(here, {"period": "free", "first": "2026-10-05", "last": "2026-10-01"}).status_code == 422
    assert client.get(here, {"period": "free", "first": "2025-10-05", "last": "2026-10-01"}).status_code == 200


@pytest.mark.django_db
def test_the_end_of_the_book_is_the_contingent_of_the_next_morning(moved):
    from schoolmis.papers import report
    from students.movement_book import Movement

    for day in (date(2026, 10, 1), date(2026, 10, 13), date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 15)):
        end = Movement(date(2026, 9, 1), day).school().total.end
        next_day = day + timedelta(days=1)
        came = Movement(next_day, next_day).school().total.arrived
        [totals] = report.build("students.contingent", {"on": next_day}, "ru").sheets[0].footers
        assert totals[3] - came == end, day


@pytest.mark.django_db
def test_promotion_opens_the_classes_of_a_year_and_who_stays_is_said_to_repeat(world, director, signed):
    """R7-2.5: over a summer the classes of each year stand under its name, and no student is lost or counted twice."""
    from schoolmis.audit.book import acting
    from schoolmis.structure.models import AcademicYear, SchoolClass
    from students.models import Placement
    from students.movement_book import Movement

    year = AcademicYear.objects.create(starts_on=date(2027, 9, 1), ends_on=date(2028, 5, 30))
    order = signed(on=date(2026, 11, 20))
    with acting(director):
        for student in (world.student, world.child("Бегимай"), world.child("Данияр")):
            grade = 8 if student == world.student else 9
            of, _new = SchoolClass.objects.get_or_create(year=year, grade=grade, letter="А")
            student.placements.update(ends_on=year.starts_on)
            Placement.objects.create(student=student, school_class=of, order=order, starts_on=year.starts_on)
    over = Movement(date(2027, 5, 1), date(2027, 9, 30))
    (_old, _f, _l, before, rest), (_new, _f2, _l2, after, _rest2) = over.years()
    assert {str(of): (one.total.start, one.total.end) for of, one in before} == {
        "1-А": (1, 1),
        "8-А": (3, 3),
        "8-Б": (1, 1),
    }
    assert {str(of): (one.total.start, one.total.end) for of, one in after} == {"8-А": (1, 1), "9-А": (2, 2)}
    assert not rest and all(one.total.holds for _of, one in (*before, *after))
    document, rows = built("students.movement_book", first=date(2027, 5, 1), last=date(2027, 9, 30), promotion=True)
    notes = sorted(row[-1] for row in rows)
    assert notes == ["оставлен(а) на повторное обучение", *["переведён(а) в следующий класс"] * 2]
    assert built("students.movement_book", first=date(2027, 5, 1), last=date(2027, 9, 30))[1] == []
