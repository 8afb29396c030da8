"""Many cells at once, and what the server does not take."""

from playwright.sync_api import expect

from .steps import cell, column, open_at, paste, settled, shown, type_all


def test_a_block_from_a_spreadsheet_is_one_request_and_skips_what_is_closed(stage, page):
    stage.school.out = {(14, 2)}
    stage.school.locked = {15}
    open_at(page, stage, 14, 1)
    paste(page, "5\t4\r\n4\t4\r\nН\t\r\n4/5\t\r\n9\r\n оп \r\n")
    settled(page)
    assert column(stage, 14, 6) == ["5", "", "н", "4/5", "", "оп"]
    assert column(stage, 15, 2) == ["", ""]
    assert len(stage.school.posts) == 1
    said = page.locator("#j-say").inner_text()
    assert "Pasted: 4." in said
    assert "closed or not in class: 3." in said
    assert "not understood: 1." in said
    page.keyboard.press("Control+z")
    settled(page)
    assert column(stage, 14, 6) == [""] * 6


def test_a_long_column_says_what_did_not_fit(stage, page):
    open_at(page, stage, 14, 1)
    paste(page, "\n".join("5" * 30))
    settled(page)
    assert column(stage, 14, 28) == ["5"] * 28
    expect(page.locator("#j-say")).to_contain_text("Did not fit: 2.")


def test_a_column_is_filled_where_it_is_empty_or_everywhere(stage, page):
    stage.school.put(1, 14, 3, "2")
    open_at(page, stage, 14, 1)
    page.get_by_role("button", name="Fill the column").click()
    page.locator("dialog input").first.fill("5")
    page.keyboard.press("Enter")
    settled(page)
    assert column(stage, 14, 4) == ["5", "5", "2", "5"]
    assert len(stage.school.posts) == 1
    page.get_by_role("button", name="Fill the column").click()
    page.locator("dialog input").first.fill("7")
    page.keyboard.press("Enter")
    expect(page.locator("dialog .error")).to_contain_text("cannot stand here")
    page.get_by_role("button", name="4", exact=True).click()
    page.locator("dialog [type=checkbox]").check()
    page.get_by_role("button", name="Fill", exact=True).click()
    settled(page)
    assert column(stage, 14, 28) == ["4"] * 28


def test_all_present_clears_the_absences_and_notes_the_attendance(stage, page):
    stage.school.put(1, 14, 2, "н")
    stage.school.put(1, 14, 3, "б")
    open_at(page, stage, 14, 1)
    page.get_by_role("button", name="All present").click()
    page.locator("dialog").get_by_role("button", name="All present").click()
    settled(page)
    assert column(stage, 14, 3) == ["", "", "б"]
    assert (1, 14, None, "taken") in stage.school.writes


def test_who_came_is_said_when_somebody_has_said_so_and_the_next_key_is_the_grids(stage, page):
    open_at(page, stage, 14, 2)
    told = page.locator("[data-part=count]")
    expect(told).to_have_text("")
    page.get_by_role("button", name="All present").click()
    expect(told).to_contain_text("absent 0")
    page.keyboard.press("5")
    settled(page)
    assert column(stage, 14, 2) == ["", "5"]


def test_a_change_that_needs_a_reason_asks_once_for_the_lesson(stage, page):
    stage.school.needs_reason = {3}
    open_at(page, stage, 3, 1)
    page.keyboard.press("5")
    page.locator("dialog").get_by_label("Reason").fill("checked again")
    page.keyboard.press("Enter")
    settled(page)
    type_all(page, "43")
    settled(page)
    assert column(stage, 3, 3) == ["5", "4", "3"]
    assert page.locator("dialog").count() == 0


def test_a_changed_result_names_its_own_column_when_it_asks_for_a_reason(stage, page):
    stage.school.put(1, "t2", 1, "5")
    stage.school.needs_reason = {"t2"}
    page.goto(stage.url())
    page.locator("tr[data-s='1'] td.term").click()
    page.keyboard.press("4")
    dialog = page.locator("dialog")
    dialog.wait_for()
    assert "Term II: 4" in dialog.inner_text() and "other results" in dialog.inner_text()
    dialog.get_by_role("textbox").fill("Recounted")
    page.keyboard.press("Enter")
    settled(page)
    assert stage.school.cell(1, "t2", 1).t == "4"


def test_a_reason_put_off_waits_and_survives_a_reload(stage, page):
    stage.school.needs_reason = {3}
    open_at(page, stage, 3, 1)
    page.keyboard.press("5")
    page.locator("dialog").wait_for()
    page.keyboard.press("Escape")
    assert shown(page, 3, 1) == "5"
    expect(cell(page, 3, 1)).to_have_class("l m5 unsaved")
    page.reload()
    page.locator("dialog").get_by_role("button", name="Take the change back").click()
    expect(cell(page, 3, 1)).to_have_text("")
    assert stage.school.writes == []


def test_what_the_server_refuses_is_listed_until_the_teacher_puts_it_aside(stage, page):
    open_at(page, stage, 3, 1)
    stage.school.locked = {3}
    type_all(page, "54")
    notice = page.locator("#j-notices .is-bad")
    expect(notice).to_contain_text("Not accepted: 2")
    assert "3 December, lesson 3: 5. The term is closed." in notice.inner_text()
    assert shown(page, 3, 1) == ""
    page.reload()
    expect(notice).to_contain_text("Not accepted: 2")
    stage.school.locked = set()
    notice.get_by_role("button", name="Try again").click()
    settled(page)
    assert column(stage, 3, 2) == ["5", "4"]


def test_a_column_is_copied_whole_after_a_click_on_its_head(stage, page):
    for student in (1, 2, 3):
        stage.school.put(1, 14, student, "5")
    page.goto(stage.url())
    page.locator("tr.day th.today").click()
    text = page.evaluate(
        "() => { const data = new DataTransfer(); document.activeElement.dispatchEvent("
        "new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true}));"
        " return data.getData('text/plain'); }"
    )
    assert text.split("\n")[:4] == ["5", "5", "5", ""]
