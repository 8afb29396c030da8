"""Rules of classes and loads: reading a class's label, rows of the teaching load, rows of homeroom teachers."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from schoolmis.people import cells
from schoolmis.people.faults import REFUSED, WARNED, Book, Fault, declare
from schoolmis.people.names import Name, fold, normalise, split_name

GRADES = range(1, 12)
MOST_HOURS = 15

declare(
    REFUSED,
    {
        "class_missing": _("The class is not given."),
        "class_unknown": _("The school has no class “%(value)s”."),
        "subject_missing": _("The subject is not given."),
        "hours_missing": _("The hours a week are not given."),
        "hours_impossible": _("“%(value)s” is not a number of hours a week."),
        "teacher_missing": _("The teacher is not given."),
        "teacher_unknown": _("There is no “%(value)s” among the staff."),
        "teacher_two": _("Several people of the staff are called “%(value)s”. Write the name in full."),
        "load_repeated": _(
            "The same class, subject and group stand in row %(other)s. If the class is divided, fill in the group."
        ),
        "homeroom_repeated": _("The class already has a homeroom teacher in row %(other)s."),
    },
)
declare(
    WARNED,
    {
        "group_alone": _("The class has only one group in this subject."),
        "shift_unknown": _("“%(value)s” is not a shift; it was left out."),
        "homeroom_two": _("This teacher is homeroom teacher of another class too, in row %(other)s."),
    },
)

LABEL = re.compile(
    r"^(?:класс\s+)?(\d{1,2})\s*(?:[-.–—‑/]?\s*класс(?:ы|а)?\b)?\s*[-.–—‑/]?\s*[«\"“”'(]*\s*([^\W\d_])\s*[»\"“”')]*"
    r"\s*-?\s*(?:класс\w*|кл)?\.?$",
    re.IGNORECASE,
)
LOOKS = dict(zip("ABCEHKMOPTXYaceopxykmtëöüñ", "АВСЕНКМОРТХУАСЕОРХУКМТЁӨҮҢ", strict=True))


def parse_class(text) -> tuple[int, str] | None:
    """(grade, Cyrillic capital) of 1-А, 1а, 1 "А" класс, 10-A with a Latin A; None when it is not one class."""
    match = LABEL.match(normalise(str(text or "")))
    if not match:
        return None
    letter = LOOKS.get(match[2], match[2].upper())
    if not re.fullmatch(r"[А-ЯЁӨҮҢ]", letter):
        return None
    return int(match[1]), letter


def parse_classes(text) -> list[tuple[int, str]]:
    """Classes of a joint class (класс-комплект), «1-А + 2-А»; [one] for one class, [] when a part is none."""
    parts = [
        part for part in re.split(r"\s*(?:\+|,|;|&|/(?=\s*\d)|\bжана\b|\bи\b)\s*", normalise(str(text or ""))) if part
    ]
    classes = [parse_class(part) for part in parts]
    return [] if None in classes else list(dict.fromkeys(classes))


def class_label(grade: int, letter: str) -> str:
    return f"{grade}-{letter}"


def is_class_of(school: tuple[int, str], known: Collection | None, grades=GRADES) -> bool:
    """`known` None: a new school, whose classes the file makes; else only the classes that exist."""
    return school[0] in grades if known is None else school in known


@dataclass(frozen=True)
class LoadRow:
    """`classes`: one (grade, letter), several for a joint class; `teacher`: a key of `Staff`; `group`: "" or "1"."""

    sheet: str
    row: int
    classes: tuple[tuple[int, str], ...]
    subject: str
    hours: Decimal
    teacher: object
    group: str = ""


@dataclass(frozen=True)
class HomeroomRow:
    sheet: str
    row: int
    grade: int
    letter: str
    teacher: object
    shift: int | None = None


@dataclass
class Outcome:
    """What a record became: `row` is None when it is refused."""

    record: object
    row: object = None
    faults: tuple[Fault, ...] = ()


@dataclass
class Staff:
    """Names of the staff, to find who a load row means: in full, by surname and name, by surname and initials."""

    keys: dict[str, list] = field(default_factory=dict)

    def add(self, key, name: Name) -> None:
        forms = {
            fold(str(name)),
            fold(f"{name.first} {name.patronymic} {name.last}"),
            fold(f"{name.last} {name.first}"),
        }
        forms.add(fold(f"{name.last} {name.first[:1]} {name.patronymic[:1]}"))
        forms.add(fold(f"{name.first[:1]} {name.patronymic[:1]} {name.last}"))
        forms.add(fold(f"{name.last} {name.first} {name.patronymic[:1]}"))
        forms.add(fold(f"{name.last} {name.first[:1]}"))
        for form in forms:
            owners = self.keys.setdefault(form, [])
            if key not in owners:
                owners.append(key)

    def find(self, text: str) -> list:
        """Keys of everyone who may be meant; the full name goes first, so a namesake by initials does not disturb."""
        return self.keys.get(fold(str(split_name(text)))) or self.keys.get(fold(text)) or []


def read_load(records, *, staff: Staff, known_classes=None, grades=GRADES) -> list[Outcome]:
    """Rows of the teaching load. A repeated (class, subject, group) is refused, not added up."""
    outcomes, seen = [], {}
    for record in records:
        book = Book(record.sheet, record.row)
        classes = _classes(record, book, known_classes, grades)
        subject = cells.text(record.get("subject"))
        if not subject:
            book.note("subject", "subject_missing")
        hours = _hours(record.get("hours"), book)
        teacher = _teacher(record.get("teacher"), staff, book)
        group = _group(record.get("group"))
        for one in classes if subject else ():
            other = seen.setdefault((one, fold(subject), fold(group)), book.place)
            if other != book.place:
                book.note("subject", "load_repeated", other=book.other(other))
                break
        row = (
            None if book.refused else LoadRow(record.sheet, record.row, tuple(classes), subject, hours, teacher, group)
        )
        outcomes.append(Outcome(record, row, book.closed()))
    _groups_alone(outcomes)
    return outcomes


def _classes(record, book, known, grades) -> list:
    cell = record.get("class")
    label = cells.text(cell) or record.section
    if not label:
        book.note("class", "class_missing")
        return []
    classes = parse_classes(label)
    if not classes or not all(is_class_of(one, known, grades) for one in classes):
        book.note("class", "class_unknown", value=label)
        return []
    return classes


def _hours(cell, book) -> Decimal | None:
    try:
        hours = cells.read_number(cell)
    except cells.Impossible:
        hours = -1
    if hours is None:
        book.note("hours", "hours_missing")
        return None
    if not 0 < hours <= MOST_HOURS or hours * 4 % 1:
        book.note("hours", "hours_impossible", value=cells.text(cell))
        return None
    return Decimal(str(hours)).normalize()


def _teacher(cell, staff, book):
    name = cells.given(cell)
    if not name or fold(name).startswith("ваканс") or fold(name).startswith("вакант"):
        book.note("teacher", "teacher_missing")
        return None
    people = staff.find(name)
    if len(people) != 1:
        book.note("teacher", "teacher_two" if people else "teacher_unknown", value=name)
        return None
    return people[0]


def _group(cell) -> str:
    """«1», «1-топ», «I подгруппа» → "1"; «бүт класс» and an empty cell → ""."""
    word = fold(re.sub(r"топ\w*|подгрупп\w*|групп\w*", " ", cells.given(cell), flags=re.IGNORECASE)).strip()
    return {"i": "1", "ii": "2", "iii": "3", "бут класс": "", "весь класс": "", "бардыгы": "", "класс": ""}.get(
        word, word
    )


def _groups_alone(outcomes) -> None:
    groups: dict[tuple, list] = {}
    for outcome in outcomes:
        if outcome.row and outcome.row.group:
            groups.setdefault((outcome.row.classes, fold(outcome.row.subject)), []).append(outcome)
    for (same,) in (found for found in groups.values() if len(found) == 1):
        same.faults += (Fault(same.record.sheet, same.record.row, "group", "group_alone"),)


def read_homerooms(records, *, staff: Staff, known_classes=None, grades=GRADES) -> list[Outcome]:
    """Rows of homeroom teachers; one class has one."""
    outcomes, classes, teachers = [], {}, {}
    for record in records:
        book = Book(record.sheet, record.row)
        found = _classes(record, book, known_classes, grades)
        if len(found) > 1:
            book.note("class", "class_unknown", value=cells.text(record.get("class")))
        teacher = _teacher(record.get("teacher"), staff, book)
        for one in found[:1]:
            if classes.setdefault(one, book.place) != book.place:
                book.note("class", "homeroom_repeated", other=book.other(classes[one]))
        shift = _shift(record.get("shift"), book)
        row = None
        if not book.refused:
            if teachers.setdefault(teacher, book.place) != book.place:
                book.note("teacher", "homeroom_two", other=book.other(teachers[teacher]))
            row = HomeroomRow(record.sheet, record.row, *found[0], teacher, shift)
        outcomes.append(Outcome(record, row, book.closed()))
    return outcomes


def _shift(cell, book) -> int | None:
    word = fold(cells.given(cell)).replace("смена", "").replace("нообот", "").strip()
    if not word:
        return None
    shift = {"1": 1, "2": 2, "3": 3, "i": 1, "ii": 2, "iii": 3, "1 чи": 1, "2 чи": 2}.get(word)
    if shift is None:
        book.note("shift", "shift_unknown", value=cells.text(cell))
    return shift


def weekly_hours(rows) -> dict[tuple[int, str], Decimal]:
    """Hours a week of each class: groups of one subject run side by side, so the longest of them counts once."""
    subjects: dict[tuple, Decimal] = {}
    for row in rows:
        for one in row.classes:
            key = one, fold(row.subject)
            subjects[key] = max(subjects.get(key, Decimal(0)), row.hours)
    total: dict[tuple[int, str], Decimal] = {}
    for (one, _subject), hours in subjects.items():
        total[one] = total.get(one, Decimal(0)) + hours
    return total
