"""The staff workbook beside the school: people, then the load and the homeroom teachers that name them."""

from dataclasses import dataclass, field

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.imports.records import Found
from schoolmis.imports.staff.held import Held, hours_of
from schoolmis.imports.staff.known import match_staff, other_people
from schoolmis.imports.staff.layout import Layout
from schoolmis.imports.staff.subjects import Subjects
from schoolmis.imports.staging import Staged, StagedRow, State
from schoolmis.imports.year import classes_of, day_in, grades, import_year
from schoolmis.people.faults import Fault
from schoolmis.people.models import Consent, Employee, Person, Position, Purpose
from schoolmis.people.names import Name, fold
from schoolmis.people.staff import StaffRow, read_staff
from schoolmis.structure.models import SchoolProfile
from schoolmis.structure.rules import Staff, class_label, read_homerooms, read_load
from schoolmis.ui.dates import date_short
from schoolmis.ui.names import mask_pin

ROLE_OF = {
    Position.DIRECTOR: Role.DIRECTOR,
    Position.DEPUTY: Role.DEPUTY,
    Position.SECRETARY: Role.SECRETARY,
    Position.ADMINISTRATOR: Role.ADMINISTRATOR,
}
PERSONAL = (
    ("sex", "sex", str),
    ("birth_date", "born_on", date_short),
    ("pin", "pin", mask_pin),
    ("phone", "phone", str),
)


FURTHER = ("category_until", "employment", "rate", "languages", "starts_on")


@dataclass(eq=False)
class PersonPlan:
    row: StaffRow
    key: str
    employee: Employee | None = None
    known: Person | None = None
    person: dict = field(default_factory=dict)
    work: dict = field(default_factory=dict)
    consent: bool = False
    role: Role | None = None


@dataclass(eq=False)
class LoadPlan:
    """`group`: (kind, name, classes) of the layout; `subject`: a code, or a key of the subjects to be made."""

    row: object
    teacher: str
    group: tuple
    subject: str


@dataclass(eq=False)
class HomeroomPlan:
    row: object
    teacher: str
    shift: int | None = None


@dataclass
class Around:
    year: object
    classes: dict
    opening: bool
    new_school: bool
    held: Held
    layout: Layout
    subjects: Subjects


def prepare(found: Found) -> Staged:
    """Compare the workbook with the school. Rows of all its lists, in the order staff, load, homeroom."""
    year, school = import_year(), SchoolProfile.objects.first()
    classes, day = classes_of(year), day_in(year)
    opening = not (school and school.opening_closed_on)
    around = Around(year, classes, opening, not classes, Held.read(day), Layout.read(year), Subjects())
    staged = Staged(plan=around)
    register, names = _people(found, staged, around)
    options = {"staff": register, "known_classes": None if not classes else classes.keys(), "grades": grades()}
    for outcome in read_load(found.of("load"), **options):
        staged.outcomes.append(outcome)
        staged.rows.append(_load_row(outcome, around, names))
    for outcome in read_homerooms(found.of("homeroom"), **options):
        staged.outcomes.append(outcome)
        staged.rows.append(_homeroom_row(outcome, around, names))
    if not classes:
        wanted = sorted(wanted_classes(staged))
        if wanted:
            staged.notes.append(("classes_to_make", {"names": ", ".join(class_label(*one) for one in wanted)}))
    if around.subjects.wanted:
        told = ", ".join(ky for _code, ky, _ru in around.subjects.wanted.values())
        staged.notes.append(("subjects_to_make", {"names": told}))
    staged.notes += found.notes()
    return staged


def wanted_classes(staged: Staged) -> set[tuple[int, str]]:
    """The classes that the taken rows name."""
    loads = {one for row in staged.rows if isinstance(row.plan, LoadPlan) for one in row.plan.row.classes}
    return loads | {
        (row.plan.row.grade, row.plan.row.letter) for row in staged.rows if isinstance(row.plan, HomeroomPlan)
    }


def key_of(employee: Employee) -> str:
    return f"e{employee.pk}"


def _people(found, staged, around):
    """The rows of the staff list; then the register of names for the other lists: key → who is meant."""
    register, names = Staff(), {}
    employees = list(Employee.objects.not_left().select_related("person__user"))
    outcomes = read_staff(found.of("staff"), today=clock.today())
    taken = [outcome for outcome in outcomes if outcome.row]
    rows = [outcome.row for outcome in taken]
    matched, others = match_staff(rows, employees), other_people(rows)
    consents: dict[int, list[Consent]] = {}
    for one in Consent.objects.filter(purpose=Purpose.RECORDS, person__employee__isnull=False):
        consents.setdefault(one.person_id, []).append(one)
    place_of = {id(outcome): place for place, outcome in enumerate(taken)}
    for one in employees:
        person = one.person
        register.add(key_of(one), Name(person.last_name, person.first_name, person.patronymic))
        names[key_of(one)] = str(person)
    for outcome in outcomes:
        match = matched.get(place_of.get(id(outcome)))
        if isinstance(match, Fault):
            outcome.row, outcome.faults, match = None, (match,), None
        row = _staff_row(outcome, match, others, consents, around)
        if row.plan:
            register.add(row.plan.key, outcome.row.name)
            names[row.plan.key] = str(outcome.row.name)
        staged.rows.append(row)
        staged.outcomes.append(outcome)
    return register, names


def _staff_row(outcome, employee, others, consents, around) -> StagedRow:
    record, row = outcome.record, outcome.row
    told = StagedRow("staff", record.sheet, record.row, faults=outcome.faults)
    if row is None:
        told.title = " ".join(str(record.get("name") or record.get("last_name") or "").split())[:120]
        told.state = State.REFUSED
        return told
    told.title, told.place = str(row.name), row.position
    known = _other(row, others) if employee is None else None
    plan = PersonPlan(row, key_of(employee) if employee else f"r{row.sheet}/{row.row}", employee, known)
    person = employee.person if employee else known
    _compare_person(plan, told, person, consents)
    position = Position(row.position_code) if row.position_code else None
    work = {
        "position": position if position or employee else Position.OTHER,
        "position_text": row.position,
        "subjects_text": row.subject,
        "education": row.education,
        "category": row.category,
        **{name: getattr(row, name) for name in FURTHER},
    }
    figures = {"experience": row.experience, "experience_teaching": row.experience_teaching}
    shown = {"position_text": "position", "subjects_text": "subjects"}
    for name, value in work.items():
        old = getattr(employee, name) if employee else None
        if name == "position_text" and old == "" and value == employee.post:
            continue
        if value not in ("", None) and value != old:
            plan.work[name] = value
            if name != "position" and not (employee is None and name in ("employment", "rate")):
                told.changes.append((shown.get(name, name), str(old if old is not None else ""), str(value)))
    _compare_years(plan, told, employee, figures)
    role = ROLE_OF.get(position)
    if role and (employee is None or employee.pk not in around.held.roles.get((role, None), ())):
        plan.role = role
        told.changes.append(("role", "", role.value))
    told.plan = plan
    told.state = State.NEW if employee is None else State.CHANGED if told.changes or plan.work else State.UNCHANGED
    told.changes = told.changes if employee else []
    return told


def _compare_years(plan, told, employee, figures) -> None:
    """Years are counted on from the day of the list; a figure that today's count already says changes nothing."""
    today, counted = clock.today(), dict.fromkeys(figures)
    if employee:
        counted = {"experience": employee.years(today), "experience_teaching": employee.years_teaching(today)}
    changed = {name: value for name, value in figures.items() if value is not None and value != counted[name]}
    if changed:
        plan.work |= {name: counted[name] for name in figures} | changed | {"experience_on": today}
        for name, value in changed.items():
            told.changes.append((name, str(counted[name] if counted[name] is not None else ""), str(value)))


def _other(row, others) -> Person | None:
    """Somebody known as a parent or a former student: by PIN with the same name, or by name and phone."""
    name = fold(str(row.name))
    by_pin = others.get(row.pin) if row.pin else None
    if by_pin and fold(str(by_pin)) == name:
        return by_pin
    return others.get((name, row.phone)) if row.phone else None


def _compare_person(plan, told, person, consents) -> None:
    row = plan.row
    stored = str(person or "")
    if not person or fold(stored) != fold(str(row.name)):
        plan.person |= dict(zip(("last_name", "first_name", "patronymic"), row.name, strict=True))
        told.changes.append(("name", stored, str(row.name)))
    if row.restricted:
        return
    given = consents.get(person.pk, []) if person else []
    if not any(one.ends_on is None for one in given):
        if any(one.ends_on >= row.consent.given_on for one in given):
            return
        plan.consent = True
        told.changes.append(("consent", "", f"{row.consent.number} {date_short(row.consent.given_on)}".strip()))
    for code, attribute, shown in PERSONAL:
        new, old = getattr(row, code), getattr(person, attribute) if person else None
        if new and new != old:
            plan.person[attribute] = new
            told.changes.append((code, str(shown(old)) if old else "", str(shown(new))))


def _load_row(outcome, around, names) -> StagedRow:
    record, row = outcome.record, outcome.row
    told = StagedRow("load", record.sheet, record.row, faults=outcome.faults)
    told.title = " · ".join(str(record.get(part)).strip() for part in ("subject", "teacher") if record.get(part))[:160]
    told.place = str(record.get("class") or record.section or "")[:40]
    if row is None:
        told.state = State.REFUSED
        return told
    subject = around.subjects.find(row.subject)
    key = subject.code if subject else around.subjects.want(row.subject)
    group = around.layout.group_of(row.classes, row.group, subject.name_ky if subject else row.subject)
    told.place = group[1] if row.group or len(row.classes) > 1 else class_label(*row.classes[0])
    told.plan = LoadPlan(row, row.teacher, group, key)
    section = around.layout.section(group, subject)
    held, hours = around.held.loads.get(section, {}), hours_of(row.hours)
    mine = {key_id: known for key_id, known in held.items() if f"e{key_id}" == row.teacher}
    if hours in mine.values():
        told.state = State.UNCHANGED
    elif mine:
        told.state = State.CHANGED
        told.changes = [("hours", str(next(iter(mine.values()))), str(hours))]
    elif held:
        told.state = State.CHANGED
        former = ", ".join(names.get(f"e{one}", "—") for one in held)
        told.changes = [("teacher", former, names.get(row.teacher, ""))]
    return told


def _homeroom_row(outcome, around, names) -> StagedRow:
    record, row = outcome.record, outcome.row
    told = StagedRow("homeroom", record.sheet, record.row, faults=outcome.faults)
    told.title = str(record.get("teacher") or "").strip()[:120]
    told.place = str(record.get("class") or record.section or "")[:20]
    if row is None:
        told.state = State.REFUSED
        return told
    told.place = class_label(row.grade, row.letter)
    school_class = around.classes.get((row.grade, row.letter))
    held = around.held.roles.get((Role.HOMEROOM, school_class.pk), set()) if school_class else set()
    told.plan = HomeroomPlan(row, row.teacher)
    if school_class and row.shift and school_class.shift != row.shift:
        told.plan.shift = row.shift
        told.changes.append(("shift", str(school_class.shift), str(row.shift)))
    if row.teacher not in {f"e{one}" for one in held}:
        former = ", ".join(names.get(f"e{one}", "—") for one in sorted(held))
        told.changes.append(("teacher", former, names.get(row.teacher, "")))
        told.state = State.CHANGED if held else State.NEW
        return told
    told.state = State.CHANGED if told.changes else State.UNCHANGED
    return told
