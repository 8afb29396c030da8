"""The main journeys in a real browser, on a phone and on a desk, in Kyrgyz and in Russian."""

import pytest
from playwright.sync_api import expect

from journal.models import Cell
from tests.cast import World

DEVICES = [(1280, "ky"), (1280, "ru"), (360, "ky"), (360, "ru")]


def texts():
    """{first name: text} of today's cells in the database."""
    from journal.cells import text_of

    rows = Cell.objects.values_list("student__person__first_name", "first", "second", "absence", "late")
    return {name: text_of(*rest) for name, *rest in rows}


def settled(page):
    """Everything typed is saved: no cell is being saved or waits."""
    expect(page.locator(".j .saving, .j .unsaved")).to_have_count(0, timeout=10000)


@pytest.fixture
def world(committed_db):
    return World()


@pytest.mark.parametrize(("width", "language"), DEVICES)
def test_a_teacher_fills_todays_column_and_the_mother_reads_it(visitor, world, width, language):
    teacher = visitor("teacher", width=width, language=language)
    teacher.open(f"/journal/{world.algebra.pk}/")
    page = teacher.page
    page.click("td.today >> nth=0")
    if width > 720:
        for key in ("5", "4", "/", "3", "y"):
            page.keyboard.press(key)
    else:
        for key in ("5", "4", "/", "3", "н"):
            page.tap(f".keys [data-key='{key}']")
    settled(page)
    page.reload()
    assert [cell.inner_text() for cell in page.locator("td.today").all()] == ["5", "4/3", "н"]
    assert texts() == {"Сезим": "5", "Данияр": "4/3", "Бегимай": "н"}
    mother = visitor("mother", width=width, language=language)
    mother.open(f"/journal/children/{world.student.pk}/")
    assert mother.page.locator(".new .mark.m5").first.inner_text() == "5"
    assert teacher.violations == mother.violations == []


def test_thirty_keys_are_not_needed_for_three_children(visitor, world):
    teacher = visitor("teacher")
    teacher.open(f"/journal/{world.algebra.pk}/")
    teacher.page.click("td.today >> nth=0")
    teacher.page.keyboard.type("543")
    settled(teacher.page)
    assert sorted(texts().values()) == ["3", "4", "5"]


def test_a_column_pasted_from_a_spreadsheet(visitor, world):
    teacher = visitor("teacher")
    teacher.open(f"/journal/{world.algebra.pk}/")
    page = teacher.page
    page.click("td.today >> nth=0")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "5\\r\\nн\\r\\n4\\r\\n");
            const paste = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
        }"""
    )
    expect(page.locator("td.today").nth(2)).to_have_text("4")
    settled(page)
    assert sorted(texts().values()) == ["4", "5", "н"]


def test_the_line_is_lost_in_the_middle_and_nothing_with_it(visitor, world, server):
    teacher = visitor("teacher")
    teacher.open(f"/journal/{world.algebra.pk}/")
    page = teacher.page
    page.click("td.today >> nth=0")
    page.keyboard.press("5")
    settled(page)
    server.fall()
    page.keyboard.type("43")
    page.wait_for_selector("td.today.unsaved")
    assert len(texts()) == 1
    server.stand()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    settled(page)
    assert sorted(texts().values()) == ["3", "4", "5"]


def test_the_browser_is_closed_before_the_line_returns(visitor, world, server):
    teacher = visitor("teacher")
    teacher.open(f"/journal/{world.algebra.pk}/")
    page = teacher.page
    page.click("td.today >> nth=0")
    server.fall()
    page.keyboard.type("543")
    page.wait_for_selector("td.today.unsaved")
    page.close()
    server.stand()
    assert texts() == {}
    teacher.page = teacher.context.new_page()
    teacher.open(f"/journal/{world.algebra.pk}/")
    expect(teacher.page.locator("td.today.m3")).to_have_count(1)
    settled(teacher.page)
    assert sorted(texts().values()) == ["3", "4", "5"]


def test_the_session_ends_meanwhile_and_the_marks_wait_for_the_sign_in(visitor, world):
    teacher = visitor("teacher")
    teacher.open(f"/journal/{world.algebra.pk}/")
    page = teacher.page
    page.click("td.today >> nth=0")
    teacher.context.clear_cookies(name="sessionid")
    page.keyboard.type("54")
    page.wait_for_selector("td.today.unsaved")
    assert texts() == {}
    teacher.sign_in("teacher")
    teacher.open(f"/journal/{world.algebra.pk}/")
    expect(teacher.page.locator("td.today.m4")).to_have_count(1)
    settled(teacher.page)
    assert sorted(texts().values()) == ["4", "5"]


def test_two_teachers_edit_one_cell_and_neither_is_silently_overwritten(visitor, world):
    first, second = visitor("teacher"), visitor("teacher")
    for one in (first, second):
        one.open(f"/journal/{world.algebra.pk}/")
        one.page.click("td.today >> nth=0")
    first.page.keyboard.press("5")
    settled(first.page)
    second.page.keyboard.press("3")
    second.page.wait_for_selector("td.today.clash")
    assert texts() == {"Сезим": "5"}
    second.page.click("td.today.clash")
    dialog = second.page.locator("dialog[open]")
    dialog.wait_for()
    assert {mark.inner_text() for mark in dialog.locator(".mark").all()} == {"3", "5"}


@pytest.mark.parametrize(("width", "language"), [(1280, "ky"), (360, "ru")])
def test_the_deputy_sets_the_timetable(visitor, world, width, language):
    deputy = visitor("deputy", width=width, language=language)
    deputy.open(f"/journal/timetable/classes/{world.class_a.pk}/?edit")
    page = deputy.page
    page.select_option("select[name=a-1-1]", str(world.algebra.pk))
    page.select_option("select[name=a-2-3]", str(world.section("PHY").pk))
    page.click("form .main-act")
    page.wait_for_url("**/timetable/classes/*/")
    from journal.models import Slot

    assert Slot.objects.filter(section__group__classes=world.class_a).count() == 2
    assert deputy.violations == []


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_director_prints_the_term_report(visitor, world, language):
    director = visitor("director", language=language)
    director.open(f"/reports/journal.class_summary/?school_class={world.class_a.pk}&term={world.term(1).pk}")
    page = director.page
    assert page.locator(".paper").count() >= 1
    with page.expect_download() as started:
        page.evaluate("document.querySelector('a[href*=\"as=pdf\"]').click()")
    assert started.value.path().read_bytes().startswith(b"%PDF")
    assert director.violations == []


def test_reading_works_without_a_script(chromium, server, world):
    from tests.browser.conftest import Visitor

    reader = Visitor(chromium, server)
    reader.context.close()
    reader.context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    reader.page = reader.context.new_page()
    reader.sign_in("teacher")
    reader.open(f"/journal/{world.algebra.pk}/")
    assert reader.page.locator("td.today").count() == 3
    reader.context.close()


@pytest.mark.parametrize(("width", "language"), DEVICES)
def test_the_secretary_imports_a_list(visitor, world, width, language):
    from students.models import Student

    lines = [
        "Класс;ФИО;Дата рождения;Пол;ПИН;Согласие №;Дата согласия",
        "8-А;Үсөнова Мээрим Кылычбековна;14.03.2012;ж;11403201200018;М-9;01.09.2026",
        "8-А;Бакыт уулу Нурлан;31.02.2012;м;;М-10;01.09.2026",
    ]
    secretary = visitor("secretary", width=width, language=language)
    secretary.open("/imports/new/")
    page = secretary.page
    file = {"name": "тизме.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode("utf-8-sig")}
    page.set_input_files("input[type=file]", file)
    page.click("form .main-act")
    page.wait_for_url("**/imports/*/")
    expect(page.locator("main")).to_contain_text("31.02.2012")
    page.locator("form[action$='/confirm/'] button, form[action$='/confirm/'] .b").first.click()
    if page.locator("dialog[open]").count():
        page.locator("dialog[open] .main-act, dialog[open] [data-yes]").first.click()
    page.wait_for_load_state("networkidle")
    assert Student.objects.filter(person__first_name="Мээрим").exists()
    assert not Student.objects.filter(person__last_name="Бакыт уулу").exists()
    assert secretary.violations == []
