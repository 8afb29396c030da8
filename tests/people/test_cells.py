"""PINs, phones, dates, numbers as they stand in cells."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.people import cells
from schoolmis.people.phones import clean_phone, clean_phones, show_phone, take_phones
from schoolmis.people.pins import check_pin, clean_pin, mask

BORN = date(2019, 5, 21)


@pytest.mark.parametrize(
    "cell",
    [12105201989485, 12105201989485.0, "12105201989485 ", "1 21052019 89485", "'12105201989485", "12105201989485.0",
     "1.2105201989485E+13", "1,2105201989485e13", "121052019-89485", "ПИН: 12105201989485"],
)  # fmt: skip
def test_a_pin_survives_excel(cell):
    assert clean_pin(cell) == "12105201989485"


@pytest.mark.parametrize("cell", [None, "", " ", "-", "—", "жок", "нет", 0, "00000000000000"])
def test_no_pin_is_no_pin(cell):
    assert clean_pin(cell) == ""


@pytest.mark.parametrize(
    ("pin", "birth_date", "sex", "found"),
    [
        ("12105201989485", BORN, "f", ([], [])),
        ("12105201989485", None, "", ([], [])),
        ("1210520198948", BORN, "f", (["pin_length"], [])),
        ("1210520198948О", BORN, "f", (["pin_letters"], [])),
        ("12105201989485", date(2019, 5, 22), "f", ([], ["pin_birth_date"])),
        ("13102201989485", BORN, "f", ([], ["pin_birth_date"])),
        ("12105201989485", BORN, "m", ([], ["pin_sex"])),
        ("32105201989485", BORN, "m", ([], ["pin_first_digit"])),
    ],
)
def test_only_length_and_digits_of_a_pin_are_errors(pin, birth_date, sex, found):
    assert check_pin(pin, birth_date, sex) == found


def test_a_pin_is_masked():
    assert mask("20109201500012") == "2•••••••••0012"


@pytest.mark.parametrize(
    "cell",
    ["0772 62 41 40", "772624140", 772624140, 772624140.0, "+996(772)62-41-40", "996772624140", "00996772624140",
     "+996 0772 624140", "0772-62-41-40"],
)  # fmt: skip
def test_a_phone_however_written(cell):
    assert clean_phone(cell) == "+996772624140"
    assert show_phone("+996772624140") == "+996 772 624 140"


@pytest.mark.parametrize("cell", ["5-23-41", "077262414", "жок эмес", "белгисиз", "12345678901234567", "21.05.2019"])
def test_what_is_not_a_phone(cell):
    assert clean_phones(cell) == []


@pytest.mark.parametrize(
    "cell", ["0772 62 41 40, 0555112233", "0772624140/0555112233", "0772624140 0555112233", "0772624140\n0555 11-22-33"]
)
def test_two_phones_in_a_cell(cell):
    assert clean_phones(cell) == ["+996772624140", "+996555112233"]


def test_a_phone_abroad_and_a_phone_beside_a_name():
    assert clean_phone("8 916 123-45-67") == clean_phone("+7 916 123 45 67") == "+79161234567"
    assert clean_phones("0772624140 (апасы)") == ["+996772624140"]
    assert take_phones("Асанова Айгүл тел. 0772 62-41-40") == ("Асанова Айгүл", ["+996772624140"])


@pytest.mark.parametrize(
    "cell",
    [datetime(2019, 5, 21, 0, 0), BORN, "21.05.2019", "21.5.2019", "21/05/2019", "21-05-2019", "2019-05-21",
     "2019-05-21 00:00:00", "21.05.19", "21.05.2019-ж.", "21.05.2019 г.", "21 мая 2019 г.", "2019-жылдын 21-майы",
     "21,05,2019", 43606, 43606.0, "43606", 21052019, "20190521", " 21.05.2019\xa0"],
)  # fmt: skip
def test_a_date_however_written(cell):
    assert cells.read_date(cell, date(2001, 1, 1), date(2026, 11, 20)) == BORN


@pytest.mark.parametrize(
    "cell", ["31.02.2014", "05/21/19", "29.02.2015", "2015", 2015, "21.05.20019", "21.О5.2019", "билбейм", True, "1.1"]
)
def test_an_impossible_date(cell):
    with pytest.raises(cells.Impossible):
        cells.read_date(cell, date(2001, 1, 1), date(2026, 11, 20))


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(allow_nan=True), st.none(), st.booleans()))
def test_any_cell_is_bearable(cell):
    for read in (lambda: cells.read_date(cell, date(2001, 1, 1), date(2026, 1, 1)), lambda: cells.read_sex(cell),
                 lambda: cells.read_number(cell), lambda: cells.read_language(cell)):  # fmt: skip
        try:
            read()
        except cells.Impossible:
            continue
    cells.text(cell)
    clean_pin(cell)
    clean_phones(cell)


@pytest.mark.parametrize(
    ("words", "sex"),
    [
        (("э", "Эркек", "м", "М.", "муж", "Мужской", "уул", "m", "эр"), "m"),
        (("к", "ж", "Кыз", "жен.", "аял", "f"), "f"),
    ],
)
def test_sexes(words, sex):
    assert {cells.read_sex(word) for word in words} == {sex}
