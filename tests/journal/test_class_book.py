"""The class journal on paper: every journal's pages, corrections as footnotes, registered with its hash (R1-4.1/2)."""

import hashlib
import uuid
from datetime import date, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from journal import policy
from journal.actions import (
    answer_check,
    change_lesson,
    order_journal,
    save_cells,
    set_results,
    sign_lesson,
    take_attendance,
    write_check,
)
from journal.actions.cells import Sent
from journal.classbook import sheets, spread
from journal.classbook.binding import Book
from journal.classbook.compose import Asked, compose
from journal.classbook.pupils import Pupil
from journal.classbook.read import Change, Journal, Lesson
from journal.classbook.words import WORDS
from journal.models import PrintedJournal
from journal.reports.final_summary import FinalSummary
from journal.roster import Member
from journal.rules.corrections import Said, is_correction
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry
from schoolmis.jobs.models import Job
from schoolmis.jobs.queue import run
from schoolmis.papers.grid import Grid
from schoolmis.structure.models import Subject, Term
from students.actions import note_health
from students.models import Result
from tests.papers.reading import pages

START = date(2026, 9, 2)
LONG = "Көп мүчөнү көбөйтүүчүлөргө ажыратуу " * 12


@pytest.mark.parametrize(
    ("old", "new", "is_one"),
    [
        (Said(), Said(4), False),
        (Said(4), Said(5), True),
        (Said(4), Said(), True),
        (Said(4), Said(4, 5), False),
        (Said(2), Said(2, 4, retake=True), False),
        (Said(2, 4, retake=True), Said(2, 5, retake=True), True),
        (Said(4, 5), Said(4), True),
        (Said(4), Said(4, late=10), False),
        (Said(late=10), Said(late=15), True),
        (Said(absence="н"), Said(absence="б"), False),
        (Said(absence="б"), Said(absence="н"), True),
        (Said(absence="н"), Said(4), True),
        (Said(4), Said(absence="н"), True),
        (Said(4), Said(4), False),
    ],
)
def test_what_is_a_correction(old, new, is_one):
    assert is_correction(old, new) is is_one


def made(lessons=40, students=60, topic="", corrected=False):
    """A journal out of nothing, as large as a school's largest."""
    rows = [Lesson(n, START + timedelta(days=2 * n), 1, 0, topic, topic, "") for n in range(1, lessons + 1)]
    roster = [
        Member(n, f"Абдыракманова-Нурмухаммедова{n}", "Чолпонай", spans=[(START, None)]) for n in range(1, students + 1)
    ]
    told = Journal(SimpleNamespace(), [], False, rows, roster)
    told.cells = {(lesson.id, one.id): "4" for lesson in rows for one in roster}
    told.loads = [("Абдыракманова Ч. Б.", START, None)]
    if corrected:
        change = Change("3", "4", "Абдыракманова Чолпонай", datetime(2026, 9, 3, 10, 0), "Жазуудагы ката")
        told.changes = {key: [change] for key in told.cells}
    return told


@pytest.mark.parametrize(
    ("students", "topic", "corrected"),
    [(0, "", False), (1, LONG, False), (40, "", False), (40, LONG, True), (60, "", True), (130, LONG, False)],
)
def test_every_lesson_student_and_footnote_finds_its_place(students, topic, corrected):
    journal = made(25, students, topic, corrected)
    book, notes = Book("Журнал", "ky"), 0
    book.reserve(1)
    for left, right, more, count in spread.spreads(journal, WORDS["ky"], "ky", "Алгебра"):
        assert book.spread(left, right) % 2 == 0, "marks stand on the left page"
        notes += count
        if more:
            book.lay(more)
    drawn = pages(book.bound("foot"))
    assert len(drawn) == len(book)
    text = "\n".join(drawn)
    assert notes == (25 * students if corrected else 0)
    assert text.count("Жазуудагы") == notes
    if students:
        assert text.count(f"{(START + timedelta(days=50)):%d.%m}\n") >= 1
        assert f"\n{students}\n" in text, "the last student has a row"
    assert f"{len(drawn)} / {len(drawn)}" in drawn[-1]


@pytest.mark.parametrize(
    ("lessons", "terms", "with_year", "count"),
    [(18, 1, False, 1), (18, 1, True, 2), (36, 2, True, 3), (0, 1, True, 1)],
)
def test_a_result_never_stands_on_a_spread_without_lessons(lessons, terms, with_year, count):
    """It stands with its lessons, which for its sake stand a little closer, or takes some of them along."""
    journal = made(lessons, 26)
    each = lessons // terms
    journal.with_year = with_year
    journal.terms = [
        Term(pk=n, number=n, starts_on=START, ends_on=START + timedelta(days=2 * each * n)) for n in range(1, terms + 1)
    ]
    every = spread.columns(journal, WORDS["ru"])
    parts = spread._parts(journal, every)
    assert [one.key for part in parts for one in part] == [one.key for one in every], "none is lost, none out of turn"
    assert all(any(one.lesson for one in part) for part in parts) or not lessons
    for left, _right, _more, _count in spread.spreads(journal, WORDS["ru"], "ru", "Алгебра"):
        assert sum(left[1].widths) <= spread.ROOM + 0.01
    assert len(parts) == count


def test_each_guardian_has_a_row_with_the_own_telephone():
    one = Pupil(1, "Асанов Азамат", "Асанов А.", "А/1", True, address="Токмок")
    one.guardians = [(LONG, "+996 555 1"), ("Энеси", "")]
    (table,) = [part for part in sheets.parents([one], WORDS["ky"]) if isinstance(part, Grid)]
    assert [[cell[0] for cell in row] for row in table.source] == [
        ["1", "Асанов Азамат", LONG, "+996\u00a0555\u00a01", "Токмок"],
        ["", "", "Энеси", "", ""],
    ]
    table.wrap(500, 500)
    assert [row.follows for row in table.rows] == [False, True], "no page's end parts them"


@pytest.fixture
def section(world):
    return policy.sections().get(pk=world.algebra.pk)


@pytest.fixture
def kept(world, section, teacher):
    """Two lessons of algebra: a mark corrected twice, an absence that was only refined, a term mark corrected."""
    first, second = list(section.lessons.order_by("date")[:2])

    def write(lesson, text, version, reason="Жазуудагы ката"):
        sent = [Sent(lesson.pk, world.student.pk, version, text, reason=reason)]
        assert save_cells(section, sent, key=uuid.uuid4().hex, by=teacher)["saved"]

    for version, text in enumerate(["3", "4", "5"]):
        write(first, text, version)
    write(second, "н", 0)
    for version, text in enumerate(["4", "5"]):
        sent = {"s": world.student.pk, "t": text, "v": version}
        assert set_results(section, world.term(1), [sent], key=uuid.uuid4().hex, by=teacher)["saved"]
    return first, second


@pytest.mark.django_db
def test_a_corrected_mark_has_a_footnote_with_what_who_when_and_why(world, kept, director):
    composed = compose(Asked(world.class_a), "ky")
    assert composed.corrections == 2
    text = "\n".join(pages(composed.bound(1, _check(), origin="http://school.example/")))
    assert "5¹" in text and "«3» эле, «4» болду" in text and "«4» эле, «5» болду" in text
    assert "Абдыракманова Чолпонай" in text and "Жазуудагы ката" in text


@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "title"), [("ky", "КЛАССТЫК ЖУРНАЛ"), ("ru", "КЛАССНЫЙ ЖУРНАЛ")])
def test_the_book_names_its_journals_students_and_pages(lang, title, world, kept):
    data = compose(Asked(world.class_a), lang).bound(3, _check(), origin="http://school.example/")
    assert data == compose(Asked(world.class_a), lang).bound(3, _check(), origin="http://school.example/")
    drawn = pages(data)
    assert title in drawn[0] and "8-А" in drawn[0] and f"\n{len(drawn)}" in drawn[0]
    assert "Алгебра" in drawn[1] and "Физика" in drawn[1]
    listed = drawn[2]
    assert "Алымкулова Сезим Азаматовна" in listed and "14.05.2012" in listed
    secret = next(line for line in listed.splitlines() if "Осмонов" in line)
    at = listed.splitlines().index(secret)
    assert listed.splitlines()[at : at + 3].count("14.05.2012") == 0, "without a consent the name alone"
    for number, page in enumerate(drawn[1:], 2):
        assert f"{number} / {len(drawn)}" in page


def _check():
    from schoolmis.papers.models import Check

    return Check(code="abc", paper="journal.class_book", number="3", issued_on=date(2026, 11, 20))


@pytest.mark.django_db
def test_one_subject_alone_and_one_term_alone(world, kept):
    algebra = Subject.objects.get(code="ALG")
    drawn = "\n".join(pages(compose(Asked(world.class_a, None, algebra), "ru").bound(1, _check(), origin="")))
    assert "Алгебра" in drawn and "Физика" not in drawn and "14.05.2012" not in drawn
    assert "16.11" in drawn and "02.09" in drawn
    drawn = "\n".join(pages(compose(Asked(world.class_a, world.term(2)), "ru").bound(1, _check(), origin="")))
    assert "16.11" in drawn and "02.09" not in drawn and "23.11" not in drawn, "no lesson to come"


@pytest.mark.django_db
def test_statements_are_few_for_each_journal(world, kept, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        compose(Asked(world.class_a), "ky")


@pytest.mark.django_db
def test_remarks_of_the_checker_stand_at_the_end(world, kept, deputy, teacher):
    remark = write_check(world.algebra, "Баалар аз коюлган", date(2026, 11, 27), by=deputy)
    answer_check(remark, "Толуктадым", by=teacher)
    drawn = pages(compose(Asked(world.class_a), "ky").bound(1, _check(), origin=""))
    assert "Баалар аз коюлган" in drawn[-2] and "20.11.2026" in drawn[-2] and "Толуктадым" in drawn[-2]


@pytest.mark.django_db
def test_a_signed_lesson_says_when_and_by_whom(world, kept, teacher):
    lesson = world.lesson(date(2026, 11, 16))
    lesson = change_lesson(lesson, version=lesson.version, by=teacher, topic="Көп мүчөлөр")
    take_attendance(lesson, by=teacher)
    algebra = Subject.objects.get(code="ALG")
    before = "\n".join(pages(compose(Asked(world.class_a, None, algebra), "ky").bound(1, _check(), origin="")))
    sign_lesson(lesson, by=teacher)
    drawn = "\n".join(pages(compose(Asked(world.class_a, None, algebra), "ky").bound(1, _check(), origin="")))
    assert drawn.count("20.11.26") == before.count("20.11.26") + 1


@pytest.mark.django_db
def test_the_job_registers_the_file_with_its_number_and_hash(world, kept, homeroom, login):
    client = login(homeroom)
    sent = {"school_class": world.class_a.pk, "term": f"y{world.year.pk}", "subject": "", "lang": "ru"}
    assert client.post("/journal/books/new/", sent).status_code == 302
    run(Job.objects.get(name="journal.class_book").pk)
    job = Job.objects.get(name="journal.class_book")
    assert job.status == Job.Status.DONE, job.message
    made = PrintedJournal.objects.get()
    data = b"".join(client.get(f"/journal/books/{made.pk}/").streaming_content)
    assert hashlib.sha256(data).hexdigest() == made.file.sha256
    assert len(pages(data)) == made.pages and made.corrections == 2
    assert f"/check/{made.check_row.code}/" in pages(data)[0]
    page = client.get("/journal/books/").content.decode()
    assert made.file.sha256 in page and "№ 1 / 2026" in page
    assert {"papers.print", "journal.print_book"} <= set(Entry.objects.values_list("act", flat=True))
    run(client.post("/journal/books/new/", sent) and Job.objects.order_by("-pk").first().pk)
    numbers = list(PrintedJournal.objects.order_by("number").values_list("number", flat=True))
    assert all(later == former + 1 for former, later in pairwise(numbers)) and len(numbers) == 2


@pytest.mark.django_db
def test_a_class_of_others_is_neither_made_nor_seen(world, kept, homeroom, teacher, director, login):
    asked = {"term": None, "subject": None, "lang": "ky", "origin": "http://school.example/"}
    with pytest.raises(Denied):
        order_journal(world.class_b, by=homeroom, **asked)
    with pytest.raises(Denied):
        order_journal(world.class_a, by=teacher, **asked)
    run(order_journal(world.class_b, by=director, **asked).pk)
    made = PrintedJournal.objects.get()
    assert login(homeroom).get(f"/journal/books/{made.pk}/").status_code == 404
    assert b"".join(login(director).get(f"/journal/books/{made.pk}/").streaming_content).startswith(b"%PDF")


@pytest.mark.django_db
def test_an_annulled_book_keeps_its_number_and_its_code_says_so(world, kept, homeroom, director, login):
    run(order_journal(world.class_a, by=homeroom, term=None, subject=None, lang="ky", origin="http://school/").pk)
    made = PrintedJournal.objects.get()
    page = f"/journal/books/{made.pk}/annul/"
    assert login(homeroom).get(page).status_code == 403
    client = login(director)
    assert client.post(page, {"why": " "}).status_code == 422
    assert client.post(page, {"why": "Баалар толук эмес"}).status_code == 302
    assert client.post(page, {"why": "Экинчи жолу"}).status_code == 422
    shown = client.get("/journal/books/").content.decode()
    assert "Баалар толук эмес" in shown and "аннулирленген" in shown and page not in shown
    assert "аннулирленген" in client.get(f"/check/{made.check_row.code}/").content.decode()
    assert client.get(f"/journal/books/{made.pk}/").status_code == 200, "the file stays"


@pytest.mark.django_db
def test_the_health_sheet_tells_the_group_alone_and_briefings_are_filled_by_hand(world, kept, deputy, homeroom, nobody):
    note_health(world.student, seen=0, by=deputy, sport="special", notes="астма", allergies="жаңгак")
    told = {}
    for reader in (homeroom, nobody):
        drawn = pages(compose(Asked(world.class_a, reader=reader), "ky").bound(1, _check(), origin=""))
        told[reader] = "\n".join(page for page in drawn[2:] if "Ден соолук барагы" in page)
        assert "астма" not in "".join(drawn) and "жаңгак" not in "".join(drawn)
        assert sum("Коопсуздук боюнча нускамалар" in page for page in drawn[2:]) >= 2
    assert "атайын" in told[homeroom] and "атайын" not in told[nobody]


@pytest.mark.django_db
def test_a_subject_the_class_is_not_taught_is_refused(world, director, login):
    strange = Subject.objects.get(code="MAT")
    with pytest.raises(ValidationError):
        order_journal(world.class_a, term=None, subject=strange, lang="ky", origin="", by=director)
    sent = {"school_class": world.class_a.pk, "term": f"y{world.year.pk}", "subject": strange.pk, "lang": "ky"}
    assert login(director).post("/journal/books/new/", sent).status_code == 422
    assert not Job.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", ["all", "last"])
def test_the_sheet_of_final_marks_shows_each_period_and_counts_the_last(
    rows, world, teacher, django_assert_max_num_queries
):
    algebra, marks = world.algebra.subject, {"term": 3, "year": 4, "exam": 5, "final": 5}
    with acting(teacher):
        for period, value in marks.items():
            facts = {"student": world.student, "school_class": world.class_a, "subject": algebra, "year": world.year}
            term = world.term(1) if period == "term" else None
            Result.objects.create(period=period, term=term, value=value, set_by=teacher, **facts)
    report = FinalSummary()
    with django_assert_max_num_queries(13):
        document = report.build({"school_class": [world.class_a], "rows": rows}, "ky")
    sheet = document.sheets[0]
    at = [column.key for column in sheet.columns].index(f"s{algebra.pk}")
    mine = [row for row in sheet.rows if row[1].startswith("Алымкулова")]
    assert [row[at] for row in mine] == ([3, 4, 5, 5] if rows == "all" else [4, 5, 5])
    success = next(row for row in sheet.footers if "5" in str(row[1]))
    assert success[at] == 1, "one final «5», the year's «4» is not counted beside it"
    assert len({row[2] for row in mine}) == len(mine), "each period is named"
    assert sheet.columns[0].leads, "no page's end parts a student's rows"
