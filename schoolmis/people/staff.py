"""Rules of the staff list: a row → a person of the staff, with the code of the position written in it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from . import cells
from .faults import WARNED, Book, Fault, declare
from .names import Name, fold
from .pins import clean_pin
from .rules import (
    ConsentGiven,
    SamePerson,
    age_on,
    read_birth_date,
    read_consent,
    read_name,
    read_phones,
    read_pin,
    read_sex,
)
from .staff_rules import category_of, education_of

STAFF_AGES = 16, 90

declare(
    WARNED,
    {
        "position_missing": _("The position is not given, so no role is proposed."),
        "education_unknown": _("“%(value)s” is no level of education that is known; it was left out."),
        "category_unknown": _("“%(value)s” is no qualification category; it was left out."),
        "employment_unknown": _("“%(value)s” is neither main work nor part-time; it was left out."),
        "rate_impossible": _("“%(value)s” is not a rate; it was left out."),
        "staff_date_impossible": _("“%(value)s” is not a day; it was left out."),
        "experience_impossible": _("“%(value)s” is not a number of years at work; it was left out."),
    },
)


@dataclass(frozen=True)
class StaffRow:
    """A person of the staff; `position_code` as in people.models.Position, or "".

    Without a consent PIN, sex and phone are "" and the birth date is None; match_* are for finding alone.
    """

    sheet: str
    row: int
    name: Name
    position: str = ""
    position_code: str = ""
    subject: str = ""
    sex: str = ""
    birth_date: date | None = None
    pin: str = ""
    education: str = ""
    category: str = ""
    category_until: date | None = None
    experience: int | None = None
    experience_teaching: int | None = None
    employment: str = ""
    rate: Decimal | None = None
    languages: str = ""
    starts_on: date | None = None
    phone: str = ""
    consent: ConsentGiven | None = None
    match_pin: str = ""
    match_birth_date: date | None = None

    @property
    def restricted(self) -> bool:
        return self.consent is None


@dataclass
class Outcome:
    """What a record became: `row` is None when it is refused."""

    record: object
    row: StaffRow | None = None
    faults: tuple[Fault, ...] = ()


POSITIONS = [
    ("upbringing", ("тарбия иштери", "тарбия болум", "воспитат", "увр по воспит", "зам директора по вр")),
    ("director", ("директор", "мектеп директору", "мектептин директору", "директор школы", "директор мектеби")),
    (
        "deputy",
        (
            "окуу болумунун башчысы",
            "обб",
            "завуч",
            "окуу иштери боюнча",
            "зам директора по уч",
            "зам директора по увр",
            "заместитель директора",
            "директордун орун басары",
            "директордун окуу",
            "окуу болум башчысы",
        ),
    ),
    ("administrator", ("системанын администратору", "системный администратор", "администратор", "сисадмин")),
    ("secretary", ("иш кагаздарын", "катчы", "секретар", "делопроизводител")),
    ("librarian", ("китепканачы", "библиотекар")),
    ("social", ("социалдык", "социальн", "соцпедагог")),
    ("psychologist", ("психолог",)),
    ("accountant", ("эсепчи", "бухгалтер")),
    ("nurse", ("медайым", "медсестра", "медицинск", "фельдшер", "врач", "дарыгер")),
    ("teacher", ("мугалим", "учител", "преподавател", "педагог")),
]


def position_of(position: str) -> str:
    """The code of a written position (people.models.Position), "other" when it is none of them, "" when not given."""
    words = fold(position)
    for code, starts in POSITIONS:
        if words in starts if code == "director" else any(start in words for start in starts):
            return code
    return "other" if words else ""


def read_staff(records, *, today: date) -> list[Outcome]:
    """Rows of the staff list, in the file's order."""
    outcomes, same = [], SamePerson()
    for record in records:
        book = Book(record.sheet, record.row)
        row = _staff_row(record, book, same, today)
        outcomes.append(Outcome(record, None if book.refused else row, book.closed()))
    return outcomes


def _staff_row(record, book: Book, same: SamePerson, today: date) -> StaffRow | None:
    name = read_name(record, book)
    birth_date = read_birth_date(record, book, today, STAFF_AGES)
    sex = read_sex(record, book, name, clean_pin(record.get("pin")))
    pin = read_pin(record, book, birth_date, sex)
    same.check(book, name, birth_date, pin)
    position = cells.given(record.get("position"))
    if not position:
        book.note("position", "position_missing")
    experience = _experience(record, book, birth_date, today, "experience")
    phones = read_phones(record, "phone", book)
    consent = read_consent(record, book, today)
    if name is None:
        return None
    kept = {"sex": sex, "birth_date": birth_date, "pin": pin, "phone": phones[0] if phones else ""} if consent else {}
    return StaffRow(
        book.sheet,
        book.row,
        name,
        position=position[:120],
        position_code=position_of(position),
        subject=cells.given(record.get("subject"))[:200],
        education=_coded(record, book, "education", education_of),
        category=_coded(record, book, "category", category_of),
        category_until=_day(record, book, "category_until", today),
        experience=experience,
        experience_teaching=_teaching(record, book, birth_date, today, experience),
        employment=_coded(record, book, "employment", employment_of),
        rate=_rate(record, book),
        languages=cells.given(record.get("languages"))[:200],
        starts_on=_day(record, book, "starts_on", today),
        consent=consent,
        match_pin=pin,
        match_birth_date=birth_date,
        **kept,
    )


def employment_of(text: str) -> str:
    """The kind of employment that a list words, "" when it words none."""
    words = fold(text)
    if "сырт" in words or "внеш" in words:
        return "outside"
    if "ички" in words or "внутр" in words or "кошумча" in words or "совмест" in words:
        return "inside"
    return "main" if words.startswith(("негизги", "основн")) else ""


def _coded(record, book: Book, field: str, code_of) -> str:
    text = cells.given(record.get(field))
    code = code_of(text) if text else ""
    if text and not code:
        book.note(field, f"{field}_unknown", value=text)
    return code


def _rate(record, book: Book) -> Decimal | None:
    try:
        rate = cells.read_number(record.get("rate"))
    except cells.Impossible:
        rate = -1
    if rate is not None and not 0 < rate <= 2:
        book.note("rate", "rate_impossible", value=cells.text(record.get("rate")))
        return None
    return None if rate is None else Decimal(str(rate)).quantize(Decimal("0.01"))


def _day(record, book: Book, field: str, today: date) -> date | None:
    cell = record.get(field)
    try:
        return cells.read_date(cell, date(today.year - 60, 1, 1), date(today.year + 20, 1, 1))
    except cells.Impossible:
        book.note(field, "staff_date_impossible", value=cells.text(cell))
        return None


def _teaching(record, book: Book, birth_date, today, total) -> int | None:
    """R5-3f: experience in the speciality, a part of the whole."""
    years = _experience(record, book, birth_date, today, "experience_teaching")
    if years is not None and total is not None and years > total:
        book.note("experience_teaching", "experience_impossible", value=str(years))
        return None
    return years


def _experience(record, book: Book, birth_date: date | None, today: date, field: str) -> int | None:
    try:
        years = cells.read_number(record.get(field))
    except cells.Impossible:
        years = -1
    most = age_on(birth_date, today) - 14 if birth_date else 70
    if years is not None and not 0 <= years <= most:
        book.note(field, "experience_impossible", value=cells.text(record.get(field)))
        return None
    return None if years is None else int(years)
