"""Rules of the contingent list: a record of a school's workbook → a student to keep, or why it is refused.

Documented for secretaries in docs/imports.md. Without a consent the school keeps the name and the class alone.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from schoolmis.people import cells, places
from schoolmis.people.faults import WARNED, Book, Fault, declare
from schoolmis.people.names import Name, fold, split_name
from schoolmis.people.phones import take_phones
from schoolmis.people.pins import clean_pin
from schoolmis.people.rules import (
    LONGEST_PART,
    ConsentGiven,
    SamePerson,
    read_birth_date,
    read_consent,
    read_name,
    read_phones,
    read_pin,
    read_sex,
)
from schoolmis.structure.rules import GRADES, is_class_of, parse_class
from students.rules.contingent_facts import PaperRow, read_facts

STUDENT_AGES = 4, 25
RELATIONS = ("mother", "father", "guardian")

declare(
    WARNED,
    {
        "guardian_name": _("“%(value)s” is not a name of a parent or guardian; it was left out."),
        "guardian_name_missing": _("A phone is given without the parent's name; it was left out."),
        "district_unknown": _("“%(value)s” is not in the official list of districts and cities; it was left out."),
        "language_unknown": _("“%(value)s” is not a language of instruction; it was left out."),
    },
)


@dataclass(frozen=True)
class GuardianRow:
    """`relation`: mother, father or guardian; `phones` in the stored form, first the main one."""

    relation: str
    name: Name
    phones: tuple[str, ...] = ()

    @property
    def phone(self) -> str:
        return self.phones[0] if self.phones else ""


@dataclass(frozen=True)
class StudentRow:
    """A student to keep. Restricted: only name, class and its language are filled; match_* are for finding alone."""

    sheet: str
    row: int
    name: Name
    grade: int
    letter: str
    language: str = ""
    sex: str = ""
    birth_date: date | None = None
    pin: str = ""
    address: str = ""
    phone: str = ""
    second_phone: str = ""
    district: str = ""
    guardians: tuple[GuardianRow, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    study_form: str = ""
    papers: tuple[PaperRow, ...] = ()
    consent: ConsentGiven | None = None
    match_pin: str = ""
    match_birth_date: date | None = None

    @property
    def restricted(self) -> bool:
        return self.consent is None


@dataclass
class Outcome:
    """What a record became: `row` is None when it is refused; `faults` are then refusals, else warnings."""

    record: object
    row: StudentRow | None = None
    faults: tuple[Fault, ...] = ()


def read_contingent(records, *, today: date, known_classes=None, grades=GRADES) -> list[Outcome]:
    """Rows in the file's order. `known_classes`: (grade, letter) of the year's classes, or None for a new school."""
    outcomes, same = [], SamePerson()
    for record in records:
        book = Book(record.sheet, record.row)
        row = _student_row(record, book, same, today, known_classes, grades)
        outcomes.append(Outcome(record, None if book.refused else row, book.closed()))
    return outcomes


def _student_row(record, book, same, today, known_classes, grades) -> StudentRow | None:
    name = read_name(record, book)
    school_class = _class(record, book, known_classes, grades)
    birth_date = read_birth_date(record, book, today, STUDENT_AGES)
    sex = read_sex(record, book, name, clean_pin(record.get("pin")))
    pin = read_pin(record, book, birth_date, sex)
    same.check(book, name, birth_date, pin, school_class)
    language = _language(record, book)
    guardians = tuple(_guardians(record, book))
    phones = read_phones(record, "phone", book)
    further = [one for one in read_phones(record, "second_phone", book) if one not in phones[:1]]
    district = _district(record, book)
    facts = read_facts(record, book)
    consent = read_consent(record, book, today)
    if name is None or school_class is None:
        return None
    kept = (
        {
            "sex": sex,
            "birth_date": birth_date,
            "pin": pin,
            "address": cells.given(record.get("address"))[:250],
            "phone": phones[0] if phones else "",
            "second_phone": (further or phones[1:2] or [""])[0],
            "district": district,
            "guardians": guardians,
            **facts,
        }
        if consent
        else {}
    )
    return StudentRow(
        book.sheet,
        book.row,
        name,
        *school_class,
        language=language,
        consent=consent,
        match_pin=pin,
        match_birth_date=birth_date,
        **kept,
    )


def _class(record, book, known_classes, grades) -> tuple[int, str] | None:
    label = cells.text(record.get("class"))
    letter = cells.text(record.get("class_letter"))
    if label and letter and label.isdigit():
        label = f"{label}-{letter}"
    if not label and "class" not in record.values:
        label = record.section
    if not label:
        book.note("class", "class_missing")
        return None
    school_class = parse_class(label)
    if school_class is None or not is_class_of(school_class, known_classes, grades):
        book.note("class", "class_unknown", value=label)
        return None
    return school_class


def _language(record, book) -> str:
    try:
        return cells.read_language(record.get("language"))
    except cells.Impossible:
        book.note("language", "language_unknown", value=cells.text(record.get("language")))
        return ""


def _district(record, book) -> str:
    told = cells.given(record.get("district"))
    code = places.named(told) if told else ""
    if told and not code:
        book.note("district", "district_unknown", value=told)
    return code


def _guardians(record, book):
    for relation in RELATIONS:
        told, inside = take_phones(cells.given(record.get(relation)))
        phones = tuple(dict.fromkeys(inside + read_phones(record, f"{relation}_phone", book)))
        name = split_name(told)
        if not told:
            if phones:
                book.note(f"{relation}_phone", "guardian_name_missing")
        elif not name.last or any(sign.isdigit() for sign in told) or max(map(len, name)) > LONGEST_PART:
            book.note(relation, "guardian_name", value=told)
        else:
            yield GuardianRow(relation, name, phones)


@dataclass(frozen=True)
class KnownStudent:
    """A student on the roll, as much as matching needs."""

    id: int
    name: Name
    pin: str = ""
    birth_date: date | None = None
    school_class: tuple[int, str] | None = None


@dataclass
class Matched:
    """`id` is None for a new student."""

    row: StudentRow
    id: int | None = None
    fault: Fault | None = None


@dataclass
class _Roll:
    by_pin: dict = field(default_factory=dict)
    by_date: dict = field(default_factory=dict)
    by_class: dict = field(default_factory=dict)

    @classmethod
    def of(cls, students):
        roll = cls()
        for student in students:
            name = fold(str(student.name))
            if student.pin:
                roll.by_pin[student.pin] = student
            if student.birth_date:
                roll.by_date.setdefault((name, student.birth_date), []).append(student)
            if student.school_class:
                roll.by_class.setdefault((name, student.school_class), []).append(student)
        return roll


def match_students(rows, students) -> list[Matched]:
    """Who of the roll each row means: by PIN, else folded name + birth date, else folded name + class.

    The surer ways go first over the whole file, and a student once found is not found again, so a namesake
    cannot take another's place. Several candidates refuse the row.
    """
    roll, taken = _Roll.of(students), set()
    matched = [Matched(row) for row in rows]
    for candidates in (_with_pin, _with_date, _with_class):
        for one in matched:
            if one.id is not None or one.fault:
                continue
            found = [student for student in candidates(roll, one.row) if student.id not in taken]
            if len(found) > 1:
                found = [student for student in found if str(student.name) == str(one.row.name)] or found
            if len(found) > 1:
                names = ", ".join(dict.fromkeys(str(student.name) for student in found))
                one.fault = Fault(one.row.sheet, one.row.row, "name", "two_candidates", {"value": names})
            elif found:
                one.id = found[0].id
                taken.add(one.id)
    return matched


def _with_pin(roll, row):
    return [roll.by_pin[row.match_pin]] if row.match_pin in roll.by_pin else []


def _with_date(roll, row):
    return roll.by_date.get((fold(str(row.name)), row.match_birth_date), []) if row.match_birth_date else []


def _with_class(roll, row):
    """A different PIN together with a different birth date is a namesake."""
    found = roll.by_class.get((fold(str(row.name)), (row.grade, row.letter)), [])
    return [
        student
        for student in found
        if not (
            row.match_pin
            and student.pin
            and row.match_pin != student.pin
            and row.match_birth_date
            and student.birth_date
            and row.match_birth_date != student.birth_date
        )
    ]
