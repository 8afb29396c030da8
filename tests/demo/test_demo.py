"""The demo school is one that the rules would allow, whatever the day it is built on."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef, Q

from journal.models import Cell, Lesson, Slot
from schoolmis.accounts.models import User
from schoolmis.orders.models import Order, Protocol
from schoolmis.structure.calendar import is_school_day
from schoolmis.structure.models import DayOff, TeachingLoad
from students.models import Placement, Result, Student


def test_nobody_is_in_two_places_at_once(story):
    loads = dict(TeachingLoad.objects.values_list("section_id", "teacher_id"))
    teachers = Counter((loads[slot.section_id], slot.weekday, slot.number) for slot in Slot.objects.all())
    assert max(teachers.values()) == 1
    classes = Counter(
        (of, slot.weekday, slot.number)
        for slot in Slot.objects.filter(section__group__kind="class").select_related("section__group")
        for of in slot.section.group.classes.values_list("pk", flat=True)
    )
    assert max(classes.values()) == 1


def test_every_student_on_the_roll_has_one_place_and_one_spell(story):
    for student in Student.objects.enrolled(story.today):
        assert student.placements.on(story.today).count() == 1
        assert student.enrolments.on(story.today).count() == 1
    assert Placement.objects.on(story.today).count() == Student.objects.enrolled(story.today).count()


def test_grade_one_has_levels_and_no_marks(story):
    written = Cell.objects.filter(lesson__section__group__classes__grade=1, first__isnull=False)
    assert written.exists() and not written.exclude(scale__kind="levels").exists()
    assert not Result.objects.filter(school_class__grade=1).exclude(value=None).exists()
    assert Cell.objects.filter(lesson__section__group__classes__grade=1).exclude(absence="").exists()


def test_nothing_is_written_on_free_days_or_from_today_on(story):
    terms, offs = list(story.year.terms.all()), list(DayOff.objects.all())
    for day in set(Cell.objects.values_list("lesson__date", flat=True)):
        assert day < story.today
        assert is_school_day(day, 8, story.year, terms, offs)
    ahead = Lesson.objects.filter(date__gte=story.today).exclude(topic="", taken_at=None)
    entered = list(ahead.values_list("taken_at", "kind__weight"))
    assert entered and all(taken is None and weight > 1 for taken, weight in entered), "control works alone, announced"


def test_cells_stand_only_where_the_student_sat_that_day(story):
    day = OuterRef("lesson__date")
    seats = Placement.objects.filter(
        student=OuterRef("student"), school_class__groups=OuterRef("lesson__section__group")
    )
    there = seats.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)
    assert not Cell.objects.exclude(Exists(there)).exists()


def test_marks_fall_as_in_a_school(story):
    marks = Counter(Cell.objects.filter(first__isnull=False).values_list("first", flat=True))
    total = sum(marks.values())
    assert 3.5 < sum(mark * count for mark, count in marks.items()) / total < 4.3
    assert marks[2] / total < 0.1
    assert {3, 4, 5} <= marks.keys()
    cells = Cell.objects.count()
    assert 0.02 < Cell.objects.exclude(absence="").count() / cells < 0.4


def test_the_term_that_is_over_is_set_and_closed_and_last_year_too(story):
    first = story.year.terms.get(number=1)
    assert first.closings.count() == 1
    per_student = Result.objects.filter(term=first).values("student").annotate(n=Count("pk"))
    assert min(row["n"] for row in per_student) > 8
    assert story.last_year.closed_on < story.year.starts_on
    assert Result.objects.filter(year=story.last_year, period="year").exists()


def test_councils_sit_on_working_days(story):
    sat = list(Protocol.objects.values_list("held_on", flat=True))
    assert sat and not [day for day in sat if day.isoweekday() > 5 and day != story.today]


def test_orders_are_numbered_without_gaps_and_some_wait_for_the_director(story):
    for series in ("students", "staff"):
        numbers = Order.objects.filter(series=series, number__isnull=False).order_by("number")
        assert [order.number for order in numbers] == list(range(1, len(numbers) + 1))
        dates = [order.date for order in numbers]
        assert dates == sorted(dates)
    assert Order.objects.filter(status="draft").count() == 4


def test_those_named_sign_in_and_nobody_else_has_a_password(story):
    names = {name.username for name in story.names}
    assert names == {
        "director",
        "deputy",
        "homeroom",
        "teacher",
        "secretary",
        "administrator",
        "guardian",
        "student",
    }
    for user in User.objects.all():
        assert user.has_usable_password() == (user.username in names)
    assert User.objects.get(username="director").check_password(story.names[0].password)
