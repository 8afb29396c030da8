"""Saving the staff workbook: people, courses, and two drafts that give nobody access before they are signed."""

from django.db.models import F

from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record_all
from schoolmis.imports import permissions
from schoolmis.imports.staff.compare import HomeroomPlan, LoadPlan, PersonPlan, key_of, wanted_classes
from schoolmis.imports.staff.drafts import Drafts
from schoolmis.imports.staff.held import hours_of
from schoolmis.imports.staff.layout import name_of
from schoolmis.imports.staging import Staged, State
from schoolmis.imports.year import make_classes
from schoolmis.orders.installation import name_first_administrator, name_first_director
from schoolmis.people.models import Consent, Employee, Person, Purpose
from schoolmis.structure.actions import change_class
from schoolmis.structure.models import Group, Section, Subject

BATCH = 500


def import_staff(staged: Staged, by: User, progress) -> list[tuple[str, dict]]:
    """R1-2.2a, R1-5.1a, R3-5.1b: the whole workbook or nothing. Returns what was done, as notes."""
    grant = None if by.is_system else permissions.STAFF.demand(by)
    with acting(by, grant=grant):
        return Saving(staged, by, progress).notes()


class Saving:
    def __init__(self, staged, by, progress):
        self.staged, self.around, self.by = staged, staged.plan, by
        self.rows = [row for row in staged.rows if row.plan]
        self.moved = [row for row in self.rows if row.state in (State.NEW, State.CHANGED)]
        self.employees = {key_of(one): one for one in Employee.objects.select_related("person")}
        self.told = []
        self.progress = lambda part: progress(len(self.rows) * part // 5, len(self.rows))

    def plans(self, of):
        return [row.plan for row in self.moved if isinstance(row.plan, of)]

    def note(self, code, n, **values):
        if n:
            self.told.append((code, {"n": n, **values}))

    def notes(self):
        if self.around.new_school:
            shifts = {(one.row.grade, one.row.letter): one.row.shift for one in self.plans(HomeroomPlan)}
            made = make_classes(self.around.year, wanted_classes(self.staged), self.by, shifts=shifts)
            self.around.classes = made
            self.note("classes_new", len(made), names=", ".join(map(str, made.values())))
            self.around.layout = type(self.around.layout).read(self.around.year)
        self._people()
        self.progress(1)
        self._shifts()
        self._subjects()
        self._groups()
        self.progress(3)
        named = self._first_named()
        drafts = Drafts(self.around, self.by)
        self.told += drafts.loads([self._load_line(plan) for plan in self.plans(LoadPlan)])
        lines = [line for line in self._role_lines() if (line["role"], line["employee"]) not in named]
        self.told += drafts.roles(lines)
        self.progress(5)
        return self.told

    def _people(self):
        plans = self.plans(PersonPlan)
        fresh = [plan for plan in plans if plan.employee is None]
        for plan in plans:
            person = plan.employee.person if plan.employee else plan.known
            if person and plan.person:
                Person.objects.filter(pk=person.pk).update(version=F("version") + 1, **plan.person)
            if plan.employee and plan.work:
                Employee.objects.filter(pk=plan.employee.pk).update(**plan.work)
        unknown = [plan for plan in fresh if plan.known is None]
        made = Person.objects.bulk_create([Person(**plan.person) for plan in unknown], batch_size=BATCH)
        for plan, person in zip(unknown, made, strict=True):
            plan.known = person
        rows = [Employee(person=plan.known, **plan.work) for plan in fresh]
        for plan, employee in zip(fresh, Employee.objects.bulk_create(rows, batch_size=BATCH), strict=True):
            plan.employee = self.employees[plan.key] = employee
        given = [plan for plan in plans if plan.consent]
        Consent.objects.bulk_create(
            Consent(
                person_id=plan.employee.person_id,
                purpose=Purpose.RECORDS,
                starts_on=plan.row.consent.given_on,
                paper=plan.row.consent.number[:60],
                taken_by=self.by,
            )
            for plan in given
        )
        consents = ((plan.employee, {"on": str(plan.row.consent.given_on)}) for plan in given)
        record_all("people.give_consent", consents, by=self.by)
        told = (
            (row.plan.employee, {"row": row.row, "changes": [list(change) for change in row.changes]})
            for row in self.moved
            if isinstance(row.plan, PersonPlan)
        )
        record_all("imports.staff", told, by=self.by)
        self.note("staff_new", len(fresh))
        self.note("staff_changed", len(plans) - len(fresh))

    def _shifts(self):
        for plan in self.plans(HomeroomPlan):
            if plan.shift:
                change_class(self.around.classes[plan.row.grade, plan.row.letter], shift=plan.shift, by=self.by)

    def _subjects(self):
        """A subject nobody named before is made with the written name in both languages, for the school to complete."""
        needed = {plan.subject for plan in self.plans(LoadPlan)}
        wanted = {key: told for key, told in self.around.subjects.wanted.items() if key in needed}
        order = (Subject.objects.order_by("-order").values_list("order", flat=True).first() or 0) + 10
        made = Subject.objects.bulk_create(
            Subject(code=code, name_ky=ky, name_ru=ru, order=order + place)
            for place, (code, ky, ru) in enumerate(wanted.values())
        )
        record_all("structure.add_subject", ((one, {"code": one.code}) for one in made), by=self.by)
        self.subjects = self.around.subjects.by_code | dict(zip(wanted, made, strict=True))
        self.note("subjects_new", len(made), names=", ".join(one.name_ky for one in made))

    def _groups(self):
        """Groups and sections for the lines that need them; the order on the load opens them to their teachers."""
        layout, plans = self.around.layout, self.plans(LoadPlan)
        wanted = {plan.group[:2]: plan for plan in plans if plan.group[:2] not in layout.groups}
        rows = [
            Group(year=self.around.year, kind=kind, name=name, name_ru=self._in_russian(plan) if plan.row.group else "")
            for (kind, name), plan in wanted.items()
        ]
        for group, plan in zip(Group.objects.bulk_create(rows), wanted.values(), strict=True):
            group.classes.set([self.around.classes[one] for one in plan.group[2]])
            layout.groups[group.kind, group.name] = group
        record_all("structure.add_group", ((one, {}) for one in rows), by=self.by)
        sections = {}
        for plan in plans:
            key = layout.groups[plan.group[:2]].pk, self.subjects[plan.subject].pk
            if key not in layout.sections:
                sections[key] = Section(group_id=key[0], subject_id=key[1], hours=hours_of(plan.row.hours))
        made = Section.objects.bulk_create(sections.values(), batch_size=BATCH)
        layout.sections |= {(one.group_id, one.subject_id): one.pk for one in made}
        fresh = Section.objects.filter(pk__in=[one.pk for one in made]).select_related("subject", "group")
        record_all("structure.add_section", ((one, {"hours": str(one.hours)}) for one in fresh), by=self.by)
        self.note("groups_new", len(rows))
        self.note("sections_new", len(made))

    def _in_russian(self, plan) -> str:
        return name_of(plan.row.classes, plan.row.group, self.subjects[plan.subject].name_ru)

    def _load_line(self, plan):
        section = self.around.layout.sections[
            self.around.layout.groups[plan.group[:2]].pk, self.subjects[plan.subject].pk
        ]
        employee = self.employees[plan.teacher]
        return {"section": section, "employee": employee.pk, "hours": str(hours_of(plan.row.hours))}

    def _role_lines(self):
        lines = [
            {"employee": plan.employee.pk, "role": plan.role.value, "class": None}
            for plan in self.plans(PersonPlan)
            if plan.role
        ]
        held = self.around.held.roles
        for plan in self.plans(HomeroomPlan):
            school_class = self.around.classes[plan.row.grade, plan.row.letter]
            employee = self.employees[plan.teacher].pk
            if employee not in held.get((Role.HOMEROOM, school_class.pk), ()):
                lines.append({"employee": employee, "role": Role.HOMEROOM.value, "class": school_class.pk})
        return lines

    def _first_named(self) -> set[tuple[str, int]]:
        """Order № 0 names the first director and administrator, where nobody could sign an order yet."""
        named = set()
        if not self.by.is_system or RoleGrant.objects.filter(role=Role.DIRECTOR).exists():
            return named
        for role, act in ((Role.DIRECTOR, name_first_director), (Role.ADMINISTRATOR, name_first_administrator)):
            plans = [plan for plan in self.plans(PersonPlan) if plan.role == role]
            if len(plans) != 1 or RoleGrant.objects.filter(role=role).exists():
                continue
            person = Person.objects.get(pk=plans[0].employee.person_id)
            act(person, by=self.by)
            named.add((role.value, plans[0].employee.pk))
            values = {"role": str(role.label), "name": str(person), "user": person.user_id}
            self.told.append(("first_named", values))
        return named
