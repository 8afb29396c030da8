"""The register of applications kept on paper or in a workbook, taken over with its own numbers (R7-4.5)."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.imports.headings import NUMBER
from schoolmis.imports.kinds import Kind, declare_notes, register
from schoolmis.imports.records import Found, declare
from schoolmis.imports.registers import Register, new_plans, take_over, unmistakable
from schoolmis.imports.staging import FIELDS, Staged
from schoolmis.people import cells
from schoolmis.people.faults import REFUSED, WARNED, Book
from schoolmis.people.faults import declare as declare_faults
from schoolmis.people.names import fold
from schoolmis.ui.dates import date_short
from students import permissions
from students.models import Application, Asked, BookCounter, Student

EARLIEST = date(1990, 1, 1)
ASKED = (
    (Asked.RESTORATION, r"калыбына|восстанов"),
    (Asked.ADMISSION, r"кабыл ал|прием|принят|зачисл|кабылдо"),
    (Asked.HOME, r"уйдо оку|на дому|надомн"),
    (Asked.FAMILY, r"уй було|семейн"),
    (Asked.REPEAT, r"кайра оку|экинчи жыл|повторн"),
    (Asked.HEALTH, r"(чыгар|отчисл|выбы).*(ден соол|оору|здоров|болез)"),
    (Asked.MOVED, r"(чыгар|отчисл|выбы|кет).*(кочу|жашаган|переезд|жительств)"),
    (Asked.SCHOOL, r"башка мектеп|другую школ|чыгар|отчисл|выбы|документтерин бер|выдач"),
    (Asked.TRANSFER, r"башка класс|класска котор|котор|перевод|перевест|в другой класс"),
)
DENIED = r"баш тарт|четке|отказ"

declare(
    "applications",
    [
        ("app_number", r"^(каттоо |арыздын )?(номер\w*|n)( заявления)?$|регистрационн\w* номер|арыздын (номери|n)"),
        (
            "received_on",
            r"тушкон кун|кабыл алынган кун|катталган кун|^куну?$|^дата( подачи| поступления| регистрации)?$",
        ),
        ("asked", r"мазмун|эмне жонундо|арыздын туру|содержание|о чем|вид заявления|суть"),
        ("child", r"(окуучу|бала|ребен|ученик|учащ)\w*"),
        ("applicant", r"арыз ээси|арыз беруучу|ата эне|заявител|родител|кимден|от кого"),
        ("app_class", r"^класс"),
        ("answer", r"жыйынты[кг]|натыйжа|чечим|жооп|результат|решение|буйрук|приказ|ответ"),
        ("index", NUMBER),
    ],
    [{"app_number", "received_on", "asked", "child"}],
    example="Номери, Түшкөн күнү, Окуучу, Мазмуну (Номер, Дата подачи, Ученик, Содержание)",
)
declare_faults(
    REFUSED,
    {
        "application_number": _("“%(value)s” is no number of a register."),
        "application_day": _("The day on which the application came is missing, is not a day, or has not come."),
        "application_child": _("Neither a student nor a child is named."),
        "application_repeated": _("This number of the year stands in row %(other)s already."),
        "application_taken": _("Number %(number)s of the year belongs to another application of the register."),
    },
)
declare_faults(
    WARNED, {"application_asked": _("“%(value)s” is none of the matters of the register: it is kept as another one.")}
)
declare_notes(
    {
        "applications_new": _("Applications taken into the register: %(n)s"),
        "applications_next": _("The register of %(year)s goes on from number %(n)s"),
    }
)
FIELDS.update(
    {
        "app_number": _("Number"),
        "received_on": _("Received on"),
        "asked": _("What is asked for"),
        "child": _("Student"),
        "applicant": _("Applicant"),
        "answer": _("Answer"),
    }
)


@dataclass
class Plan:
    number: int
    on: date
    facts: dict

    @property
    def whom(self) -> str:
        return str(self.facts["student"] or self.facts["child_name"])


def asked_for(text: str) -> str:
    folded = fold(text)
    return next((kind for kind, pattern in ASKED if re.search(pattern, folded)), "")


def read(record_, today, students) -> tuple[Plan | None, Book]:
    book = Book(record_.sheet, record_.row)
    told = {name: cells.text(record_.get(name)) for name in ("app_number", "asked", "child", "applicant", "answer")}
    digits = re.search(r"\d{1,5}", told["app_number"])
    number, on = int(digits[0]) if digits else 0, _day(record_, today)
    if not number:
        book.note("app_number", "application_number", value=told["app_number"])
    if on is None or on > today:
        book.note("received_on", "application_day")
    if not told["child"]:
        book.note("child", "application_child")
    if book.refused:
        return None, book
    kind = asked_for(told["asked"])
    if not kind:
        book.note("asked", "application_asked", value=told["asked"])
    student = students.get(fold(told["child"]))
    state = Application.State.REGISTERED
    if told["answer"]:
        denied = re.search(DENIED, fold(told["answer"]))
        state = Application.State.REFUSED if denied else Application.State.ANSWERED
    facts = {
        "kind": kind or Asked.OTHER,
        "student": student,
        "child_name": "" if student else told["child"][:200],
        "applicant_name": (told["applicant"] or told["child"])[:200],
        "text": told["asked"][:2000],
        "answer": told["answer"][:300],
        "state": state,
    }
    return Plan(number, on, facts), book


def _day(record_, today):
    try:
        return cells.read_date(record_.get("received_on"), EARLIEST, today)
    except cells.Impossible:
        return None


def students_by_name() -> dict[str, Student]:
    """Students by their full name, and by surname and name; namesakes are left out."""
    names = lambda person: (fold(str(person)), fold(f"{person.last_name} {person.first_name}"))  # noqa: E731
    return unmistakable((one, names(one.person)) for one in Student.objects.select_related("person"))


class Applications(Register):
    kind, column, noun = "applications", "app_number", "application"

    def stored(self, years):
        return Application.objects.filter(year__in=years).select_related("student__person")

    def title(self, record):
        return cells.text(record.get("child"))

    def is_same(self, row, plan):
        return fold(row.whom) == fold(plan.whom) and row.kind == plan.facts["kind"]

    def changes(self, plan):
        what = str(Asked(plan.facts["kind"]).label)
        return [("received_on", "", date_short(plan.on)), ("asked", "", what), ("child", "", plan.whom)]


def prepare(found: Found) -> Staged:
    today, students = clock.today(), students_by_name()
    staged = Applications().stage([(one, *read(one, today, students)) for one in found.of("applications")])
    staged.notes += found.notes()
    return staged


def import_applications(staged: Staged, by: User, progress) -> list[tuple[str, dict]]:
    """The whole list or nothing; each year's register goes on from the number after its last."""
    grant = None if by.is_system else permissions.APPLICATIONS.demand(by)
    plans = new_plans(staged)
    with acting(by, grant=grant):
        create = lambda plan: Application.objects.create(  # noqa: E731
            year=plan.on.year, number=plan.number, received_on=plan.on, registered_by=by, **plan.facts
        )
        counters = take_over(plans, BookCounter.objects, create, progress, book=BookCounter.Book.APPLICATIONS)
        record("students.import_applications", by=by, count=len(plans))
    going = [("applications_next", {"year": one.year, "n": one.next_number}) for one in counters]
    return [("applications_new", {"n": len(plans)}), *going] if plans else []


register(
    Kind(
        "applications",
        _("Register of applications"),
        ("applications",),
        permissions.APPLICATIONS,
        prepare=prepare,
        apply=import_applications,
        hint=_("Number, date, student or child, what is asked for, applicant, answer"),
        page="students:applications",
    )
)
