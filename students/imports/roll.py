"""What the school knows already, read in a few statements for a whole list."""

from dataclasses import dataclass, field
from datetime import date

from schoolmis.orders.models import Order, Series
from schoolmis.people.models import Address, Consent, Person, Purpose
from schoolmis.people.names import Name, fold
from schoolmis.structure.models import SchoolClass
from students.imports.facts import KnownFacts
from students.models import Enrolment, Guardianship, Placement, Student
from students.rules.contingent import KnownStudent

DRAFTED = ("admission", "restoration", "transfer")


def name_of(person: Person) -> Name:
    return Name(person.last_name, person.first_name, person.patronymic)


@dataclass
class Roll:
    """By student's id, unless said otherwise."""

    students: dict[int, Student]
    consents: dict[int, list[Consent]] = field(default_factory=dict)
    """By person's id, withdrawn ones too."""
    spells: set[int] = field(default_factory=set)
    """Students on the roll on the day."""
    been: set[int] = field(default_factory=set)
    """Students who have ever been on the roll: they come back by an order of restoration (R7-4)."""
    places: dict[int, Placement] = field(default_factory=dict)
    guardians: dict[int, list[Guardianship]] = field(default_factory=dict)
    homes: dict[int, str] = field(default_factory=dict)
    """Code of the district of residence by person's id."""
    drafted: dict[int, tuple[str, SchoolClass | None]] = field(default_factory=dict)
    """(kind of the order, class) that a draft waiting for signature names."""
    facts: KnownFacts = field(default_factory=KnownFacts)

    @classmethod
    def read(cls, day: date) -> "Roll":
        roll = cls({one.pk: one for one in Student.objects.filter(person__merged_into=None).select_related("person")})
        people = Consent.objects.filter(purpose=Purpose.RECORDS, person__student__isnull=False)
        for consent in people:
            roll.consents.setdefault(consent.person_id, []).append(consent)
        for student, starts_on, ends_on in Enrolment.objects.values_list("student_id", "starts_on", "ends_on"):
            if ends_on is None or ends_on > starts_on:
                roll.been.add(student)
            if ends_on is None or ends_on > day:
                roll.spells.add(student)
        places = Placement.objects.on(day).select_related("school_class", "order")
        roll.places = {one.student_id: one for one in places}
        for link in Guardianship.objects.filter(ends_on=None).select_related("guardian"):
            roll.guardians.setdefault(link.student_id, []).append(link)
        homes = Address.objects.filter(kind=Address.Kind.ACTUAL, ends_on=None, person__student__isnull=False)
        roll.homes = dict(homes.values_list("person", "place"))
        roll.facts = KnownFacts.read(day)
        classes = SchoolClass.objects.in_bulk()
        for order in Order.objects.filter(kind__in=DRAFTED, status=Order.Status.DRAFT, annulled_at=None):
            for line in order.payload.get("students", []):
                roll.drafted[line["student"]] = order.kind, classes.get(line.get("class"))
        return roll

    def class_of(self, pk: int) -> SchoolClass | None:
        """The class now, or the one a draft names."""
        kind, school_class = self.drafted.get(pk, ("", None))
        return school_class if school_class else self.places[pk].school_class if pk in self.places else None

    def registered(self, pk: int) -> bool:
        """The class stands under order № 0: the register may still be put right without an order of its own."""
        return pk not in self.places or self.places[pk].order.series == Series.OPENING

    def open_consent(self, person: Person) -> Consent | None:
        return next((one for one in self.consents.get(person.pk, ()) if one.ends_on is None), None)

    def withdrawn_since(self, person: Person, given_on: date) -> date | None:
        """The day on which a consent given on `given_on` was withdrawn: an old list does not bring it back."""
        days = [one.ends_on for one in self.consents.get(person.pk, ()) if one.ends_on and one.ends_on >= given_on]
        return max(days, default=None)

    def known(self) -> list[KnownStudent]:
        return [
            KnownStudent(pk, name_of(one.person), one.person.pin or "", one.person.born_on, self._class_key(pk))
            for pk, one in self.students.items()
        ]

    def _class_key(self, pk):
        school_class = self.class_of(pk)
        return (school_class.grade, school_class.letter) if school_class else None


def people_with_pins(pins) -> dict[str, Person]:
    """People who are no students yet and have one of the PINs."""
    found = Person.objects.filter(pin__in=[pin for pin in pins if pin], student=None)
    return {person.pin: person for person in found}


def people_by_phone(phones) -> dict[tuple[str, str], Person]:
    """(folded name, phone) → person: the same name and the same phone are one person, anything less is not."""
    found = Person.objects.filter(merged_into=None, phone__in=[phone for phone in phones if phone], student=None)
    return {(fold(str(person)), person.phone): person for person in found.order_by("-pk")}
