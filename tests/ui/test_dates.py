from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from schoolmis.ui import dates

DAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("function", "ky", "ru"),
    [
        (dates.date_long, "2026-жылдын 12-ноябры", "12 ноября 2026 г."),
        (dates.date_from, "2026-жылдын 12-ноябрынан", "с 12 ноября 2026 г."),
        (dates.date_to, "2026-жылдын 12-ноябрына чейин", "по 12 ноября 2026 г."),
        (dates.date_dated, "2026-жылдын 12-ноябрындагы", "от 12 ноября 2026 г."),
        (dates.date_short, "12.11.2026", "12.11.2026"),
        (dates.day_month, "12-ноябрь", "12 ноября"),
        (dates.month_year, "2026-жыл, ноябрь", "ноябрь 2026 г."),
        (dates.weekday, "бейшемби", "четверг"),
    ],
)
def test_a_date_is_written_as_the_papers_write_it(function, ky, ru):
    assert function(DAY, "ky") == ky
    assert function(DAY, "ru") == ru
    with translation.override("ru"):
        assert function(DAY) == ru
    assert function(None, "ky") == ""


def test_each_month_has_its_own_kyrgyz_ending():
    words = [dates.date_long(date(2026, month, 1), "ky").split("-")[-1] for month in range(1, 13)]
    assert words == [
        *("январы", "февралы", "марты", "апрели", "майы", "июну"),
        *("июлу", "августу", "сентябры", "октябры", "ноябры", "декабры"),
    ]
    assert dates.date_from(date(2026, 4, 1), "ky").endswith("апрелинен")
    assert dates.date_dated(date(2021, 5, 24), "ky") == "2021-жылдын 24-майындагы"


def test_a_range_names_the_year_once():
    assert dates.date_range(date(2026, 3, 2), date(2026, 3, 7), "ky") == "2026-жылдын 2-мартынан 7-мартына чейин"
    assert dates.date_range(date(2026, 3, 2), date(2026, 3, 7), "ru") == "со 2 по 7 марта 2026 г."
    assert dates.date_range(date(2026, 12, 30), date(2027, 1, 11), "ru") == "с 30 декабря 2026 г. по 11 января 2027 г."
    assert dates.date_range(date(2026, 12, 30), date(2027, 1, 11), "ky").endswith("2027-жылдын 11-январына чейин")


def test_a_moment_is_read_in_the_schools_time_zone():
    late = datetime(2026, 11, 12, 19, 30, tzinfo=UTC)
    assert dates.moment(late) == "13.11.2026, 01:30"
    assert dates.date_short(late) == "13.11.2026"
    assert dates.clock_time(late) == "01:30"
