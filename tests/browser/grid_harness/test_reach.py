"""The grid for those who use neither mouse nor eyes, and in a browser that keeps nothing."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .steps import cell, column, open_at, settled, type_all


def test_the_grid_is_one_stop_of_tab_and_never_a_trap(stage, page):
    page.goto(stage.url())
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('td')"):
            break
    expect(page.locator("td[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("5")
    settled(page)
    assert column(stage, 14, 1) == ["5"]
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('td')")


def test_states_are_said_in_words(stage, page):
    open_at(page, stage, 14, 1)
    stage.school.broken = 1
    page.keyboard.press("5")
    expect(cell(page, 14, 1)).to_have_attribute("aria-label", "5, not saved")
    page.evaluate("dispatchEvent(new Event('online'))")
    settled(page)
    assert cell(page, 14, 1).get_attribute("aria-label") is None


def test_axe_finds_nothing_serious(stage, device):
    page = device(bypass_csp=True)
    open_at(page, stage, 14, 1)
    stage.school.put(1, 14, 1, "3")
    stage.school.broken = 9
    type_all(page, "54")
    expect(page.locator("td.unsaved")).to_have_count(2)
    found = [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in {"serious", "critical"}]
    assert found == []
    page.get_by_role("button", name="Fill the column").click()
    page.locator("dialog").wait_for()
    found = [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in {"serious", "critical"}]
    assert found == []


def test_a_browser_that_keeps_nothing_is_told_of(stage, page):
    page.add_init_script("Object.defineProperty(window, 'indexedDB', {get() { throw new Error('no'); }})")
    open_at(page, stage, 14, 1)
    expect(page.locator("#j-notices")).to_contain_text("cannot keep entries")
    type_all(page, "54")
    settled(page)
    assert column(stage, 14, 2) == ["5", "4"]
