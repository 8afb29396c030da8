"""Pure rules of movement (R7) and of keeping (R1-6.2)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from students.grounds import Ground
from students.rules import keeping, movement

DAY = date(2026, 9, 1)


def refused(code, rule, *args, **kwargs):
    with pytest.raises(ValidationError) as caught:
        rule(*args, **kwargs)
    errors = caught.value.error_dict.values() if hasattr(caught.value, "error_dict") else [[caught.value]]
    assert code in [one.code for errors_ in errors for one in errors_]


def test_a_child_under_six_is_not_admitted():
    refused("young", movement.old_enough, date(2020, 9, 2), DAY, 1)
    movement.old_enough(date(2020, 9, 1), DAY, 1)
    movement.old_enough(None, DAY, 1)


def test_a_transfer_stays_within_grade_and_year_R7_2_6():
    movement.may_transfer((1, 26, 8), (2, 26, 8), DAY, date(2026, 10, 1))
    refused("same", movement.may_transfer, (1, 26, 8), (1, 26, 8), DAY, date(2026, 10, 1))
    refused("grade", movement.may_transfer, (1, 26, 8), (2, 26, 9), DAY, date(2026, 10, 1))
    refused("grade", movement.may_transfer, (1, 26, 8), (2, 27, 8), DAY, date(2026, 10, 1))
    refused("nowhere", movement.may_transfer, None, (2, 26, 8), None, DAY)
    refused("early", movement.may_transfer, (1, 26, 8), (2, 26, 8), DAY, DAY)


@pytest.mark.parametrize(
    ("code", "ground", "more"),
    [
        ("grade", Ground.BASIC, {"grade": 8}),  # R7-3.1
        ("grade", Ground.SECONDARY, {"grade": 9}),
        ("went_to", Ground.MOVED, {}),  # R7-3.3
        ("went_to", Ground.SCHOOL, {"went_to": "  "}),  # R7-3.4
        ("went_to", Ground.HEALTH, {"grade": 9}),  # R7-3.5
        ("went_to", Ground.OTHER, {"grade": 1}),
        ("ground", "bored", {}),
    ],
)
def test_each_ground_of_departure_asks_for_its_own_R7_3(code, ground, more):
    refused(code, movement.may_leave, DAY, date(2026, 10, 1), ground, **more)


def test_nobody_leaves_before_coming_or_twice():
    refused("left", movement.may_leave, None, DAY, Ground.MOVED, went_to="Ош")
    refused("early", movement.may_leave, DAY, date(2026, 8, 1), Ground.MOVED, went_to="Ош")
    movement.may_leave(DAY, DAY, Ground.MOVED, went_to="Ош")


def test_nobody_leaves_before_the_last_day_the_journal_knows():
    refused("seen", movement.may_leave, DAY, date(2026, 10, 1), Ground.MOVED, went_to="Ош", last_seen=date(2026, 10, 2))
    movement.may_leave(DAY, date(2026, 10, 2), Ground.MOVED, went_to="Ош", last_seen=date(2026, 10, 2))


def test_an_order_takes_effect_on_its_day_or_later_R7_3():
    refused("backwards", movement.in_time, date(2026, 10, 2), date(2026, 10, 1))
    movement.in_time(date(2026, 10, 2), date(2026, 10, 2))
    refused("backwards", movement.in_time, date(2026, 10, 2), date(2026, 9, 30), last=True)
    movement.in_time(date(2026, 10, 2), date(2026, 10, 1), last=True)


def test_restoration_is_to_the_grade_and_programme_left_R7_4_4():
    movement.may_return(DAY, date(2030, 9, 1), (11, 8), (11, 8))
    movement.may_return(DAY, date(2030, 9, 1), (11, 8), (11, 9), covered=True)
    refused("grade", movement.may_return, DAY, DAY, (11, 8), (11, 9))
    refused("programme", movement.may_return, DAY, DAY, (11, 8), (12, 8), True)
    refused("never", movement.may_return, None, DAY, None, (11, 8))
    refused("early", movement.may_return, date(2026, 10, 1), DAY, (11, 8), (11, 8))


def test_without_a_consent_the_name_alone_is_kept_R1_6_2():
    data = {"last_name": "Асанов", "pin": "20109201500012", "phone": "0772", "born_on": DAY, "unknown": 1}
    assert keeping.kept(data, consented=False) == {"last_name": "Асанов"}
    assert set(keeping.kept(data, consented=True)) == {"last_name", "pin", "phone", "born_on"}


def test_personal_data_are_stored_in_one_form():
    clean = keeping.cleaned({"last_name": " Асан  кызы ", "pin": " 20109201500012", "phone": "0772 62 41 40"})
    assert clean == {"last_name": "Асан кызы", "pin": "20109201500012", "phone": "+996772624140"}
    for field, value in [("pin", "123"), ("phone", "жок"), ("last_name", " ")]:
        with pytest.raises(ValidationError) as caught:
            keeping.cleaned({field: value})
        assert set(caught.value.message_dict) == {field}


def test_letters_of_the_alphabet_book_have_pages_of_their_own():
    assert keeping.next_numbers(["Өмүралиев", "Осмонов", "Өсөров"], ["Ө/7", "О/2", "Ө/3"]) == ["Ө/8", "О/3", "Ө/9"]


@given(st.lists(st.sampled_from(["Асанов", "Өсөров", "Үсөнова", "Ңг"]), max_size=30), st.integers(0, 15))
def test_a_file_number_is_never_given_twice(names, cut):
    first = keeping.next_numbers(names[:cut], [])
    then = keeping.next_numbers(names[cut:], first)
    assert len({*first, *then}) == len(names)
