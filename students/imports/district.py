"""The list of the micro-district's children as a kind of import: compared with the register, saved by its acts."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.imports.headings import IDENTITY, NUMBER
from schoolmis.imports.kinds import Kind, declare_notes, register
from schoolmis.imports.records import Found, declare
from schoolmis.imports.staging import FIELDS, Staged, StagedRow, State
from schoolmis.people import cells
from schoolmis.people.faults import REFUSED, Book
from schoolmis.people.faults import declare as declare_faults
from schoolmis.people.names import fold
from schoolmis.people.rules import read_birth_date, read_name, read_pin, read_sex
from schoolmis.structure.rules import Outcome
from schoolmis.ui.dates import date_short
from students import permissions
from students.actions import change_child, keep_child, match_children
from students.education import Reason, Where
from students.models import DistrictChild
from students.rules import district

AGES = (3, 18)
WHERE = (
    (Where.NOWHERE, r"окубайт|эч жерде|не обучает|не учит|нигде|ишемде жок|not in"),
    (Where.KINDERGARTEN, r"бала бакча|бакча|детск|д с\b|садик|garden"),
    (Where.COLLEGE, r"колледж|лицей \d|кесиптик|пту|училищ"),
    (Where.HERE, r"^(ушул|биздин|наш|эта|ушу|this)|бул мектеп"),
    (Where.SCHOOL, r"."),
)
WHY = (
    (Reason.YOUNG, r"кичине|жашы жет|мал\b|маленьк|рано|не достиг"),
    (Reason.HEALTH, r"ден соолу|оору|болез|здоров|инвалид"),
    (Reason.FAMILY, r"уй було|семе"),
    (Reason.WORK, r"иште|работа"),
    (Reason.UNKNOWN, r"белгисиз|неизвест"),
    (Reason.AWAY, r"кеткен|чыгып|уехал|отсутств|выехал"),
)

declare(
    "district",
    [
        ("index", NUMBER),
        ("where", r"окуган жер|кайда окуйт|место (обучения|учебы)|где (обуч|учит)|мектеби$|^окуу жайы"),
        ("reason", r"себе[бп]|причин"),
        ("checked_on", r"текшер|проверен|дата проверки"),
        *IDENTITY,
        ("address", r"дарег|адрес|жашаган жер|место жит|прожив|address"),
        ("note", r"эскерт|примеч"),
    ],
    [{"name", "birth_date", "where"}, {"last_name", "first_name", "birth_date", "where"}],
    example="Аты-жөнү, Туулган күнү, Окуган жери (ФИО, Дата рождения, Место обучения)",
)
declare_faults(
    REFUSED,
    {
        "child_age": _("The register is of children from 5 to 16; this one is %(age)s."),
        "child_birth_date": _("Without a birth date a child cannot be entered in the register."),
        "child_where": _("It is not said where the child learns."),
        "child_reason": _("It is not said why the child is not in education."),
    },
)
declare_notes(
    {
        "children_new": _("Children entered in the register: %(n)s"),
        "children_changed": _("Children whose data were changed: %(n)s"),
        "children_matched": _("Children found among our own students: %(n)s"),
    }
)
FIELDS.update(
    {
        "where": _("Learns"),
        "place": _("Name of the institution"),
        "reason": _("Why not in education"),
        "note": _("Note"),
        "checked_on": _("Checked on"),
        "last_name": _("Surname"),
        "first_name": _("First name"),
        "patronymic": _("Patronymic"),
    }
)
LABELS = {"where": Where, "reason": Reason}


@dataclass
class Plan:
    data: dict
    child: DistrictChild | None = None
    changes: dict = field(default_factory=dict)


def _chosen(text, table):
    folded = fold(text)
    return next((value for value, pattern in table if re.search(pattern, folded)), "")


def read(record, today):
    """(data of the child or None, faults)."""
    book = Book(record.sheet, record.row)
    name = read_name(record, book)
    born_on = read_birth_date(record, book, today, AGES)
    pin = read_pin(record, book, born_on, "")
    sex = read_sex(record, book, name, pin)
    told, why = cells.text(record.get("where")), cells.text(record.get("reason"))
    where = _chosen(told, WHERE) if told else ""
    reason = (_chosen(why, WHY) or (Reason.OTHER if why else "")) if where == Where.NOWHERE else ""
    if name and born_on is None and not book.refused:
        book.note("birth_date", "child_birth_date")
    if born_on and not district.of_age(born_on, today):
        book.note("birth_date", "child_age", age=district.age_on(born_on, today))
    if not where:
        book.note("where", "child_where")
    if where == Where.NOWHERE and not reason:
        book.note("reason", "child_reason")
    faults = tuple(book.faults)
    if book.refused:
        return None, tuple(one for one in faults if one.refused)
    data = {
        "last_name": name.last,
        "first_name": name.first,
        "patronymic": name.patronymic,
        "sex": sex,
        "born_on": born_on,
        "pin": pin or None,
        "address": cells.text(record.get("address"))[:250],
        "where": where,
        "place": told[:200] if where in (Where.SCHOOL, Where.KINDERGARTEN, Where.COLLEGE) else "",
        "reason": reason,
        "note": (why if reason == Reason.OTHER else cells.text(record.get("note")))[:200],
        "checked_on": _day(record, today),
    }
    return data, faults


def _day(record, today):
    try:
        return cells.read_date(record.get("checked_on"), today.replace(year=today.year - 2, day=1), today)
    except cells.Impossible:
        return None


def prepare(found: Found) -> Staged:
    """Compare the list with the register: by PIN, else by name and birth date."""
    today, staged, seen = clock.today(), Staged(), {}
    children = list(DistrictChild.objects.filter(ends_on=None))
    by_pin = {one.pin: one for one in children if one.pin}
    by_name = {district.key_of(one.last_name, one.first_name, one.born_on): one for one in children}
    for record in found.of("district"):
        data, faults = read(record, today)
        title = " ".join(filter(None, (data or {}).get("last_name") and [data["last_name"], data["first_name"]] or []))
        told = StagedRow("district", record.sheet, record.row, title=title or cells.text(record.get("name"))[:120])
        told.faults = faults
        if data:
            key = district.key_of(data["last_name"], data["first_name"], data["born_on"])
            if key in seen:
                book = Book(record.sheet, record.row)
                book.note("name", "person_repeated", other=str(seen[key]))
                data, told.faults = None, tuple(book.faults)
            seen.setdefault(key, record.row)
        if data is None:
            told.state = State.REFUSED
        else:
            told.plan = Plan(data, by_pin.get(data["pin"]) or by_name.get(key))
            _compare(told)
        staged.rows.append(told)
        staged.outcomes.append(Outcome(record, data, told.faults))
    staged.notes += found.notes()
    return staged


def _compare(told) -> None:
    """An empty cell never empties what is kept; where our own student learns is known better here than in the list."""
    plan = told.plan
    if plan.child is None:
        return
    for name, new in plan.data.items():
        old = getattr(plan.child, name)
        empties = name not in ("reason", "place")
        own = plan.child.student_id and plan.child.where == Where.HERE and name in ("where", "place", "reason")
        if (new or "") != (old or "") and (new or not empties) and not own:
            plan.changes[name] = new
            shown = "birth_date" if name == "born_on" else name
            told.changes.append((shown, _shown(name, old), _shown(name, new)))
    told.state = State.CHANGED if plan.changes else State.UNCHANGED


def _shown(name, value) -> str:
    if hasattr(value, "isoformat"):
        return date_short(value)
    return str(LABELS[name](value).label) if value and name in LABELS else str(value or "")


def import_children(staged: Staged, by: User, progress) -> list[tuple[str, dict]]:
    """The whole list or nothing; afterwards our own students are found in it."""
    grant = None if by.is_system else permissions.DISTRICT.demand(by)
    plans = [row.plan for row in staged.rows if row.plan and row.state in (State.NEW, State.CHANGED)]
    with acting(by, grant=grant):
        for number, plan in enumerate(plans):
            progress(number, len(plans))
            _save(plan, by)
        matched = match_children(by=by)
    new = sum(plan.child is None for plan in plans)
    told = [("children_new", new), ("children_changed", len(plans) - new), ("children_matched", matched)]
    return [(code, {"n": n}) for code, n in told if n]


def _save(plan, by) -> None:
    try:
        if plan.child is None:
            keep_child(plan.data, by=by, match=False)
        else:
            change_child(plan.child, version=plan.child.version, by=by, **plan.changes)
    except ValidationError as refused:
        name = f"{plan.data['last_name']} {plan.data['first_name']}"
        raise ValidationError([f"{name}: {message}" for message in refused.messages]) from refused


register(
    Kind(
        "district",
        _("Children of the micro-district"),
        ("district",),
        permissions.DISTRICT,
        prepare=prepare,
        apply=import_children,
        hint=_("Name, birth date, address, where the child learns, the reason when nowhere"),
        page="students:district",
    )
)
