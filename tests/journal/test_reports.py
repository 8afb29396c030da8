"""Reports of the journal are counted from what stands in it: each figure here is counted by hand as well."""

import uuid
from datetime import date
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.utils.translation import gettext
from openpyxl import load_workbook

from journal import counting, policy
from journal.actions import save_cells, take_attendance
from journal.actions.cells import Sent
from journal.models import Lesson, SanitaryNorm
from journal.reports.attendance import AttendanceSheet, AttendanceSummary
from journal.reports.comparison import Comparison
from journal.reports.forms import ClassSpanForm, Span, SpanForm
from journal.reports.homeroom import HomeroomReport
from journal.reports.keeping import Behind, Density, Homework
from journal.reports.plans import meant_days
from journal.reports.standing import StandingLists
from journal.reports.teacher import TeacherForm, TeacherReport
from journal.rules.indicators import listed
from schoolmis import clock
from schoolmis.audit.book import acting
from schoolmis.papers import pdf, xlsx
from schoolmis.structure.models import AcademicYear, Subject, Term
from students.models import Result
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
WEEK = date(2026, 11, 16), date(2026, 11, 20)


@pytest.fixture
def kept(world, teacher):
    """A week of algebra in 8-А: one student has 5, 3→4 and a day ill, another an absence without a reason."""
    section = policy.sections().get(pk=world.algebra.pk)
    lessons = [world.lesson(day) for day in section.lessons.filter(date__range=WEEK).values_list("date", flat=True)]
    other = world.child("Бегимай")

    def write(lesson, student, text):
        save_cells(section, [Sent(lesson.pk, student.pk, 0, text)], key=uuid.uuid4().hex, by=teacher)

    write(lessons[0], world.student, "5")
    write(lessons[1], world.student, "3→4")
    write(lessons[2], world.student, "б")
    write(lessons[0], other, "н")
    write(lessons[1], other, "оп10")
    return lessons, other


def of_class(report, world, **params):
    """The rows of the first sheet by name."""
    (section, *_rest) = report.sections({"classes": [world.class_a], **params})
    report.columns(section)
    return [row for row in report.rows(section) if isinstance(row, dict)], section


def month():
    return Span(date(2026, 11, 1), date(2026, 11, 30), AcademicYear.objects.get(), is_month=True)


@pytest.mark.parametrize(
    ("marks", "group"),
    [
        ("555", "excellent"),
        ("554", "one4"),
        ("544", ""),
        ("543", "one3"),
        ("533", ""),
        ("552", "failing"),
        (["5", "н/а"], "na"),
        (["2", "н/а"], "failing na"),
        (["5", "нзч"], "failing"),
        (["5", "зч"], "excellent"),
        (["осв"], ""),
    ],
)
def test_a_student_stands_in_the_lists_of_the_marks(marks, group):
    assert " ".join(listed(marks)) == group


def test_lessons_missed_are_counted_by_reason_and_lessons_to_come_are_not(world, kept):
    lessons, other = kept
    found = counting.attended([world.class_a], date(2026, 9, 1), date(2027, 5, 29))[world.class_a.pk]
    mine, theirs = found[world.student.pk], found[other.pk]
    held = Lesson.objects.filter(section__group=world.algebra.group, date__lte=clock.today()).count()
    assert (mine.lessons, mine.ill, mine.missed, mine.late) == (held, 1, 1, 0)
    assert (theirs.unknown, theirs.missed, theirs.late) == (1, 1, 1)


def test_the_sheet_has_the_days_with_lessons_and_adds_up(world, kept):
    lessons, other = kept
    rows, section = of_class(AttendanceSheet(), world, span=month())
    mine = next(row for row in rows if row["name"].startswith(world.student.person.last_name))
    assert mine[f"{lessons[2].date}"] == "б" and mine["ill"] == mine["all"] == 1 and mine["unknown"] is None
    assert f"{lessons[0].date}" in mine and f"{date(2026, 11, 10)}" not in mine, "a vacation has no column"
    (total,) = AttendanceSheet().totals(section, rows)
    assert total["all"] == 2 and total[f"{lessons[2].date}"] == 1


def test_the_summary_of_the_school_adds_counts_and_not_per_cents(world, kept):
    report, params = AttendanceSummary(), {"span": month()}
    rows = report.rows(params)
    (total,) = report.totals(params, rows)
    assert total["missed"] == 2 and total["ill"] == 1 and total["late"] == 1
    lessons = sum(row["lessons"] or 0 for row in rows)
    assert total["lessons"] == lessons
    assert round(total["share"], 6) == round(Decimal(lessons - 2) * 100 / lessons, 6)


def test_a_month_counts_the_mark_that_its_average_hints_at(world, kept):
    found = counting.hinted([world.class_a], *WEEK)
    assert found[world.student.pk] == {world.algebra.subject_id: 5}, "4.50: of a retake the second counts"
    rows, _section = of_class(HomeroomReport(), world, span=month())
    average = next(row for row in rows if row["name"] == gettext("Average mark"))
    assert average["all"] == Decimal("5.00")


def test_who_misses_lessons_or_fails_is_named_with_the_subjects(world, director):
    with acting(director):
        for code, value in (("ALG", 2), ("PHY", 4)):
            facts = {"school_class": world.class_a, "value": value, "set_by": director}
            key = {"student": world.student, "subject": Subject.objects.get(code=code), "year": world.year}
            Result.objects.create(**key, period="term", term=world.term(1), **facts)
    first = world.term(1)
    span = Span(first.starts_on, first.ends_on, world.year, first)
    _figures, attention = HomeroomReport().sections({"classes": [world.class_a], "span": span})
    (row,) = HomeroomReport().rows(attention)
    assert row["name"].startswith(world.student.person.last_name) and row["subjects"] == "Алгебра"
    lists = StandingLists()
    params = {"classes": [world.class_a], "year": world.year, "term": first, "which": "failing"}
    band, listed_row = lists.rows(params)
    assert "1" in band.title and listed_row["subjects"] == "Алгебра" and listed_row["class"] == "8-А"


def test_results_are_compared_with_the_term_before_and_a_year_ago(world, director):
    now_year, first, second = world.year, world.term(1), world.term(2)
    ago = AcademicYear.objects.create(starts_on=date(2025, 9, 1), ends_on=date(2026, 5, 29))
    was = Term.objects.create(year=ago, number=1, starts_on=date(2025, 9, 1), ends_on=date(2025, 11, 1))
    with acting(director):
        seventh = type(world.class_a).objects.create(year=ago, grade=7, letter="А")
        for term, year, of, value in (
            (was, ago, seventh, 3),
            (first, now_year, world.class_a, 4),
            (second, now_year, world.class_a, 5),
        ):
            facts = {"school_class": of, "value": value, "set_by": director}
            key = {"student": world.student, "subject": Subject.objects.get(code="ALG"), "year": year}
            Result.objects.create(**key, period="term", term=term, **facts)
    (now,) = Comparison().rows({"by": "class", "year": now_year, "term": second})
    assert (now["name"], now["before_mean"], now["before_quality"]) == ("8-А", 1, 0)
    assert ("ago_mean" in now, now["place"]) == (False, 1), "there was no second term a year ago"
    asked = {"by": "class", "year": now_year, "term": first}
    (early,) = Comparison().rows(asked)
    assert (early["ago_mean"], early["ago_quality"]) == (1, 100)
    (subject,) = Comparison().rows({"by": "subject", "year": now_year, "term": first})
    assert (subject["name"], subject["ago_mean"]) == ("Алгебра", 1)
    (sheet,) = Comparison().build(asked, "ru").sheets
    assert {one.group for one in sheet.columns} == {"", "К прошлому году"}, "a first term has none before it"
    drawn, book = "\n".join(pages(pdf.render(Comparison().build(asked, "ru")))), Comparison().build(asked, "ru")
    assert "+100,0" in drawn
    changed = [cell for row in load_workbook(BytesIO(xlsx.render(book))).active for cell in row if cell.value == 100]
    assert "+0.0;-0.0;0.0" in {cell.number_format for cell in changed}, "a change is a number with its sign"


def test_a_plan_on_paper_says_the_days_it_meant():
    days = [SimpleNamespace(pk=day, date=date(2026, 11, day)) for day in (18, 19, 20, 25)]
    topics = {pk: SimpleNamespace(pk=pk, position=pk, hours=hours) for pk, hours in ((1, 2), (2, 1), (3, 1))}
    laid = SimpleNamespace(lessons=[days[0], days[1], days[3]], lost=[SimpleNamespace(lesson=days[2])], topics=topics)
    assert meant_days(laid) == {1: ["18.11", "19.11"], 2: ["20.11"], 3: ["25.11"]}, "a lost lesson had its topic too"


def test_how_journals_are_kept_is_counted_up_to_yesterday(world, kept, teacher):
    lessons, other = kept
    take_attendance(world.lesson(), by=teacher)
    rows = [row for row in Density().rows({"span": month()}) if isinstance(row, dict)]
    mine = next(row for row in rows if row["name"] == "Алгебра" and row["marks"])
    assert mine["marks"] == 3 and mine["students"] == 3 and mine["each"] == Decimal("1.00") and mine["few"] == 2
    until_yesterday = world.algebra.lessons.filter(date__range=(date(2026, 11, 1), date(2026, 11, 19)))
    assert mine["held"] == until_yesterday.count()
    behind = list(Behind().rows({}))
    assert behind and all(row["lessons"] for row in behind)


def test_homework_is_counted_by_class_and_day(world, kept, teacher):
    with acting(teacher):
        world.algebra.lessons.filter(date=WEEK[0]).update(homework="№ 12", minutes=30)
    SanitaryNorm.objects.create(kind="home", grade_from=8, grade_to=8, value=30)
    row = next(row for row in Homework().rows({"span": month()}) if row["name"] == "8-А")
    assert row["given"] == 1 and row["most"] == 1 and row["heavy"] is None
    assert row["d3"] == Decimal("0.50"), "given on Monday, for Wednesday: one of two with lessons"
    assert row["d1"] == 0
    with acting(teacher):
        world.section("PHY").lessons.filter(date=date(2026, 11, 16)).update(homework="§ 4", minutes=5)
    row = next(row for row in Homework().rows({"span": month()}) if row["name"] == "8-А")
    assert (row["most"], row["heavy"]) == (2, 1), "35 minutes are over the norm of 30"


def test_a_teacher_prints_her_own_report_and_no_ones_else(world, teacher, homeroom, deputy, login):
    form = TeacherForm({}, user=teacher)
    assert list(form.fields["teacher"].queryset) == [world.employee("teacher")]
    assert TeacherForm({}, user=deputy).fields["teacher"].queryset.count() >= 3
    foreign = world.employee("stranger_teacher").pk
    term = world.term(1).pk
    assert login(teacher).get(f"/reports/journal.teacher_report/?teacher={foreign}&term={term}").status_code == 422
    rows = list(TeacherReport().rows({"year": world.year, "term": world.term(1), "teacher": world.employee("teacher")}))
    assert [(row["subject"], row["name"]) for row in rows] == [("Алгебра", "8-А")]


def test_a_month_is_cut_where_the_year_begins_and_only_begun_ones_are_offered(world, director):
    form = SpanForm({"term": "m2026-09"}, user=director)
    assert form.is_valid() and form.cleaned_data["span"].first == date(2026, 9, 1)
    assert form.cleaned_data["span"].last == date(2026, 9, 30) and form.cleaned_data["term"] is None
    offered = [key for key, _label in form.fields["term"].choices]
    assert "m2026-11" in offered and "m2026-12" not in offered
    assert not SpanForm({"term": "m2026-12"}, user=director).is_valid()


def test_a_homeroom_teacher_is_offered_her_class_alone(world, homeroom):
    form = ClassSpanForm({}, user=homeroom)
    assert [label for _key, label in form.fields["school_class"].choices][:-1] == ["8-А"]


def test_missed_lessons_are_counted_by_choice(world, kept, director, login):
    """R1-3.1i: class and reason of one's own choice, as plain counting has it."""
    lessons, other = kept
    here = "/reports/journal.build_absences/?shape=table&start=2026-11-01&end=2026-11-20&as=csv&lang=ru"
    rows = login(director).get(f"{here}&rows=class&columns=&measures=missed&measures=ill&measures=late")
    lines = [line.split(";") for line in rows.content.decode("utf-8-sig").strip().splitlines()]
    assert lines[1] == ["8-А", "2", "1", "1"]
    listed = login(director).get(f"{here.replace('table', 'list')}&see=day&see=name&see=reason&see=minutes")
    said = listed.content.decode("utf-8-sig").strip().splitlines()
    assert len(said) == 1 + 3 and said[2].endswith(";10")
    by_month = login(director).get(f"{here}&rows=month&columns=weekday&measures=missed")
    assert "ноябрь" in by_month.content.decode("utf-8-sig").lower()
