"""What a teacher's keys do."""

from .steps import cell, column, hold, open_at, settled, shown, type_all


def test_thirty_marks_of_a_column_take_thirty_keys_after_the_first_click(stage, page):
    stage.school.students = 30
    open_at(page, stage, 14, 1)
    marks = [str(2 + i % 4) for i in range(30)]
    type_all(page, marks)
    settled(page)
    assert [stage.school.cell(1, 14, s).t for s in range(1, 31)] == marks
    assert len(stage.school.writes) == 30
    assert len(stage.school.posts) < 30  # what is typed while a letter is on its way goes together


def test_cells_out_of_the_class_are_stepped_over(stage, page):
    stage.school.out = {(14, 2), (14, 3)}
    open_at(page, stage, 14, 1)
    type_all(page, "54")
    settled(page)
    assert column(stage, 14, 4) == ["5", "", "", "4"]


def test_a_slash_returns_to_the_cell_just_filled_for_its_second_mark(stage, page):
    open_at(page, stage, 14, 1)
    type_all(page, "4/53")
    settled(page)
    assert column(stage, 14, 2) == ["4/5", "3"]


def test_an_arrow_or_a_minus_makes_the_second_mark_a_retake(stage, page):
    open_at(page, stage, 14, 1)
    type_all(page, "2>43-53/42//5")
    settled(page)
    assert column(stage, 14, 4) == ["2→4", "3→5", "3/4", "2→5"]


def test_of_a_retake_only_the_second_mark_enters_the_average(stage, page):
    open_at(page, stage, 14, 1)
    type_all(page, "2>4")
    settled(page)
    assert page.locator("tr[data-s='1'] .avg").inner_text() == "4,00"


def test_a_further_work_takes_marks_alone_and_asks_where_the_lesson_has_an_absence(stage, page):
    stage.school.works = {15: 14}
    stage.school.put(1, 14, 1, "н")
    open_at(page, stage, 15, 1)
    page.keyboard.press("4")
    assert "absent from this lesson («н»). Put 4?" in page.locator("dialog").inner_text()
    page.keyboard.press("Enter")
    type_all(page, "5e")
    settled(page)
    assert column(stage, 15, 3) == ["4", "5", ""]
    assert column(stage, 14, 1) == ["н"]


def test_letters_are_read_by_position_where_the_layout_is_latin(stage, page):
    open_at(page, stage, 14, 1)
    for key in ("y", ",", "e", "j", "g", "Y"):
        page.keyboard.press(key)
    settled(page)
    assert column(stage, 14, 5) == ["н", "б", "у", "оп", "н"]


def test_letters_of_the_cyrillic_layout_and_minutes_late(stage, page):
    open_at(page, stage, 14, 1)
    for key, code in (("н", "KeyY"), ("о", "KeyJ"), ("п", "KeyG"), ("о", "KeyJ")):
        hold(page, key, code)
    type_all(page, ["1", "5", "Enter", "4"])
    page.keyboard.press("ArrowUp")
    hold(page, "о", "KeyJ")
    hold(page, "п", "KeyG")
    settled(page)
    assert column(stage, 14, 4) == ["н", "оп", "оп15", "4 оп"]


def test_escape_undoes_and_delete_annuls(stage, page):
    stage.school.put(1, 14, 1, "3")
    open_at(page, stage, 14, 1)
    type_all(page, ["5", "Escape"])
    settled(page)
    assert column(stage, 14, 2) == ["3", ""]
    page.keyboard.press("Delete")
    settled(page)
    assert column(stage, 14, 1) == [""]
    page.keyboard.press("Escape")
    settled(page)
    assert column(stage, 14, 1) == ["3"]


def test_keys_move_as_in_a_spreadsheet(stage, page):
    open_at(page, stage, 14, 1)

    def at():
        return page.evaluate(
            "[document.activeElement.cellIndex - 1, document.activeElement.parentElement.rowIndex - 2]"
        )

    for key, place in (
        ("Enter", [14, 2]),
        ("Shift+Enter", [14, 1]),
        ("Tab", [15, 1]),
        ("Shift+Tab", [14, 1]),
        ("ArrowDown", [14, 2]),
        ("ArrowLeft", [13, 2]),
        ("Home", [1, 2]),
        ("PageDown", [1, 12]),
        ("Control+End", [27, 28]),
        ("Control+Home", [1, 1]),
    ):
        page.keyboard.press(key)
        assert at() == place, key
    assert page.locator("#grid [tabindex='0']").count() == 1
    assert page.locator("#grid [aria-selected]").count() == 1


def test_a_locked_lesson_says_why(stage, page):
    stage.school.locked = {3}
    open_at(page, stage, 3, 1)
    page.keyboard.press("5")
    assert "Term I is closed" in page.locator("#j-say").inner_text()
    assert stage.school.posts == []


def test_a_mark_for_an_absent_student_is_asked(stage, page):
    stage.school.put(1, 14, 1, "н")
    open_at(page, stage, 14, 1)
    page.keyboard.press("4")
    page.locator("dialog").wait_for()
    page.get_by_role("button", name="Leave as it is").click()
    assert shown(page, 14, 1) == "н"
    page.keyboard.press("4")
    page.get_by_role("button", name="Put 4").click()
    page.keyboard.press("5")
    settled(page)
    assert column(stage, 14, 2) == ["4", "5"]


def test_the_term_mark_is_typed_by_the_same_keys(stage, page):
    page.goto(stage.url())
    page.locator("tr[data-s='1'] td.term").click()
    type_all(page, ["5", "y"])
    settled(page)
    assert [stage.school.cell(1, "t2", s).t for s in (1, 2)] == ["5", "н/а"]
    assert stage.school.posts[0][0].endswith("/results/")


def test_a_comment_goes_with_its_own_key(stage, page):
    open_at(page, stage, 14, 1)
    page.keyboard.press('"')
    page.locator("dialog textarea").fill("came late from the doctor")
    page.get_by_role("button", name="Save").click()
    settled(page)
    assert stage.school.cell(1, 14, 1).c == "came late from the doctor"
    assert "noted" in cell(page, 14, 1).get_attribute("class")


def test_history_is_shown_by_a_key_and_by_a_resting_mouse(stage, page):
    stage.school.put(1, 14, 1, "4")
    open_at(page, stage, 14, 1)
    page.keyboard.press("?")
    assert "3 → 4" in page.locator(".j-pop").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.locator(".j-pop").count() == 0
    cell(page, 14, 3).hover()
    cell(page, 14, 1).hover()
    page.locator(".j-pop").wait_for()


TEN = {"bottom": 1, "top": 10, "bands": [8.5, 6.5, 4.5]}
LEVELS = {"words": [["т", 3, 5], ["ж", 2, 3], ["э", 1, 2]]}


def test_in_ten_points_only_a_one_waits_for_what_may_follow(stage, page):
    stage.school.scale = TEN
    open_at(page, stage, 14, 1)
    type_all(page, ["9", "1", "0", "1", "Enter", "7", "/", "1", "0", "5", "1", "/", "6"])
    settled(page)
    assert column(stage, 14, 6) == ["9", "10", "1", "7/10", "5", "1/6"]
    assert "m5" in cell(page, 14, 2).get_attribute("class") and "m2" in cell(page, 14, 3).get_attribute("class")
    type_all(page, ["1", "5"])
    assert "15" in page.locator("#j-say").inner_text()
    page.keyboard.press("Escape")
    assert shown(page, 14, 7) == ""


def test_levels_are_typed_by_letter_by_number_and_by_place(stage, page):
    stage.school.scale = LEVELS
    open_at(page, stage, 14, 1)
    hold(page, "т", "KeyN")
    hold(page, "э", "Quote")
    type_all(page, ["2", "n", "/", ";", "y", "5"])
    settled(page)
    assert column(stage, 14, 6) == ["т", "э", "ж", "т/ж", "н", ""]
    assert "5" in page.locator("#j-say").inner_text()
    assert "m5" in cell(page, 14, 1).get_attribute("class") and "m3" in cell(page, 14, 3).get_attribute("class")


def test_criteria_of_a_student_are_typed_one_after_the_other(stage, page):
    stage.school.scale = {"bottom": 0, "top": 8, "bands": [85, 65, 40], "percent": True}
    stage.school.works = {15: 14, 16: 14}
    open_at(page, stage, 14, 1)
    type_all(page, ["7", "8", "0", "KeyY", "5", "6", "4"])  # н by its place
    settled(page)
    told = [
        [stage.school.cell(1, lesson, s).t for lesson in (14, 15, 16) if (1, str(lesson), s) in stage.school.cells]
        for s in (1, 2, 3)
    ]
    assert told == [["7", "8", "0"], ["н"], ["5", "6", "4"]]


def test_points_of_a_work_end_where_the_work_says(stage, page):
    stage.school.scale = {"bottom": 0, "top": 20, "bands": [85, 65, 40], "percent": True}
    open_at(page, stage, 14, 1)
    type_all(page, ["1", "7", "0", "2", "0", "2", "1"])
    assert "21" in page.locator("#j-say").inner_text()
    page.keyboard.press("Enter")
    settled(page)
    assert column(stage, 14, 4) == ["17", "0", "20", "2"]
    assert "m5" in cell(page, 14, 1).get_attribute("class")
