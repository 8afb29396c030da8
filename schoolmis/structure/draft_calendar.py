"""A calendar to begin with: the decreed one where it is known, else a draft by its pattern that the director confirms.

The ministry's decree changes every year and within a year, so nothing here is law: it fills the form.
"""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY, SUNDAY, MONDAY = 6, 7, 1


@dataclass(frozen=True)
class Off:
    """Days without lessons; both ends are off. Shaped like structure.DayOff."""

    kind: str
    name_ky: str
    name_ru: str
    starts_on: date
    ends_on: date
    grade_from: int | None = None
    grade_to: int | None = None


@dataclass(frozen=True)
class Draft:
    """First and last day of the year, of its four terms, and the days off; both ends are within."""

    starts_on: date
    ends_on: date
    terms: tuple[tuple[date, date], ...]
    days_off: tuple[Off, ...]


# (first and last day, last days of terms I–III, first days of terms II–IV)
DECREED = {
    2024: ("2024-09-02 2025-05-26", "2024-11-01 2024-12-27 2025-03-14", "2024-11-11 2025-01-13 2025-03-24"),
    2025: ("2025-09-01 2026-05-29", "2025-11-04 2025-12-30 2026-02-28", "2025-11-10 2026-01-12 2026-03-09"),
}
# The lunar feasts move; those of the years to come are near enough for a draft only.
OROZO = {2025: (3, 30), 2026: (3, 20), 2027: (3, 10), 2028: (2, 27)}
KURMAN = {2025: (6, 6), 2026: (5, 27), 2027: (5, 16), 2028: (5, 5)}
VACATIONS = (
    ("Күзгү каникул", "Осенние каникулы"),
    ("Кышкы каникул", "Зимние каникулы"),
    ("Жазгы каникул", "Весенние каникулы"),
)
GRADE_ONE = ("1-класстардын кошумча каникулу", "Дополнительные каникулы для 1-х классов")
HOLIDAYS = (
    ((1, 1), (1, 6), "Жаңы жылдык эс алуу", "Новогодние каникулы"),
    ((1, 7), (1, 7), "Рождество майрамы", "Рождество Христово"),
    ((3, 8), (3, 8), "Аялдардын эл аралык күнү", "Международный женский день"),
    ((3, 21), (3, 21), "Нооруз майрамы", "Нооруз"),
    ((5, 1), (5, 1), "Эмгек майрамы", "Праздник труда"),
    ((5, 2), (5, 4), "Май майрамдары", "Майские праздники"),
    ((5, 5), (5, 5), "Конституция күнү", "День Конституции"),
    ((5, 6), (5, 8), "Май майрамдары", "Майские праздники"),
    ((5, 9), (5, 9), "Жеңиш күнү", "День Победы"),
)


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta((weekday - day.isoweekday()) % 7)


def draft_calendar(year: int) -> Draft:
    """The calendar of the academic year that begins in `year`."""
    if year in DECREED:
        (starts_on, ends_on), ends, starts = [[date.fromisoformat(day) for day in row.split()] for row in DECREED[year]]
    else:
        starts_on, ends_on, ends, starts = _by_pattern(year)
    terms = tuple(zip([starts_on, *starts], [*ends, ends_on], strict=True))
    gaps = zip(VACATIONS, ends, starts, strict=True)
    day = timedelta(1)
    vacations = [Off("vacation", ky, ru, end + day, start - day) for (ky, ru), end, start in gaps]
    more = _on_or_after(date(year + 1, 2, 15), MONDAY)
    vacations.append(Off("vacation", *GRADE_ONE, more, more + 6 * day, 1, 1))
    off = sorted([*vacations, *_holidays(starts_on, ends_on)], key=lambda one: one.starts_on)
    return Draft(starts_on, ends_on, terms, tuple(off))


def _by_pattern(year):
    """Whole weeks in autumn and spring, 30 December to mid-January: 30 days off in all, as the rule asks."""
    starts_on = date(year, 9, 1)
    if starts_on.isoweekday() >= SATURDAY:
        starts_on = _on_or_after(starts_on, MONDAY)
    autumn = _on_or_after(date(year, 11, 3), SATURDAY)
    winter_ends = _on_or_after(date(year + 1, 1, 10), SUNDAY)
    spring = _on_or_after(date(year + 1, 3, 18), SATURDAY)
    day = timedelta(1)
    ends = [autumn - day, date(year, 12, 29), spring - day]
    return starts_on, date(year + 1, 5, 29), ends, [autumn + 9 * day, winter_ends + day, spring + 9 * day]


def _holidays(starts_on, ends_on):
    for year in (starts_on.year, ends_on.year):
        for (m1, d1), (m2, d2), ky, ru in HOLIDAYS:
            yield from _within(Off("holiday", ky, ru, date(year, m1, d1), date(year, m2, d2)), starts_on, ends_on)
        for moons, ky, ru in ((OROZO, "Орозо айт", "Орозо айт"), (KURMAN, "Курман айт", "Курман айт")):
            if year in moons:
                feast = date(year, *moons[year])
                yield from _within(Off("holiday", ky, ru, feast, feast), starts_on, ends_on)


def _within(off, starts_on, ends_on):
    if starts_on <= off.starts_on and off.ends_on <= ends_on:
        yield off
