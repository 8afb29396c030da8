"""Names in the grid: a long surname gives way to the first name, on the screen and on paper."""

from types import SimpleNamespace

import pytest

from journal.rows import row_head

LONG = "Абдыкалыкова-Жээнбекова-Токтоназарова"
INSIDE = """media => {
    const th = document.querySelector("tbody .name"), [b, small] = th.querySelectorAll("b, small");
    b.textContent = "LONG";
    b.parentElement.className = "long";
    const box = th.getBoundingClientRect(), name = small.getBoundingClientRect();
    return name.width > 0 && name.right <= box.right + 1 && name.bottom <= box.bottom + 1;
}""".replace("LONG", LONG)


@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_first_name_stays_in_sight(stage, page, media):
    page.goto(stage.url())
    page.emulate_media(media=media)
    assert page.evaluate(INSIDE)


def test_on_a_phone_the_first_name_stands_under_the_surname(stage, page):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(stage.url())
    assert page.evaluate(INSIDE)


def test_on_paper_the_head_comes_back_on_every_page(stage, page):
    page.goto(stage.url())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.j thead')).display") == "table-header-group"


@pytest.mark.parametrize(("surname", "is_long"), [(LONG, True), ("Исаева", False)])
def test_a_name_that_would_not_fit_is_marked(surname, is_long):
    head = row_head(1, SimpleNamespace(id=1, title="", last_name=surname, first_name="Адинай"))
    assert ('class="long"' in head) == is_long
