"""The grid under a thumb, 360 px wide."""

import pytest
from playwright.sync_api import expect

from .steps import cell, column, settled, shown

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.fixture
def phone(device):
    return device(**PHONE)


def press(page, *keys):
    for key in keys:
        page.locator(f".keys [data-key='{key}']").tap()


def test_the_pad_fills_a_column(stage, phone):
    phone.goto(stage.url())
    assert phone.locator(".keys").is_hidden()
    cell(phone, 14, 1).tap()
    expect(phone.locator(".keys")).to_be_visible()
    press(phone, "5", "4", "/", "3", "н", "оп", "down", "2", "2", "", "down", "2", "→", "4")
    settled(phone)
    assert column(stage, 14, 9) == ["5", "4/3", "н", "оп", "", "2", "2", "", "2→4"]
    assert phone.evaluate("document.activeElement.matches('td[aria-selected]')")
    assert phone.locator(".keys [data-pad=name]").inner_text().startswith("Асан")
    sizes = phone.locator(".keys button").evaluate_all("all => all.map(b => Math.min(b.offsetWidth, b.offsetHeight))")
    assert min(sizes) >= 44


def test_the_pad_shows_the_criteria_and_takes_each_by_one_tap(stage, phone):
    stage.school.scale = {"bottom": 0, "top": 8, "bands": [85, 65, 40], "percent": True}
    stage.school.works = {15: 14, 16: 14}
    phone.goto(stage.url())
    cell(phone, 14, 1).tap()
    lines = phone.locator(".keys .criteria > div")
    expect(lines).to_have_count(3)
    for line, point in ((2, 4), (0, 7), (1, 8)):  # in any order; the next student comes when all are there
        lines.nth(line).locator("button").nth(point).tap()
    expect(phone.locator(".keys [data-pad=name]")).to_contain_text("Алымкулова")
    settled(phone)
    assert [stage.school.cell(1, lesson, 1).t for lesson in (14, 15, 16)] == ["7", "8", "4"]
    assert phone.evaluate("document.activeElement.matches('td[aria-selected]')")


def test_the_cells_dialog_makes_the_second_mark_a_retake_and_back(stage, phone):
    stage.school.put(1, 14, 1, "2/4 оп5")
    phone.goto(stage.url())
    cell(phone, 14, 1).tap()
    press(phone, "comment")
    phone.get_by_label("The second mark is a retake: only it counts").check()
    phone.get_by_role("button", name="Save").tap()
    settled(phone)
    assert stage.school.cell(1, 14, 1).t == "2→4 оп5"
    press(phone, "comment")
    phone.get_by_label("The second mark is a retake: only it counts").uncheck()
    phone.get_by_role("button", name="Save").tap()
    expect(cell(phone, 14, 1)).to_have_text("2/4 оп5")


def test_the_chosen_cell_stays_above_the_pad(stage, phone):
    phone.goto(stage.url())
    cell(phone, 14, 2).tap()
    for _ in range(25):
        press(phone, "down")
    chosen = phone.locator("td[aria-selected]").bounding_box()
    assert chosen["y"] + chosen["height"] <= phone.locator(".keys").bounding_box()["y"]


def test_a_held_finger_shows_the_history_and_the_envelope_takes_a_comment(stage, phone):
    stage.school.put(1, 14, 1, "4")
    phone.goto(stage.url())
    cell(phone, 14, 1).tap()
    cell(phone, 14, 1).evaluate(
        "td => td.dispatchEvent(new PointerEvent('pointerdown', {pointerType: 'touch', bubbles: true}))"
    )
    expect(phone.locator(".j-pop")).to_contain_text("3 → 4")
    press(phone, "comment")
    phone.locator("dialog textarea").fill("good")
    phone.get_by_role("button", name="Save").tap()
    settled(phone)
    assert stage.school.cell(1, 14, 1).c == "good"
    assert shown(phone, 14, 1) == "4"
    expect(phone.locator(".keys")).to_be_visible()


def test_a_tap_on_a_date_tells_the_topic_and_a_tap_elsewhere_puts_the_pad_away(stage, phone):
    phone.goto(stage.url())
    phone.locator("tr.day th").nth(16).tap()
    assert "Topic of lesson 15" in phone.locator(".j-lesson").inner_text()
    phone.locator("h1").tap()
    expect(phone.locator(".keys")).to_be_hidden()
