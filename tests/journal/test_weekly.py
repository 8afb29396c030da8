"""The weekly sheet on paper: the marks of the week, averages, homework, and who is given it (R1-2.2c)."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest

from journal import policy, weekly
from journal.actions import change_lesson, keep_paper_sheets, save_cells, write_note
from journal.actions.cells import Sent
from journal.models import PaperSheet
from journal.weekly_paper import WORDS, render
from schoolmis.access.permission import Denied
from schoolmis.audit.models import Entry
from schoolmis.structure.models import SchoolClass, Subject
from schoolmis.ui.dates import weekday
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)
DAYS = [MONDAY + timedelta(days=n) for n in range(5)]


@pytest.fixture
def week(world, teacher, homeroom):
    """Algebra of the week: Сезим has 5 and 3›4 and was ill on Friday, homework on Monday, one remark."""
    section = policy.sections().get(pk=world.algebra.pk)

    def write(day, student, text):
        sent = [Sent(world.lesson(day).pk, student.pk, 0, text)]
        assert save_cells(section, sent, key=uuid.uuid4().hex, by=teacher)["saved"]

    for day, text in ((DAYS[0], "5"), (DAYS[2], "3→4"), (DAYS[4], "б")):
        write(day, world.student, text)
    write(DAYS[0], world.child("Бегимай"), "оп10")
    lesson = world.lesson(DAYS[0])
    change_lesson(lesson, version=lesson.version, by=teacher, homework="№ 93, № 348")
    write_note(world.student, kind="remark", words="Дептерин унутуп келди", for_family=True, on=DAYS[2], by=homeroom)
    return world


def read(world, *names):
    return weekly.read(world.class_a, [world.child(name) for name in names], MONDAY)


def test_a_sheet_says_what_stands_in_the_journal(week):
    mine, other = read(week, "Сезим", "Бегимай")
    algebra = next(line for line in mine.lines if line.name == "Алгебра")
    assert {day: algebra.days[day] for day in DAYS if day in algebra.days} == {
        DAYS[0]: ["5"],
        DAYS[2]: ["3›4"],
        DAYS[4]: ["б"],
    }
    assert algebra.average == Decimal("4.5") and algebra.homework == [(DAYS[2], "№ 93, № 348")]
    assert dict(mine.absences) == {"б": 1} and [note.words for note in mine.notes] == ["Дептерин унутуп келди"]
    assert (other.late, other.missed) == (1, 0)
    assert next(line for line in other.lines if line.name == "Алгебра").average is None


def test_the_statements_do_not_grow_with_the_class(week, django_assert_max_num_queries):
    read(week, "Сезим")  # the policy is known to the process now
    with django_assert_max_num_queries(11):
        read(week, "Сезим")
    with django_assert_max_num_queries(11):
        read(week, "Сезим", "Бегимай", "Данияр")


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_two_sheets_stand_on_one_page(lang, week):
    sheets = read(week, "Сезим", "Бегимай", "Данияр")
    drawn = pages(render(sheets, week.class_a, DAYS, "Токтосунова Айнура", lang))
    heads = [f"{weekday(day, lang, short=True)}\n{day:%d.%m}" for day in DAYS]
    assert all(head in drawn[0] for head in heads), "each day over its date, all heads alike"
    assert len(drawn) == 2
    assert "Алымкулова Сезим" in drawn[0] and "Өмүралиева" in drawn[0] and "Осмонов" in drawn[1]
    for said in ("4,50", "№ 93, № 348", "Дептерин унутуп келди", WORDS[lang]["parent"], "Токтосунова Айнура"):
        assert said in drawn[0]
    assert drawn[0].count(WORDS[lang]["parent"]) == 2


def test_a_week_that_is_too_long_for_half_a_page_is_drawn_smaller(week):
    sheets = read(week, "Сезим")
    for n in range(17):
        line = weekly.Line(f"Абдан узун аталыштагы предмет № {n}")
        line.homework = [(day, "Көп мүчөнү көбөйтүүчүлөргө ажыратуу, мисалдар " * 4) for day in DAYS]
        line.days = {day: ["5", "4"] for day in DAYS}
        sheets[0].lines.append(line)
    assert len(pages(render(sheets * 2, week.class_a, DAYS, "", "ky"))) == 1
    assert pages(render(sheets, week.class_a, DAYS, "", "ky"))[0].count("Абдан узун") == 17


def test_the_homeroom_teacher_keeps_who_is_given_paper_and_prints_for_those(week, homeroom, login):
    child, other = week.student, week.child("Бегимай")
    Subject.objects.filter(code="ALG").update(name_ru="Рус алгебрасы")
    client, sent = login(homeroom), {"class": week.class_a.pk, "week": str(MONDAY)}
    assert client.post("/journal/weekly/", sent | {"student": [child.pk], "do": "keep"}).status_code == 302
    assert dict(PaperSheet.objects.values_list("student", "wanted")) == {child.pk: True}
    page = client.get("/journal/weekly/", sent).content.decode()
    assert f'value="{child.pk}" checked' in page and f'value="{other.pk}" checked' not in page
    answer = client.post("/journal/weekly/", sent | {"student": [other.pk], "do": "print", "lang": "ru"})
    assert answer["Content-Type"] == "application/pdf"
    text = "\n".join(pages(answer.content))
    assert "Өмүралиева" in text and "Алымкулова" not in text
    assert "Недельный листок" in text and "Рус алгебрасы" in text, "subjects in the paper's language"
    assert Entry.objects.filter(act="papers.print", data__report="journal.weekly_sheet").exists()
    client.post("/journal/weekly/", sent | {"do": "keep"})
    assert dict(PaperSheet.objects.values_list("student", "wanted")) == {child.pk: False}
    assert client.post("/journal/weekly/", sent | {"do": "print"}).status_code == 302, "nobody is ticked"
    whole = "\n".join(pages(client.post("/journal/weekly/", sent | {"do": "all", "lang": "ky"}).content))
    assert "Өмүралиева" in whole and "Алымкулова" in whole, "a whole class needs no ticks"


def test_a_class_of_others_is_not_found(week, homeroom, teacher, login):
    client = login(homeroom)
    assert client.get(f"/journal/weekly/?class={week.class_b.pk}").status_code == 404
    with pytest.raises(Denied):
        keep_paper_sheets(week.class_b, {week.stranger.pk}, by=homeroom)
    with pytest.raises(Denied):
        keep_paper_sheets(week.class_a, set(), by=teacher)
    keep_paper_sheets(week.class_a, {week.stranger.pk}, by=homeroom)
    assert not PaperSheet.objects.exists(), "a stranger's child is not of this class"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-13-45"])
def test_a_day_beyond_all_calendars_is_as_none(login, deputy, teacher, day):
    for page in ("weekly/?week=", "substitutions/?on="):
        assert login(deputy).get(f"/journal/{page}{day}", follow=True).status_code == 200, page
    assert login(teacher).get(f"/journal/day/?on={day}").status_code == 200
    month, of = day[:7], SchoolClass.objects.get(grade=8, letter="А")
    assert login(deputy).get(f"/journal/homework/{of.pk}/?month={month}").status_code == 200
    assert login(deputy).get(f"/school/events/?month={month}").status_code == 200
