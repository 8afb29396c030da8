"""A row beside what the school knows: new, changed, unchanged or refused; nothing is written here."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.imports.records import Found
from schoolmis.imports.staging import Staged, StagedRow, State
from schoolmis.imports.year import classes_of, day_in, grades, import_year
from schoolmis.people import places
from schoolmis.people.faults import REFUSED, WARNED, Fault, declare
from schoolmis.people.models import Person
from schoolmis.people.names import fold
from schoolmis.structure.models import SchoolProfile
from schoolmis.structure.rules import class_label
from schoolmis.ui.dates import date_short
from schoolmis.ui.names import mask_pin
from students.imports.facts import FactsPlan, compare_facts, may_keep_closed
from students.imports.guardians import GuardianPlan, Guardians
from students.imports.roll import Roll, people_with_pins
from students.models import Placement, Student
from students.rules.contingent import StudentRow, match_students, read_contingent
from students.rules.importing import better_name

declare(
    REFUSED,
    {
        "pin_taken": _("%(value)s has this PIN already."),
        "class_grade": _("The student is in class %(value)s. The grade changes only by promotion."),
    },
)
declare(WARNED, {"consent_withdrawn": _("The consent was withdrawn on %(day)s: name and class alone are kept.")})

PERSONAL = (
    ("sex", "sex", str),
    ("birth_date", "born_on", date_short),
    ("pin", "pin", mask_pin),
    ("phone", "phone", str),
    ("second_phone", "second_phone", str),
    ("address", "address", str),
)


@dataclass(eq=False)
class Plan:
    """What saving a row does. `moves`: "admit", "restore", "transfer" or ""; `person`: fields that change.

    `registers`: the move is entered under order № 0, which holds what was true before the system; else it is drafted.
    """

    row: StudentRow
    student: Student | None = None
    known: Person | None = None
    person: dict = field(default_factory=dict)
    consent: bool = False
    district: str = ""
    guardians: list[GuardianPlan] = field(default_factory=list)
    facts: FactsPlan = field(default_factory=FactsPlan)
    moves: str = ""
    registers: bool = False
    place: tuple[int, str] = (0, "")


@dataclass
class Setting:
    """What holds for the whole list: the year, its classes, and whether the opening register is still open.

    `new_school`: no class of the year has a student yet, so the list makes the classes that are missing.
    `closed`: the sender may keep social categories.
    """

    year: object
    classes: dict
    opening: bool
    new_school: bool
    closed: bool


def setting(by=None) -> Setting:
    year = import_year()
    classes = classes_of(year)
    school = SchoolProfile.objects.first()
    begun = Placement.objects.filter(school_class__year=year).exists()
    opening = not (school and school.opening_closed_on)
    return Setting(year, classes, opening, not begun, may_keep_closed(by))


def prepare(found: Found) -> Staged:
    """Compare the list with the roll."""
    around = setting(found.by)
    outcomes = read_contingent(
        found.of("contingent"),
        today=clock.today(),
        known_classes=None if around.new_school else around.classes.keys(),
        grades=grades(),
    )
    roll = Roll.read(day_in(around.year))
    taken = [outcome for outcome in outcomes if outcome.row]
    matched = match_students([outcome.row for outcome in taken], roll.known())
    by_pin = people_with_pins(outcome.row.pin for outcome in taken)
    guardians = Guardians(roll, [(one.row, one.id) for one in matched])
    found_by = {id(outcome): one for outcome, one in zip(taken, matched, strict=True)}
    staged = Staged(outcomes=outcomes, plan=around)
    for outcome in outcomes:
        staged.rows.append(_row(outcome, found_by.get(id(outcome)), roll, around, by_pin, guardians))
    if around.new_school:
        wanted = sorted({one.plan.place for one in staged.rows if one.plan} - around.classes.keys())
        if wanted:
            staged.notes.append(("classes_to_make", {"names": ", ".join(class_label(*one) for one in wanted)}))
    staged.notes += found.notes()
    return staged


def _row(outcome, match, roll, around, by_pin, guardians) -> StagedRow:
    record, row = outcome.record, outcome.row
    told = StagedRow("contingent", record.sheet, record.row, faults=outcome.faults)
    if row is None:
        told.title, told.place = _as_written(record)
        told.state = State.REFUSED
        return told
    told.title, told.place = str(row.name), class_label(row.grade, row.letter)
    plan = Plan(row, roll.students.get(match.id), place=(row.grade, row.letter))
    fault = match.fault or _clash(plan, roll, around, by_pin)
    if fault:
        outcome.row, outcome.faults = None, (fault,)
        told.state, told.faults = State.REFUSED, (fault,)
        return told
    told.plan = plan
    _compare(plan, told, roll, guardians, around)
    if plan.student is None:
        plan.moves, plan.registers, told.changes = "admit", around.opening, []
    else:
        _move(plan, told, roll, around)
        told.state = State.CHANGED if told.changes else State.UNCHANGED
    return told


def _as_written(record) -> tuple[str, str]:
    name = record.get("name") or " ".join(
        str(record.get(part) or "") for part in ("last_name", "first_name", "patronymic")
    )
    return " ".join(str(name or "").split())[:120], str(record.get("class") or record.section or "")[:20]


def _clash(plan, roll, around, by_pin) -> Fault | None:
    """Another person's PIN, or a grade that only promotion changes."""
    row, other = plan.row, by_pin.get(plan.row.pin)
    if other:
        if plan.student or fold(str(other)) != fold(str(row.name)):
            return Fault(row.sheet, row.row, "pin", "pin_taken", {"value": str(other)})
        plan.known = other
    now = roll.class_of(plan.student.pk) if plan.student else None
    on_roll = plan.student and plan.student.pk in roll.spells
    fixed = on_roll and not (around.opening and roll.registered(plan.student.pk))
    if fixed and now and now.grade != row.grade:
        return Fault(row.sheet, row.row, "class", "class_grade", {"value": str(now)})
    return None


def _compare(plan, told, roll, guardians, around) -> None:
    """Person, consent and guardians. An empty cell never empties what is kept."""
    row, person = plan.row, plan.student.person if plan.student else plan.known
    name = better_name(person and (person.last_name, person.first_name, person.patronymic), row.name)
    if name:
        plan.person |= dict(zip(("last_name", "first_name", "patronymic"), name, strict=True))
        told.changes.append(("name", str(person or ""), " ".join(filter(None, name))))
    if row.restricted:
        return
    consented = person and roll.open_consent(person)
    withdrawn = person and not consented and roll.withdrawn_since(person, row.consent.given_on)
    if withdrawn:
        told.faults += (
            Fault(row.sheet, row.row, "consent_date", "consent_withdrawn", {"day": f"{withdrawn:%d.%m.%Y}"}),
        )
        return
    if not consented:
        plan.consent = True
        told.changes.append(("consent", "", f"{row.consent.number} {date_short(row.consent.given_on)}".strip()))
    for code, attribute, shown in PERSONAL:
        new, old = getattr(row, code), getattr(person, attribute) if person else None
        if new and new != old:
            plan.person[attribute] = new
            told.changes.append((code, str(shown(old)) if old else "", str(shown(new))))
    lives = roll.homes.get(person.pk, "") if person else ""
    if row.district and row.district != lives:
        plan.district = row.district
        told.changes.append(("district", places.line(lives), places.line(row.district)))
    plan.guardians = guardians.plans(row, plan.student)
    told.changes += [change for one in plan.guardians for change in one.told()]
    registers = around.opening and (plan.student is None or roll.registered(plan.student.pk))
    plan.facts = compare_facts(
        plan, told, roll.facts, day=day_in(around.year), closed=around.closed, registers=registers
    )


def _move(plan, told, roll, around) -> None:
    pk, wanted, now = plan.student.pk, plan.place, roll.class_of(plan.student.pk)
    if pk in roll.drafted:
        return
    if pk not in roll.spells:
        plan.moves = "restore" if pk in roll.been else "admit"
        plan.registers = around.opening and plan.moves == "admit"
        told.changes.append(("roll", "", class_label(*wanted)))
    elif now is None or (now.grade, now.letter) != wanted:
        plan.moves, plan.registers = "transfer", around.opening and roll.registered(pk)
        told.changes.append(("class", str(now or ""), class_label(*wanted)))
