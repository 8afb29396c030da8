"""Parents of a list: one person for all the siblings, never two people merged into one (R1-1.2c)."""

from dataclasses import dataclass, field

from schoolmis.people.models import Person
from schoolmis.people.names import fold
from students.imports.roll import Roll, name_of, people_by_phone
from students.models import Guardianship, Student
from students.rules.contingent import GuardianRow, StudentRow
from students.rules.importing import better_name


@dataclass
class GuardianPlan:
    """`person`: who is known already; `key`: equal for rows that mean one new person; `link`: the tie to be made."""

    row: GuardianRow
    person: Person | None
    key: tuple
    link: bool
    changes: dict = field(default_factory=dict)

    def told(self) -> list[tuple[str, str, str]]:
        relation = self.row.relation
        if self.link:
            return [(relation, "", f"{self.row.name} {self.row.phone}".strip())]
        found = []
        if "last_name" in self.changes:
            found.append((relation, str(self.person), str(self.row.name)))
        if "phone" in self.changes:
            found.append((f"{relation}_phone", self.person.phone, self.changes["phone"]))
        return found


class Guardians:
    """The same folded name with the same phone is one person; so is the student's own guardian by that name."""

    def __init__(self, roll: Roll, rows: list[tuple[StudentRow, int | None]]):
        self.roll = roll
        self.by_phone = people_by_phone({p for row, _id in rows for one in row.guardians for p in one.phones})
        self.fresh: dict[tuple[str, str], tuple] = {}
        # A phone that one sibling's row confirms is not changed by the other sibling's row.
        self.confirmed = set()
        for row, student in rows:
            for one in row.guardians:
                link = self._linked(one, student)
                if link and link.guardian.phone in one.phones:
                    self.confirmed.add(link.guardian_id)

    def _linked(self, one: GuardianRow, student: int | None) -> Guardianship | None:
        links, told = self.roll.guardians.get(student, ()), fold(str(one.name))
        for link in links:
            if fold(str(link.guardian)) == told:
                return link
        for link in links:
            known = name_of(link.guardian)
            same = fold(known.first) == fold(one.name.first) and link.guardian.phone in one.phones
            if same and link.relation == one.relation:
                return link
        return None

    def plans(self, row: StudentRow, student: Student | None) -> list[GuardianPlan]:
        found, seen = [], set()
        for place, one in enumerate(row.guardians):
            plan = self._plan(one, row, student, place)
            if plan.key not in seen:
                seen.add(plan.key)
                found.append(plan)
        return found

    def _plan(self, one, row, student, place) -> GuardianPlan:
        link = self._linked(one, student and student.pk)
        if link:
            plan = GuardianPlan(one, link.guardian, ("known", link.guardian_id), link=False)
            self._changes(plan)
            return plan
        told = fold(str(one.name))
        for phone in one.phones:
            if known := self.by_phone.get((told, phone)):
                return GuardianPlan(one, known, ("known", known.pk), link=True)
        key = next((self.fresh[told, phone] for phone in one.phones if (told, phone) in self.fresh), None)
        key = key or (told, row.sheet, row.row, place)
        self.fresh |= {(told, phone): key for phone in one.phones}
        return GuardianPlan(one, None, key, link=True)

    def _changes(self, plan: GuardianPlan) -> None:
        person, one = plan.person, plan.row
        name = better_name((person.last_name, person.first_name, person.patronymic), one.name)
        if name:
            plan.changes |= dict(zip(("last_name", "first_name", "patronymic"), name, strict=True))
        if one.phone and person.phone not in one.phones and person.pk not in self.confirmed:
            plan.changes["phone"] = one.phone
