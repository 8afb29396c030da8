"""Saving a compared list: one act on many students, in a few statements, each student in the book.

The rules of the single acts (`keep_student`, `admit_student`, `give_consent`, `add_guardian`) hold here: without a
consent the name alone is kept, a spell rests on an order, and one person is one record.
"""

from django.db.models import F
from django.db.models.functions import Greatest

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record_all
from schoolmis.imports.staging import Staged, State
from schoolmis.imports.year import day_in, make_classes
from schoolmis.orders.actions import draft_order
from schoolmis.orders.installation import opening_order
from schoolmis.people.models import Address, Consent, Person, Purpose
from students import permissions
from students.actions.keeping import demanded, give_file_numbers
from students.imports.facts import BOOKED_APART, save_facts
from students.imports.subgroups import fill_subgroups
from students.models import Enrolment, Guardianship, Membership, Placement, Student

BATCH = 500


def import_students(staged: Staged, by: User, progress) -> list[tuple[str, dict]]:
    """R1-1.2c, R1-6.2, R3-3j: the whole list or nothing. Returns what was done, as notes."""
    grant = demanded(permissions.IMPORT, by)
    rows = [row for row in staged.rows if row.plan and row.state in (State.NEW, State.CHANGED)]
    with acting(by, grant=grant):
        return Saving(staged.plan, rows, by, progress).notes()


class Saving:
    def __init__(self, around, rows, by, progress):
        self.around, self.rows, self.by = around, rows, by
        self.plans = [row.plan for row in rows]
        self.fresh = [plan for plan in self.plans if plan.student is None]
        self.changed = [(row, row.plan) for row in rows if row.plan.student is not None]
        self.progress = lambda part: progress(len(rows) * part // 6, len(rows))

    def notes(self):
        told = self._classes()
        self.progress(1)
        self._people()
        self.progress(2)
        told += self._consents() + self._guardians()
        self._homes()
        self.progress(4)
        told += self._moves()
        save_facts(self.plans, self.by, self.around.year)
        self.progress(5)
        self._book()
        told += fill_subgroups(self.by)
        self.progress(6)
        restricted = sum(plan.row.restricted for plan in self.fresh)
        counts = [
            ("students_new", len(self.fresh)),
            ("students_changed", len(self.changed)),
            ("students_restricted", restricted),
        ]
        return [(code, {"n": n}) for code, n in counts if n] + told

    def _classes(self):
        if not self.around.new_school or not self.plans:
            return []
        wanted = {plan.place for plan in self.plans} - self.around.classes.keys()
        spoken = [(plan.place, plan.row.language) for plan in self.plans]
        made = make_classes(self.around.year, wanted, self.by, languages=spoken)
        self.around.classes |= made
        return [("classes_new", {"names": ", ".join(map(str, made.values()))})] if made else []

    def _people(self):
        """People first, then students; a person known by the PIN becomes a student and stays one person."""
        unknown = [plan for plan in self.fresh if plan.known is None]
        for plan in self.fresh:
            if plan.known and plan.person:
                _change(plan.known, plan.person)
        made = Person.objects.bulk_create([Person(**plan.person) for plan in unknown], batch_size=BATCH)
        for plan, person in zip(unknown, made, strict=True):
            plan.known = person
        made = Student.objects.bulk_create([Student(person=plan.known) for plan in self.fresh], batch_size=BATCH)
        for plan, student in zip(self.fresh, made, strict=True):
            plan.student = student
        for _row, plan in self.changed:
            if plan.person:
                _change(plan.student.person, plan.person)

    def _consents(self):
        given = [plan for plan in self.plans if plan.consent]
        Consent.objects.bulk_create(
            [
                Consent(
                    person=plan.student.person,
                    purpose=Purpose.RECORDS,
                    starts_on=plan.row.consent.given_on,
                    paper=plan.row.consent.number[:60],
                    taken_by=self.by,
                )
                for plan in given
            ],
            batch_size=BATCH,
        )
        told = (
            (plan.student.person, {"purpose": Purpose.RECORDS.value, "on": str(plan.row.consent.given_on)})
            for plan in given
        )
        record_all("people.give_consent", told, by=self.by)
        return [("consents_new", {"n": len(given)})] if given else []

    def _homes(self):
        """The district by the official list; the line of the card stays as it was written."""
        moved, on = [plan for plan in self.plans if plan.district], clock.today()
        people = [plan.student.person for plan in moved]
        former = Address.objects.filter(person__in=people, kind=Address.Kind.ACTUAL, ends_on=None)
        former.update(ends_on=Greatest(F("starts_on"), on))
        Address.objects.bulk_create(
            [
                Address(
                    person=plan.student.person,
                    kind=Address.Kind.ACTUAL,
                    place=plan.district,
                    as_written=plan.student.person.address,
                )
                for plan in moved
            ],
            batch_size=BATCH,
        )

    def _guardians(self):
        wanted = [(plan.student, one) for plan in self.plans for one in plan.guardians]
        unknown = {one.key: one for _student, one in reversed(wanted) if one.person is None}
        people = Person.objects.bulk_create(
            [
                Person(
                    last_name=one.row.name.last,
                    first_name=one.row.name.first,
                    patronymic=one.row.name.patronymic,
                    phone=one.row.phone,
                )
                for one in unknown.values()
            ],
            batch_size=BATCH,
        )
        made = dict(zip(unknown, people, strict=True))
        changed = set()
        for _student, one in wanted:
            if one.changes and one.person.pk not in changed:
                changed.add(one.person.pk)
                _change(one.person, one.changes)
        on = clock.today()
        ties = [(student, one.person or made[one.key], one.row.relation) for student, one in wanted if one.link]
        links = Guardianship.objects.bulk_create(
            [
                Guardianship(student=student, guardian=person, relation=relation, starts_on=on)
                for student, person, relation in ties
            ],
            batch_size=BATCH,
        )
        told = ((link.student, {"guardian": link.guardian_id, "relation": link.relation}) for link in links)
        record_all("students.add_guardian", told, by=self.by)
        return [("guardians_new", {"n": len(people)})] if people else []

    def _moves(self):
        moving = {"admit": [], "restore": [], "transfer": [], "": []}
        for plan in self.plans:
            if not plan.registers:
                moving[plan.moves].append(plan)
        self._register([plan for plan in self.plans if plan.registers and plan.moves == "admit"])
        self._replace([plan for plan in self.plans if plan.registers and plan.moves == "transfer"])
        told = []
        for name, kind in (("admit", "admission"), ("restore", "restoration"), ("transfer", "transfer")):
            if moving[name]:
                lines = [{"student": one.student.pk, "class": self._class(one).pk} for one in moving[name]]
                payload = {"from": day_in(self.around.year).isoformat(), "students": lines}
                order = draft_order(kind, by=self.by, payload=payload)
                told.append((f"{kind}_drafted", {"n": len(lines), "order": order.pk}))
        return told

    def _register(self, plans):
        """The opening register: what was true before the system stands under order № 0 from the year's first day."""
        if not plans:
            return
        order, first = opening_order(), self.around.year.starts_on
        spells = [Enrolment(student=one.student, order=order, starts_on=first) for one in plans]
        Enrolment.objects.bulk_create(spells, batch_size=BATCH)
        Placement.objects.bulk_create([self._place(one, order, first) for one in plans], batch_size=BATCH)
        give_file_numbers([one.student for one in plans if not one.student.file_number], by=self.by)

    def _replace(self, plans):
        """Another class of the register from today on; the days before keep the class they had."""
        on, order = day_in(self.around.year), opening_order() if plans else None
        going = Placement.objects.filter(student__in=[plan.student for plan in plans], ends_on=None)
        leaving = dict(going.values_list("student_id", "school_class_id"))
        going.update(ends_on=Greatest(F("starts_on"), on))
        for plan in plans:
            Membership.objects.filter(
                student=plan.student, ends_on=None, group__classes=leaving.get(plan.student.pk)
            ).update(ends_on=Greatest(F("starts_on"), on))
        Placement.objects.bulk_create([self._place(plan, order, on) for plan in plans], BATCH)

    def _class(self, plan):
        return self.around.classes[plan.place]

    def _place(self, plan, order, on):
        return Placement(student=plan.student, school_class=self._class(plan), order=order, starts_on=on)

    def _book(self):
        """students.import: with the former and the new value of each field that changed."""
        fresh = ((plan.student, {"class": str(self._class(plan)), "row": plan.row.row}) for plan in self.fresh)
        record_all("students.import", fresh, by=self.by)
        changes = lambda row: [list(change) for change in row.changes if change[0] not in BOOKED_APART]  # noqa: E731
        changed = ((plan.student, {"row": plan.row.row, "changes": changes(row)}) for row, plan in self.changed)
        record_all("students.import", changed, by=self.by)


def _change(person: Person, fields: dict) -> None:
    Person.objects.filter(pk=person.pk).update(version=F("version") + 1, **fields)
    for name, value in fields.items():
        setattr(person, name, value)
    if person.user_id and {"last_name", "first_name"} & fields.keys():
        User.objects.filter(pk=person.user_id).update(name=person.short_name)
