"""A register of documents kept on paper or in a workbook, taken over with its own numbers (R3-4.1/2, R1-1.1)."""

import re
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.documents import permissions
from schoolmis.documents.models import Direction, Document, DocumentKind, RegisterCounter
from schoolmis.documents.registering import LETTER, demanded
from schoolmis.imports.headings import NUMBER
from schoolmis.imports.kinds import Kind, declare_notes, register
from schoolmis.imports.records import Found, declare
from schoolmis.imports.registers import Register, new_plans, take_over, unmistakable
from schoolmis.imports.staging import FIELDS, Staged
from schoolmis.people import cells
from schoolmis.people.faults import REFUSED, WARNED, Book
from schoolmis.people.faults import declare as declare_faults
from schoolmis.people.models import Person
from schoolmis.people.names import fold
from schoolmis.people.picks import staff
from schoolmis.ui.dates import date_short

EARLIEST = 1990
MOST = 99999

declare(
    "documents",
    [
        (
            "their_number",
            r"(алардын|жонотуучунун|корреспонденттин) .*(номер|саны)|номер отправителя|их номер|исходящий n",
        ),
        ("their_date", r"(алардын|жонотуучунун|корреспонденттин) .*(кун|дата)|дата отправителя|их дата"),
        (
            "doc_number",
            r"^(каттоо |катталган )?(номер\w*|n)( документа?| регистрации)?$|регистрационн\w* номер"
            r"|^(вх|исх|кир|чыг)\w* (n|номер\w*)",
        ),
        ("registered_on", r"катталган кун|каттоо кун|^куну?$|^дата( регистрации| поступления)?$"),
        ("doc_kind", r"документтин туру|вид документа|^туру$|^вид$|тип документа"),
        ("correspondent", r"корреспондент|кимден|кайдан|кимге|от кого|кому|откуда|куда|отправитель|получатель"),
        ("summary", r"мазмун|эмне жонундо|кыскача|содержание|о чем|краткое|тема|^about"),
        ("responsible", r"жооптуу|аткаруучу|ответственн|исполнитель"),
        ("due_on", r"мооноту|срок"),
        ("done_on", r"аткарылган кун|дата исполнения|исполнен"),
        ("index", NUMBER),
    ],
    [{"doc_number", "registered_on", "summary"}],
    example="Номери, Күнү, Кимден, Мазмуну (Номер, Дата, От кого, Содержание)",
)
declare_faults(
    REFUSED,
    {
        "document_number": _("“%(value)s” is no number of a register."),
        "document_day": _("The day of registration is missing or is not a day."),
        "document_future": _("The day of registration has not come yet."),
        "document_summary": _("It is not said what the document is about."),
        "document_repeated": _("This number of the year stands in row %(other)s already."),
        "document_taken": _("Number %(number)s of the year belongs to another document of the register."),
    },
)
declare_faults(
    WARNED,
    {
        "document_responsible": _("Nobody of the staff is called “%(value)s”: the name is left out."),
        "document_due": _("“%(value)s” is not a day: it is left out."),
    },
)
declare_notes(
    {
        "documents_new": _("Documents taken into the register: %(n)s"),
        "documents_next": _("%(direction)s %(year)s goes on from number %(n)s"),
    }
)
FIELDS.update(
    {
        "doc_number": _("Number"),
        "registered_on": _("Registered on"),
        "doc_kind": _("Kind"),
        "correspondent": _("Correspondent"),
        "their_number": _("Their number"),
        "their_date": _("Their date"),
        "summary": _("About what"),
        "responsible": _("Responsible"),
        "due_on": _("Deadline"),
        "done_on": _("Done on"),
    }
)


@dataclass
class Plan:
    number: int
    on: date
    facts: dict = field(default_factory=dict)


def number_of(cell) -> int | None:
    """«17», «17-К», «Вх-17», «17/02» begin with, or hold, one number."""
    found = re.search(r"\d{1,5}", cells.given(cell) if not isinstance(cell, int | float) else str(int(cell)))
    return int(found[0]) if found and 0 < int(found[0]) <= MOST else None


def _day(record, name, today):
    try:
        return cells.read_date(record.get(name), date(EARLIEST, 1, 1), today)
    except cells.Impossible:
        return None


def read(record, today, people) -> tuple[Plan | None, Book]:
    book = Book(record.sheet, record.row)
    number, on = number_of(record.get("doc_number")), _day(record, "registered_on", today)
    summary = cells.text(record.get("summary"))[:500]
    if number is None:
        book.note("doc_number", "document_number", value=cells.text(record.get("doc_number")))
    if on is None:
        book.note("registered_on", "document_day")
    elif on > today:
        book.note("registered_on", "document_future")
    if not summary:
        book.note("summary", "document_summary")
    if book.refused:
        return None, book
    facts = {
        "summary": summary,
        "kind": cells.text(record.get("doc_kind"))[:80],
        "correspondent": cells.text(record.get("correspondent"))[:200],
        "their_number": cells.text(record.get("their_number"))[:60],
        "their_date": _day(record, "their_date", today),
        "responsible": _person(record, people, book),
        "due_on": _known_day(record, "due_on", today, book),
        "done_on": _known_day(record, "done_on", today, book),
    }
    return Plan(number, on, facts), book


def _known_day(record, name, today, book):
    day, told = _day(record, name, today), cells.text(record.get(name))
    if told and day is None:
        book.note(name, "document_due", value=told)
    return day


def _person(record, people, book) -> Person | None:
    told = cells.text(record.get("responsible"))
    found = people.get(fold(told).replace(".", " ").strip()) if told else None
    if told and found is None:
        book.note("responsible", "document_responsible", value=told)
    return found


def people_by_name() -> dict[str, Person]:
    """The staff by full name, by surname and name, by surname and initials; namesakes are left out."""
    names = lambda one: (str(one), f"{one.last_name} {one.first_name}", one.short_name)  # noqa: E731
    folded = lambda name: " ".join(fold(name).replace(".", " ").split())  # noqa: E731
    return unmistakable((one, map(folded, names(one))) for one in staff())


class Documents(Register):
    kind, column, noun = "documents", "doc_number", "document"

    def __init__(self, direction):
        self.direction = direction

    def stored(self, years):
        return Document.objects.filter(direction=self.direction, year__in=years)

    def title(self, record):
        return cells.text(record.get("summary"))

    def is_same(self, row, plan):
        return fold(row.summary) == fold(plan.facts["summary"])

    def changes(self, plan):
        return [("doc_number", "", str(plan.number)), ("registered_on", "", date_short(plan.on))]


def prepare(found: Found) -> Staged:
    direction, today, people = found.options.get("direction") or Direction.INCOMING, clock.today(), people_by_name()
    staged = Documents(direction).stage([(one, *read(one, today, people)) for one in found.of("documents")])
    staged.plan = direction
    staged.notes += found.notes()
    return staged


def import_documents(staged: Staged, by: User, progress) -> list[tuple[str, dict]]:
    """The whole list or nothing; each year's register goes on from the number after its last."""
    grant, direction = demanded(permissions.KEEP, by), staged.plan
    plans = new_plans(staged)
    with acting(by, grant=grant):
        kinds = _kinds(plans)
        create = lambda plan: _create(plan, direction, kinds, by)  # noqa: E731
        counters = take_over(plans, RegisterCounter.objects, create, progress, direction=direction)
        record("documents.import", by=by, direction=direction, count=len(plans))
    name = Direction(direction).label
    going = [("documents_next", {"direction": str(name), "year": c.year, "n": c.next_number}) for c in counters]
    return [("documents_new", {"n": len(plans)}), *going] if plans else []


def _kinds(plans) -> dict[str, DocumentKind]:
    """Kinds by their words; a word that the school's list has not yet is added to it."""
    known = {}
    for one in DocumentKind.objects.all():
        known |= {fold(one.name_ky): one, fold(one.name_ru): one}
    known.setdefault("", DocumentKind.objects.first())
    for plan in plans:
        word = plan.facts["kind"]
        if fold(word) not in known:
            known[fold(word)] = DocumentKind.objects.create(name_ky=word)
    return known


def _create(plan, direction, kinds, by) -> None:
    facts = plan.facts | {"kind": kinds[fold(plan.facts["kind"])]}
    state = Document.State.DONE if facts["done_on"] else Document.State.REGISTERED
    Document.objects.create(
        direction=direction,
        year=plan.on.year,
        number=plan.number,
        number_text=f"{plan.number}-{LETTER[direction]}",
        registered_on=plan.on,
        registered_by=by,
        state=state,
        **facts,
    )


def asks(_by):
    return {"direction": forms.ChoiceField(label=_("Direction"), choices=Direction.choices)}


register(
    Kind(
        "documents",
        _("Register of documents"),
        ("documents",),
        permissions.KEEP,
        prepare=prepare,
        apply=import_documents,
        hint=_("Number, date, correspondent, about what, responsible, deadline"),
        asks=asks,
        page="documents:register",
    )
)
