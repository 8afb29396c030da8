"""What was typed is saved once, whatever happens to the line, the server, the browser or the session."""

import re
import time

from playwright.sync_api import expect

from .steps import cell, column, hold, open_at, settled, shown, type_all


def wake(page):
    page.evaluate("dispatchEvent(new Event('online'))")


def test_a_burst_survives_a_fallen_server_a_reload_and_a_closed_browser(stage, profile):
    page = profile().pages[0]
    open_at(page, stage, 14, 1)
    type_all(page, "54")
    settled(page)
    type_all(page, "32")
    stage.fall()
    type_all(page, "54325432")
    expect(page.locator("td.unsaved").first).to_be_visible()
    expect(page.locator("#j-notices")).to_contain_text("No connection")
    typed = [shown(page, 14, s) for s in range(1, 13)]
    page.context.close()
    stage.stand()
    stage.school.broken = 1  # back, but not well yet
    page = profile().pages[0]
    page.goto(stage.url())
    expect(page.locator("td.unsaved")).to_have_count(12 - len(stage.school.writes))
    assert [shown(page, 14, s) for s in range(1, 13)] == typed
    wake(page)
    settled(page)
    assert column(stage, 14, 12) == list("543254325432")
    assert len(stage.school.writes) == len({w[:3] for w in stage.school.writes}) == 12


def test_an_answer_that_was_lost_saves_nothing_twice(stage, page):
    open_at(page, stage, 14, 1)
    stage.school.swallow = 1
    page.keyboard.press("4")
    expect(page.locator("td.unsaved")).to_have_count(1)
    page.keyboard.press("/")  # changed again before the device knows that the first was written
    page.keyboard.press("5")
    settled(page)
    assert stage.school.writes == [(1, 14, 1, "4"), (1, 14, 1, "4/5")]
    assert page.locator("td.clash").count() == 0


def test_a_session_that_ended_keeps_the_cells_until_the_same_person_is_back(stage, page):
    open_at(page, stage, 14, 1)
    stage.school.user = None
    type_all(page, "543")
    expect(page.locator("td.unsaved")).to_have_count(3)
    expect(page.locator("#j-notices")).to_contain_text("sign in again")
    assert page.get_by_role("link", name="Sign in").get_attribute("target") == "_blank"
    stage.school.user = 17
    page.evaluate("dispatchEvent(new Event('focus'))")
    settled(page)
    assert column(stage, 14, 3) == ["5", "4", "3"]
    expect(page.locator("#j-notices")).to_have_text("")


def test_the_cells_of_another_person_are_kept_and_not_sent(stage, page):
    open_at(page, stage, 14, 1)
    stage.school.user = 18
    type_all(page, "54")
    expect(page.locator("td.unsaved")).to_have_count(2)
    expect(page.locator("#j-notices")).to_contain_text("Somebody else")
    page.reload()
    assert page.locator("td.unsaved").count() == 0
    expect(page.locator("#j-notices")).to_contain_text("2 entries of Токтосунова А.")
    cell(page, 14, 5).click()
    page.keyboard.press("3")
    settled(page)
    assert stage.school.writes == [(1, 14, 5, "3")]
    stage.school.user = 17
    page.reload()
    settled(page)
    assert column(stage, 14, 2) == ["5", "4"]


def test_two_values_are_both_shown_and_the_teacher_chooses(stage, page):
    open_at(page, stage, 14, 1)
    for student, text in ((1, "3"), (2, "2"), (3, "н")):
        stage.school.put(1, 14, student, text)
    type_all(page, "455")
    expect(page.locator("td.clash")).to_have_count(3)
    expect(page.locator(".j-state span").first).to_have_text("Two values, choose: 3")
    assert shown(page, 14, 1) == "4 3"
    cell(page, 14, 1).click()
    dialog = page.locator("dialog")
    assert "Сатыбалдиева Г." in dialog.inner_text()
    page.get_by_role("button", name="Keep 4").click()
    cell(page, 14, 2).click()
    page.get_by_role("button", name="Keep 2").click()
    cell(page, 14, 3).click()
    page.get_by_role("button", name="Later").click()
    page.reload()
    expect(page.locator("td.clash")).to_have_count(1)
    cell(page, 14, 4).click()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("4")
    page.get_by_role("button", name="Keep н").click()
    settled(page)
    assert column(stage, 14, 3) == ["4", "2", "н"]
    page.reload()
    assert [shown(page, 14, s) for s in (1, 2, 3)] == ["4", "2", "н"]


def test_one_button_leads_through_all_cells_with_two_values(stage, page):
    open_at(page, stage, 14, 1)
    for student in (1, 2, 3):
        stage.school.put(1, 14, student, "3")
    type_all(page, "455")
    notice = page.locator("#j-notices").get_by_text("Two values, choose: 3")
    expect(notice).to_be_visible()
    choose = page.get_by_role("button", name="Choose one by one")
    choose.click()
    page.get_by_role("button", name="Keep 4").click()
    page.get_by_role("button", name="Keep 3").click()
    page.get_by_role("button", name="Later").click()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("td.clash")).to_have_count(1)
    page.goto(stage.url(2))
    page.locator("#j-notices").get_by_role("link", name="8-А, Algebra 1").click()
    choose.click()
    page.get_by_role("button", name="Keep 5").click()
    expect(choose).to_have_count(0)
    settled(page)
    assert column(stage, 14, 3) == ["4", "3", "5"]


def test_a_hundred_marks_on_three_pages_without_a_line_are_saved_once_each(stage, profile):
    context = profile()
    page = context.pages[0]
    for section in (1, 2, 3):
        page.goto(stage.url(section))
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.reload()
    time.sleep(1)
    context.set_offline(True)
    stage.fall()
    for section, many in ((1, 40), (2, 30), (3, 30)):
        page.goto(stage.url(section))
        expect(page.locator("#j-notices")).to_contain_text("this is the page as of")
        for lesson in (13, 14):
            cell(page, lesson, 1).click()
            type_all(page, "5432" * (many // 8) + "5" * (many % 8 // 2))
    expect(page.locator("#j-notices")).to_contain_text("8-А, Algebra 1")
    until(page, lambda: page.evaluate(KEPT) >= 100)
    assert page.evaluate(KEPT) == 100
    context.close()
    stage.stand()
    for student in range(1, 6):  # a colleague was there meanwhile
        stage.school.put(2, 14, student, "3")
    page = profile().pages[0]
    page.goto(stage.url(1))
    until(page, lambda: len(stage.school.writes) >= 95 - 1)
    page.goto(stage.url(2))
    expect(page.locator("td.clash")).to_have_count(4)  # one of the five agreed
    for student in (1, 2, 4, 5):
        cell(page, 14, student).click()
        page.locator("dialog button").last.click()
    settled(page)
    until(page, lambda: sum(1 for w in stage.school.writes if w[3]) >= 99)
    written = [w for w in stage.school.writes if w[3]]
    assert len(written) == len({w[:3] for w in written}) == 99


# A browser that is killed within the blink of a key press takes with it what its disk has not yet confirmed.
KEPT = """() => new Promise((done) => { indexedDB.open("journal", 1).onsuccess = ({ target: { result } }) => {
  const turn = result.transaction(["cells", "sent"]);
  const counts = ["cells", "sent"].map((name) => turn.objectStore(name).count());
  turn.oncomplete = () => { result.close(); done(counts[0].result); };
}; })"""


def until(page, done, seconds=30):
    """A busy machine sends a hundred marks slowly; what never comes is seen by who asked."""
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        page.wait_for_timeout(100)


def test_what_another_tab_typed_over_is_shown_in_both(stage, page):
    one, two = page, page.context.new_page()
    open_at(one, stage, 14, 1)
    open_at(two, stage, 14, 1)
    stage.fall()
    type_all(one, "5")
    one.wait_for_timeout(300)
    type_all(two, "2")
    two.wait_for_timeout(300)
    stage.stand()
    two.evaluate("dispatchEvent(new Event('online'))")
    settled(two)
    expect(cell(one, 14, 1)).to_have_text("2")
    settled(one)
    assert column(stage, 14, 1) == ["2"]


def test_two_tabs_of_one_journal_do_not_disturb_each_other(stage, page):
    one, two = page, page.context.new_page()
    open_at(one, stage, 14, 1)
    open_at(two, stage, 14, 5)
    type_all(two, "55")
    settled(two)
    expect(cell(one, 14, 5)).to_have_text("5")
    cell(one, 14, 5).click()
    type_all(one, "4")
    settled(one)
    assert column(stage, 14, 6)[4:] == ["4", "5"]
    assert one.locator("td.clash").count() == 0


def test_signing_out_takes_the_kept_pages_away_but_not_the_queue(stage, page):
    open_at(page, stage, 14, 1)
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.reload()
    page.wait_for_timeout(500)
    assert sorted(page.evaluate("caches.keys()")) == ["files-1", "pages-17"]
    stage.school.user = None
    cell(page, 14, 1).click()
    page.keyboard.press("5")
    expect(page.locator("td.unsaved")).to_have_count(1)
    page.evaluate("fetch('/accounts/logout/', {method: 'POST'}).then(() => 0)")
    page.wait_for_timeout(300)
    assert page.evaluate("caches.keys()") == ["files-1"]
    stage.school.user = 17
    page.reload()
    settled(page)
    assert column(stage, 14, 1) == ["5"]


def test_the_plans_topic_waits_in_the_queue_and_never_covers_another(stage, profile):
    stage.school.topics, stage.school.by_plan = {14: "", 15: ""}, {14: "Equations", 15: "Inequalities"}
    stage.school.topic_kinds = {"Equations": "CW"}
    page = profile().pages[0]
    open_at(page, stage, 15, 1)
    stage.fall()
    for lesson in (15, 14):
        cell(page, lesson, 1).click()
        hold(page, "т", "KeyN")
    expect(page.locator(".j-state span").first).to_have_text("Not saved: 2")
    expect(page.locator("[data-part=topic]")).to_have_text("Topic by the plan: not saved yet")
    page.context.close()
    stage.school.topics[15] = "Quiz"  # somebody else, meanwhile
    stage.stand()
    stage.school.swallow = 1  # and the first answer is lost
    page = profile().pages[0]
    open_at(page, stage, 14, 1)
    wake(page)
    settled(page)
    expect(page.locator("tr.topic > :nth-child(16)")).to_have_text("Equations")
    expect(page.locator("tr.topic > :nth-child(17)")).to_have_text("Quiz")
    expect(page.locator("th[data-l='14'] .kind")).to_have_text("CW")
    expect(cell(page, 14, 1)).to_have_class(re.compile("exam"))
    assert stage.school.topics == {14: "Equations", 15: "Quiz"}
    assert stage.school.writes == [(1, 14, None, "topic")]


def test_a_page_left_within_the_last_key_press_hands_over_what_the_store_has_not_yet(stage, page):
    open_at(page, stage, 14, 1)
    # A store that confirms nothing: what it was given dies with the page.
    page.evaluate(
        "IDBTransaction.prototype.commit = null; IDBObjectStore.prototype.put = () => {};"
        "Object.defineProperty(IDBTransaction.prototype, 'oncomplete', { set() {} }); 0"
    )
    stage.fall()
    type_all(page, "543")
    stage.stand()
    page.goto(stage.url(2))
    until(page, lambda: len(stage.school.writes) >= 3)
    assert column(stage, 14, 3) == ["5", "4", "3"]
    assert page.evaluate("Object.keys(localStorage).length") == 0
