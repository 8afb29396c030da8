"""Names, their order and their look-alike letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.people import names
from schoolmis.people.names import Name, fold, initials, normalise, sort_key, split_name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Асанов Азамат Бакытович", ("Асанов", "Азамат", "Бакытович")),
        ("Асан кызы Гүлзат", ("Асан кызы", "Гүлзат", "")),
        ("Гүлзат Асан кызы", ("Асан кызы", "Гүлзат", "")),
        ("Токтогул уулу Нур Айбекович", ("Токтогул уулу", "Нур", "Айбекович")),
        ("Алиев Бобур Шерзод угли", ("Алиев", "Бобур", "Шерзод угли")),
        ("Айбек Асанович Бердиев", ("Бердиев", "Айбек", "Асанович")),
        ("АСАНОВ АЗАМАТ", ("Асанов", "Азамат", "")),
        ("үсөн УУЛУ айбек", ("Үсөн уулу", "Айбек", "")),
        ("  Асанов\xa0 Азамат ", ("Асанов", "Азамат", "")),
        ("Петрова – Ким Анна-Мария", ("Петрова-Ким", "Анна-Мария", "")),
        ("Асанов А.Б.", ("Асанов", "А.", "Б.")),
        ("Асанова (Бекова) Айгүл", ("Асанова (Бекова)", "Айгүл", "")),
        ("Асанов Азамат (үйдөн окутуу)", ("Асанов", "Азамат", "")),
        ("Ким", ("Ким", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_name_is_split_as_it_was_meant(written, meant):
    assert split_name(written) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Жеӊишович", "Жеңишович"), ("Үсɵнов", "Үсөнов"), ("Ѳмүрбековна", "Өмүрбековна"), ("Acaнoв", "Асанов"),
     ("Смит John", "Смит John"), ("и\u0306од", "йод"), ("Öскöнбаева Гүлзат", "Өскөнбаева Гүлзат")],
)  # fmt: skip
def test_look_alike_letters_become_what_was_meant(typed, meant):
    assert normalise(typed) == meant


def test_a_word_of_two_alphabets_is_seen():
    assert names.mixes_scripts("Дjангир")
    assert not names.mixes_scripts("Acaнoв John")


@pytest.mark.parametrize("typed", ["осконбаева", "ОСКОНБАЕВА", "Өскөнбаева", "ɵскɵнбаева", "Осkонбаева"])
def test_people_without_a_kyrgyz_keyboard_find_the_name(typed):
    assert fold(typed) == "осконбаева"


def test_the_kyrgyz_order():
    ordered = ["Ёлкин", "Нуров", "Ңарин", "Ормонов", "Осмонов", "Өмүралиев", "Пак", "Уметов", "Үмүтов", "Эсенов"]
    shuffled = ordered[::2] + ordered[1::2]
    assert sorted(shuffled, key=sort_key) == ordered


def test_initials_keep_the_fathers_name_whole():
    assert initials(Name("Асан кызы", "Гүлзат")) == "Асан кызы Г."
    assert initials(Name("Асанов", "Азамат", "Бакытович")) == "Асанов А. Б."


@given(st.text(max_size=40))
def test_any_text_is_bearable(text):
    assert normalise(normalise(text)) == normalise(text)
    assert fold(fold(text)) == fold(text)
    split_name(text)
    sort_key(text)
