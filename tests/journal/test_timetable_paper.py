"""The timetable on paper: each class once, each lesson at its day and hour, teachers by their shift (R1-4.1/2)."""

from datetime import date

import pytest

from journal.models import Slot, Weeks
from journal.reports.timetable import BROAD, TimetablePaper, _parts
from schoolmis.audit.book import acting
from schoolmis.papers import docx, pdf, xlsx
from schoolmis.papers.sheets import Band
from schoolmis.structure.models import SchoolClass
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


@pytest.fixture
def slot(world, director):
    """Algebra of 8-А on Tuesdays, the third lesson, nothing else."""
    with acting(director):
        Slot.objects.update(ends_on=date(2026, 9, 3))
        return Slot.objects.create(section=world.algebra, weekday=2, number=3, starts_on=date(2026, 9, 3))


def sheets(by, lang="ru"):
    return TimetablePaper().build({"by": by, "on": ON}, lang).sheets


def test_the_schools_week_has_each_class_once_and_the_directors_approval(slot):
    found = sheets("school")
    titles = [column.title for sheet in found for column in sheet.columns[2:]]
    assert sorted(titles) == sorted(str(of) for of in SchoolClass.objects.filter(year__starts_on__year=2026))
    (sheet,) = [one for one in found if "8-А" in [column.title for column in one.columns]]
    at = [column.title for column in sheet.columns].index("8-А")
    assert [row.title if isinstance(row, Band) else (row[0], row[at]) for row in sheet.rows] == [
        "Понедельник",
        "Вторник",
        (3, "Алгебра"),
        "Среда",
        "Четверг",
        "Пятница",
    ]
    assert all(one.heading.approve for one in found)
    assert [len(part) for part in _parts(list(range(2 * BROAD + 1)))] == [6, 6, 7]


def test_a_class_has_its_week_with_hours_and_teachers(slot):
    (sheet,) = [one for one in sheets("class") if "8-А" in one.heading.title]
    assert [row[0] for row in sheet.rows] == [1, 2, 3]
    assert sheet.rows[2][1] == "10:00–10:45"
    assert sheet.rows[2][3] == "Алгебра\nАбдыракманова Чолпонай"


def test_teachers_stand_by_the_hours_of_one_shift(slot, world, director):
    (sheet,) = sheets("teacher")
    assert ([column.title for column in sheet.columns], sheet.rows) == (
        ["Учитель", "3"],
        (("Абдыракманова Чолпонай", "8-А"),),
    )
    with acting(director):
        SchoolClass.objects.filter(pk=world.class_b.pk).update(shift=2)
        other = world.class_b.groups.first().sections.first()
        Slot.objects.create(section=other, weekday=2, number=3, starts_on=date(2026, 9, 3), weeks=Weeks.FIRST)
    first, second = sheets("teacher")
    assert "смена 1" in first.heading.title and "смена 2" in second.heading.title
    assert second.heading.notes and "(1)" in second.rows[0][1], "weeks in turn are told"


def test_an_empty_week_and_every_file(slot, director):
    for by in ("school", "class", "teacher"):
        document = TimetablePaper().build({"by": by, "on": ON}, "ky")
        assert pages(pdf.render(document)) and docx.render(document) and xlsx.render(document)
    with acting(director):
        Slot.objects.update(ends_on=date(2026, 11, 10))
    (sheet,) = sheets("teacher")
    assert not sheet.rows, "nothing is in force then"
