"""What a personal file holds, read once for its paper."""

from dataclasses import dataclass, field

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.people.models import Person
from students.models import Result, Student, StudentDocument, YearDecision
from students.timeline import facts, settled_of


@dataclass
class FileStory:
    """`years`: headings; `marks`: rows of a subject and its marks by year; `left`: the last departure in words."""

    person: Person
    number: str
    consented: bool
    full_pin: bool
    school_class: str = ""
    since: object = None
    homeroom: str = ""
    left: str = ""
    former_names: list = field(default_factory=list)
    addresses: list = field(default_factory=list)
    guardians: list = field(default_factory=list)
    facts: list = field(default_factory=list)
    documents: list = field(default_factory=list)
    years: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    outcomes: list = field(default_factory=list)


def story_of(student: Student, *, full_pin: bool) -> FileStory:
    """`student` comes with `consented`."""
    today = clock.today()
    spells = list(student.enrolments.select_related("order", "departure_order"))
    places = list(student.placements.select_related("order", "school_class"))
    now = next((one for one in reversed(places) if one.starts_on <= today), None)
    story = FileStory(student.person, student.file_number or "____", student.consented, full_pin)
    story.former_names = list(student.person.former_names.all())
    forms = student.study_forms.select_related("order", "ended_by")
    story.facts = facts(spells, places, forms, settled=settled_of(student))
    if spells:
        story.since = spells[0].starts_on
        last = spells[-1]
        if last.ends_on and last.ends_on <= today:
            story.left = f"№ {last.departure_order.label}" if last.departure_order else ""
    if now:
        story.school_class = str(now.school_class)
        grants = RoleGrant.objects.on(today).filter(role=Role.HOMEROOM, school_class=now.school_class)
        story.homeroom = next((str(one.user) for one in grants.select_related("user")), "")
    _marks(student, story)
    if student.consented:
        story.addresses = list(student.person.addresses.filter(ends_on=None))
        story.guardians = list(student.guardianships.on(today).select_related("guardian"))
        story.documents = list(StudentDocument.objects.in_force().filter(student=student))
    return story


def _marks(student, story):
    found = Result.objects.filter(student=student, period=Result.Period.YEAR).select_related("subject", "year")
    found = list(found.order_by("year__starts_on", "subject__order"))
    years = list(dict.fromkeys(one.year for one in found))
    by_subject = {}
    for one in found:
        by_subject.setdefault(one.subject, {})[one.year_id] = one.value or one.text
    decided = YearDecision.objects.filter(student=student, order__isnull=False).select_related("year_end")
    outcomes = {one.year_end.year_id: str(one.get_outcome_display()) for one in decided}
    story.years = [str(one) for one in years]
    story.marks = [(str(subject), *(row.get(one.pk, "") for one in years)) for subject, row in by_subject.items()]
    story.outcomes = [outcomes.get(one.pk, "") for one in years]
