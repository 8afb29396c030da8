"""Rules of a row that describes a person: name, birth date, PIN, sex, phone, consent.

What makes a row unusable refuses it; anything else is a warning and the value is left out.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from . import cells
from .faults import REFUSED, WARNED, Book, declare
from .names import (
    PATRONYMIC,
    Name,
    fold,
    has_initials,
    join_name,
    mixes_scripts,
    normalise,
    sex_of_name,
    split_name,
)
from .phones import clean_phones
from .pins import check_pin, clean_pin, sex_inside

declare(
    REFUSED,
    {
        "name_missing": _("The name is not given."),
        "name_incomplete": _("“%(value)s” is only one word; a surname and a name are needed."),
        "name_letters": _("“%(value)s” has signs that no name has."),
        "birth_date_impossible": _("“%(value)s” is not a date of the calendar."),
        "birth_date_future": _("The birth date %(value)s has not come yet."),
        "birth_date_age": _(
            "By the birth date %(value)s the age is %(age)s; from %(youngest)s to %(oldest)s is expected."
        ),
        "pin_length": _("A PIN has 14 digits, this one has %(count)s."),
        "pin_letters": _("The PIN “%(value)s” holds something else than digits."),
        "pin_repeated": _("The same PIN stands in row %(other)s."),
        "person_repeated": _("The same person stands in row %(other)s."),
        "two_candidates": _("Several people here may be meant: %(value)s. Add the PIN or the birth date."),
    },
)
declare(
    WARNED,
    {
        "name_initials": _("The name has initials instead of a name in full."),
        "name_mixed": _("The name mixes Latin and Cyrillic letters."),
        "name_letters_lost": _(
            "Letters of the name were lost (“?”) when the file was saved. Send it as XLSX or CSV UTF-8."
        ),
        "name_sex": _("The name and the sex do not agree."),
        "birth_date_missing": _("The birth date is not given."),
        "pin_birth_date": _("The PIN does not match the birth date."),
        "pin_sex": _("The PIN does not match the sex."),
        "pin_first_digit": _("The PIN does not begin with 1 or 2."),
        "sex_unknown": _("“%(value)s” is not a sex; it was left out."),
        "sex_missing": _("The sex is not given."),
        "phone_invalid": _("“%(value)s” is not a phone number; it was left out."),
        "no_consent": _("No consent: taken with the name and the class alone, restricted."),
        "consent_date_missing": _(
            "The consent has no date, so it is not in force: taken with the name and the class alone."
        ),
        "consent_date_impossible": _(
            "The consent's date “%(value)s” is not a date: taken with the name and the class alone."
        ),
        "consent_date_future": _(
            "The consent's date %(value)s has not come yet: taken with the name and the class alone."
        ),
        "consent_number_missing": _("The consent has no number."),
    },
)

LETTERS_ALLOWED = " -'.()?"
LONGEST_PART = 80
YEAR_ALONE = re.compile(r"(19|20)\d\d(-?ж\.?| ?г\.?)?")


def read_name(record, book: Book) -> Name | None:
    """From one column or three; None when the row has no usable name (noted)."""
    whole = cells.text(record.get("name")).lstrip("0123456789.) *").rstrip(" *.,;:")
    parts = [cells.text(record.get(part)) for part in ("last_name", "first_name", "patronymic")]
    if whole:
        name, told = split_name(whole), whole
        if parts[2] and not name.patronymic and "patronymic" in record.values:
            name = name._replace(patronymic=join_name("", "", parts[2]).patronymic)
    else:
        name, told = join_name(*parts), " ".join(part for part in parts if part)
        words = name.first.split()
        if len(words) == 2 and not name.patronymic and PATRONYMIC.search(words[1]):
            name = Name(name.last, *words)
        if not name.last or not name.first:
            name = split_name(told)
    return _usable(name, told, book)


def _usable(name: Name, told: str, book: Book) -> Name | None:
    if not told:
        book.note("name", "name_missing")
    elif (
        not all(sign.isalpha() or sign in LETTERS_ALLOWED for sign in str(name))
        or not any(map(str.isalpha, told))
        or max(map(len, name)) > LONGEST_PART
    ):
        book.note("name", "name_letters", value=told)
    elif not name.last or not name.first:
        book.note("name", "name_incomplete", value=told)
    else:
        if "?" in told:
            book.note("name", "name_letters_lost")
        elif mixes_scripts(told):
            book.note("name", "name_mixed")
        if has_initials(name):
            book.note("name", "name_initials")
        return name
    return None


def age_on(birth_date: date, today: date) -> int:
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))


def read_birth_date(record, book: Book, today: date, ages: tuple[int, int]) -> date | None:
    youngest, oldest = ages
    cell = record.get("birth_date")
    if cell is None and "birth_date" not in record.values and "birth_year" in record.values:
        # A column of years is no fault of the row: the day is simply not known.
        cell = record.get("birth_year")
        if YEAR_ALONE.fullmatch(cells.text(cell)):
            book.note("birth_date", "birth_date_missing")
            return None
    try:
        day = cells.read_date(cell, date(today.year - oldest, 1, 1), today)
    except cells.Impossible:
        book.note("birth_date", "birth_date_impossible", value=cells.text(cell))
        return None
    if day is None:
        if "birth_date" in record.values:
            book.note("birth_date", "birth_date_missing")
    elif day > today:
        book.note("birth_date", "birth_date_future", value=f"{day:%d.%m.%Y}")
    elif not youngest <= age_on(day, today) <= oldest:
        book.note(
            "birth_date",
            "birth_date_age",
            value=f"{day:%d.%m.%Y}",
            age=age_on(day, today),
            youngest=youngest,
            oldest=oldest,
        )
    return day


def read_sex(record, book: Book, name: Name | None, pin: str) -> str:
    """ "m", "f" or ""; an empty cell is filled from the PIN or from уулу and кызы."""
    sex = ""
    try:
        sex = cells.read_sex(record.get("sex"))
    except cells.Impossible:
        book.note("sex", "sex_unknown", value=cells.text(record.get("sex")))
    else:
        told = sex_of_name(name) if name else ""
        if not sex:
            sex = (sex_inside(pin) if len(pin) == 14 else "") or told
            if not sex and "sex" in record.values:
                book.note("sex", "sex_missing")
        elif told and told != sex and sex_inside(pin) in ("", sex):
            book.note("sex", "name_sex")
    return sex


def read_pin(record, book: Book, birth_date: date | None, sex: str) -> str:
    """The PIN as written, also when it is noted as wrong."""
    pin = clean_pin(record.get("pin"))
    if pin:
        errors, warnings = check_pin(pin, birth_date, sex)
        for code in errors + warnings:
            book.note("pin", code, value=pin, count=len(pin))
    return pin


def read_phones(record, field: str, book: Book) -> list[str]:
    cell = record.get(field)
    if not cells.given(cell):
        return []
    phones = clean_phones(cell)
    if not phones:
        book.note(field, "phone_invalid", value=cells.text(cell))
    return phones


@dataclass(frozen=True)
class ConsentGiven:
    given_on: date
    number: str = ""


def read_consent(record, book: Book, today: date) -> ConsentGiven | None:
    """A consent is in force from its date; without a date there is none, and the row is restricted (design §5)."""
    number, cell = cells.given(record.get("consent_number")), record.get("consent_date")
    if not cells.given(cell) and "consent_date" not in record.values:
        number, cell = _number_and_date(record.get("consent_number"), number)
    try:
        day = cells.read_date(cell, date(today.year - 30, 1, 1), today)
    except cells.Impossible:
        book.note("consent_date", "consent_date_impossible", value=cells.text(cell))
        return None
    if day is None:
        book.note("consent_date" if number else "consent", "consent_date_missing" if number else "no_consent")
        return None
    if day > today:
        book.note("consent_date", "consent_date_future", value=f"{day:%d.%m.%Y}")
        return None
    if not number and "consent_number" in record.values and "consent_date" in record.values:
        book.note("consent_number", "consent_number_missing")
    return ConsentGiven(day, number[:60])


def _number_and_date(cell, number: str):
    """One column for both: «М-13, 30.08.2026», or the date alone."""
    if not isinstance(cell, str):
        return ("", cell) if cell is not None and not isinstance(cell, int | float) else (number, None)
    words = normalise(cell).replace(",", " ").split()
    days = [word for word in words if word.count(".") == 2 or word.count("/") == 2]
    rest = " ".join(word for word in words if word not in days and fold(word) not in ("от", "№", "ж", "г"))
    return (rest, days[0]) if days else (number, None)


class SamePerson:
    """Finds a person who stands in an earlier row of the same file: by PIN, else by name with birth date or group.

    Two rows with different PINs, or with different birth dates, are two people.
    """

    def __init__(self):
        self.pins: dict[str, tuple[str, int]] = {}
        self.names: dict[str, list[tuple]] = {}

    def check(self, book: Book, name: Name | None, birth_date: date | None, pin: str, place=None) -> None:
        if check_pin(pin)[0]:
            pin = ""
        earlier = self.pins.setdefault(pin, book.place) if pin else book.place
        if earlier != book.place:
            book.note("pin", "pin_repeated", other=book.other(earlier))
            return
        if name is None:
            return
        seen = self.names.setdefault(fold(str(name)), [])
        for earlier, other_date, other_pin, other_place in seen:
            if pin and other_pin and pin != other_pin or birth_date and other_date and birth_date != other_date:
                continue
            if birth_date and birth_date == other_date or place is not None and place == other_place:
                book.note("name", "person_repeated", other=book.other(earlier))
                break
        seen.append((book.place, birth_date, pin, place))
