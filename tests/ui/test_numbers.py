from decimal import Decimal

import pytest

from schoolmis.ui import names, numbers


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("4.665"), 2, "4,67"),
        (4.665, 2, "4,67"),
        (Decimal("4.5"), 0, "5"),
        (Decimal("3.5"), 0, "4"),
        ("2.675", 2, "2,68"),
        ("12345.5", 2, "12\u00a0345,50"),
        (-1.005, 2, "−1,01"),
        (Decimal("-0.001"), 2, "0,00"),
        (None, 2, "—"),
        ("", 2, "—"),
        ("н/а", 2, "—"),
    ],
)
def test_numbers_have_a_comma_and_round_half_up(value, places, text):
    assert numbers.decimal(value, places) == text


def test_a_share_is_per_cent_with_its_sign_kept_beside_it():
    assert numbers.percent("0.9605", 1) == "96,1\u00a0%"
    assert numbers.share(26, 28) == "92,9\u00a0%"
    assert numbers.share(0, 0) == "—"


def test_money_names_the_som():
    assert numbers.money(1000) == "1\u00a0000,00\u00a0сом"


def test_names_are_cut_without_breaking_the_fathers_name():
    assert names.initials("Асан кызы Гүлзат") == "АГ"
    assert names.short_name("Асан кызы Гүлзат") == "Асан кызы Г."
    assert names.short_name("Бөрүбаев Кубаныч Асанович") == "Бөрүбаев К. А."
    assert names.initials("") == ""


def test_a_pin_shows_its_first_and_last_figures():
    assert names.mask_pin("21403201200012") == "2•••••••••0012"
    assert names.mask_pin(None) == ""
