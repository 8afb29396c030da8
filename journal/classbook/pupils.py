"""Students of a class for its journal: who they are, when they came and left, whom the school writes to."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from journal.models import Briefing
from schoolmis import clock
from schoolmis.orders.models import Series
from schoolmis.people.phones import show_phone
from students import permissions
from students.models import Enrolment, Guardianship, Health, Placement, Student

DAY = timedelta(days=1)


@dataclass
class Pupil:
    """`came`, `left`: (day, label of the order); personal data only under a consent (R1-6.2)."""

    id: int
    name: str
    short: str
    file: str
    consented: bool
    born: date | None = None
    sex: str = ""
    address: str = ""
    guardians: list = field(default_factory=list)
    came: tuple = ()
    left: tuple = ()


def pupils(school_class, first: date, last: date) -> list[Pupil]:
    """In the alphabet's order; four statements."""
    places = Placement.objects.filter(school_class=school_class, starts_on__lte=last).exclude(ends_on__lte=first)
    spans = {}
    for one in places.select_related("order").order_by("starts_on"):
        spans.setdefault(one.student_id, []).append(one)
    rows = Student.objects.filter(pk__in=spans).with_consent().select_related("person").order_by("person__sort_key")
    found = {one.pk: _pupil(one, spans[one.pk], first) for one in rows}
    left = Enrolment.objects.filter(student__in=found, departure_order__isnull=False).select_related("departure_order")
    orders = {(one.student_id, one.ends_on): one.departure_order.label for one in left}
    for pk, pupil in found.items():
        end = spans[pk][-1].ends_on
        if end and end <= last:
            pupil.left = (end - DAY, orders.get((pk, end), ""))
    shown = [pk for pk, pupil in found.items() if pupil.consented]
    for link in Guardianship.objects.on(min(last, clock.today())).filter(student__in=shown).select_related("guardian"):
        who = f"{link.guardian} ({link.get_relation_display()})"
        found[link.student_id].guardians.append((who, show_phone(link.guardian.phone) if link.guardian.phone else ""))
    return list(found.values())


def _pupil(student, places, first) -> Pupil:
    person, order = student.person, places[0].order
    made = Pupil(
        student.pk,
        str(person),
        f"{person.last_name} {person.first_name}".strip(),
        student.file_number or "",
        student.consented,
    )
    if student.consented:
        made.born, made.sex, made.address = person.born_on, person.sex, person.address
    if places[0].starts_on > first:
        made.came = (places[0].starts_on, "" if order.series == Series.OPENING else order.label)
    return made


def sport_groups(reader, who: list[Pupil], day: date) -> dict[int, str]:
    """{student: group for physical education} of those whose health `reader` may see; illnesses stand on no paper.

    Under a consent alone (R1-6.2); one statement and one for the right.
    """
    if reader is None:
        return {}
    mine = permissions.RESTRICTED.visible(reader, Student.objects.filter(pk__in=[p.id for p in who if p.consented]))
    notes = Health.objects.on(day).filter(student__in=mine.values("pk")).exclude(sport="")
    return dict(notes.values_list("student_id", "sport"))


def briefings(school_class, first: date, last: date) -> list[Briefing]:
    """The class's briefings of the book's days, each with the ids of who was instructed; two statements."""
    held = Briefing.objects.filter(school_class=school_class, on__range=(first, last), annulled_at=None)
    found = list(held.select_related("held_by").prefetch_related("briefed"))
    for one in found:
        one.ids = {row.student_id for row in one.briefed.all()}
    return found
