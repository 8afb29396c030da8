"""The demo's opening register and admission: records, consents, spells and places."""

from datetime import date

from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.orders.demo import signed
from schoolmis.orders.installation import opening_order
from schoolmis.people.models import Consent, Person, Purpose
from schoolmis.structure.models import Group
from students.actions import give_file_numbers
from students.demo.families import families
from students.models import Enrolment, Guardianship, Membership, Placement, Student

WITHOUT_CONSENT = 6
SCHOOLS = (
    "Бөкөнбаев айылындагы № 2 орто мектеп",
    "Балыкчы шаарындагы № 4 орто мектеп",
    "Бишкек шаарындагы № 85 орто мектеп",
    "Каракол шаарындагы № 11 мектеп-гимназия",
)
CAME = [
    *zip(SCHOOLS, ("Y-03", "Y-52", "GB-01", "Y-51"), strict=True),
    ("Россия, Новосибирск шаары, № 17 орто мектеп", "KG-00"),
]


@demo.part(order=20)
def students(progress, story):
    """Families, and the opening register of order № 0: who studied here last year."""
    progress("Families")
    children = families(story)
    with acting(story.installer):
        keep(story, children)
    register(story, [one for one in children if one.before])
    story.children = children
    story.ability = {one.student.pk: story.rng(f"ability {n}").gauss(0, 1) for n, one in enumerate(children)}


@demo.part(order=23)
def roll(progress, story):
    """Who was promoted sits in the class of the order; the others are admitted."""
    progress("Admission by order")
    seats = Placement.objects.filter(school_class__year=story.year).select_related("school_class")
    now = {seat.student_id: (seat.school_class.grade, seat.school_class.letter) for seat in seats}
    for one in story.children:
        one.now = now.get(one.student.pk, None if one.before else one.now)
    admit(story, [one for one in story.children if one.now and not one.before])
    give_file_numbers([one.student for one in story.children], by=story.installer)
    divide(story, story.children)


def keep(story, children):
    """The records, with consents and guardians; without a consent the name alone (R1-6.2)."""
    rng = story.rng("consents")
    staying = [one for one in children if one.now and len(one.family) and one is not children[0]]
    for one in rng.sample(staying[3:], min(WITHOUT_CONSENT, len(staying) // 20)):
        one.consented = False
        one.person.sex, one.person.born_on, one.person.pin, one.person.address = "", None, None, ""
    answering = {id(one): one for child in children if child.consented for one, _relation in child.family}
    Person.objects.bulk_create(answering.values(), batch_size=500)
    Person.objects.bulk_create([one.person for one in children], batch_size=500)
    for one in children:
        one.student = Student(person=one.person)
    Student.objects.bulk_create([one.student for one in children], batch_size=500)
    agreed = [one for one in children if one.consented]
    on = story.day(8, 18)
    secretary = story.users["secretary"]
    Consent.objects.bulk_create(
        [
            Consent(person=one.person, starts_on=on, paper=f"М-{n}", taken_by=secretary)
            for n, one in enumerate(agreed, 1)
        ]
        + [
            Consent(person=one.person, purpose=Purpose.SITE, starts_on=on, paper=f"М-{n}", taken_by=secretary)
            for n, one in enumerate(agreed, 1)
            if one.now and n % 3
        ]
    )
    Guardianship.objects.bulk_create(
        Guardianship(student=one.student, guardian=person, relation=relation, starts_on=on)
        for one in agreed
        for person, relation in one.family
    )
    record("students.keep_register", by=story.installer, students=len(children))


def register(story, children):
    """Spells and places of last year, as the annex of order № 0."""
    order, rng = opening_order(), story.rng("enrolments")
    begins = story.last_year.starts_on
    with acting(story.installer):
        spells, seats = [], []
        for one in children:
            came = date(story.first - one.before[0], 9, 1)
            if one.before[0] > 1 and rng.random() < 0.06:
                came = date(story.first - rng.randint(1, one.before[0] - 1), 9, 1)
            spells.append(
                Enrolment(
                    student=one.student,
                    order=order,
                    starts_on=min(came, begins),
                    came_from=rng.choice(SCHOOLS) if came.year > story.first - one.before[0] else "",
                )
            )
            former = story.former[one.before]
            seats.append(Placement(student=one.student, school_class=former, order=order, starts_on=begins))
        Enrolment.objects.bulk_create(spells, batch_size=500)
        Placement.objects.bulk_create(seats, batch_size=500)
        record("students.opening_register", order, by=story.installer, students=len(children))


def admit(story, children):
    """Grade 1 and the newcomers of the summer, by orders of admission that carry themselves out."""
    rng = story.rng("admission")
    for title, those in (
        ("1-класска окуучуларды кабыл алуу жөнүндө", [one for one in children if one.now[0] == 1]),
        ("Окуучуларды мектепке кабыл алуу жөнүндө", [one for one in children if one.now[0] > 1]),
    ):
        rows = [
            {"student": one.student.pk, "class": story.classes[one.now].pk, "documents": [applied(story.day(8, 26))]}
            | (dict(zip(("came_from", "came_place"), rng.choice(CAME), strict=True)) if one.now[0] > 1 else {})
            for one in those
        ]
        if rows:
            payload = {"from": f"{story.year.starts_on}", "students": rows}
            words = {"title_ky": title, "basis_ky": "Ата-энелеринин арыздары", "basis_ru": "Заявления родителей"}
            signed(story, "admission", story.day(8, 28), payload, by=story.users["secretary"], **words)


def applied(on, number="б/н"):
    """The parents' application, as a line of an order has it."""
    return {"code": "application", "number": number, "on": f"{on}"}


def divide(story, children):
    """Subgroups by the alphabet: the first half of a class and the second."""
    groups = {}
    for group in Group.objects.filter(year=story.year, kind=Group.Kind.SUBGROUP).prefetch_related("classes"):
        groups.setdefault(group.classes.all()[0].pk, []).append(group)
    keys = dict(Person.objects.filter(student__isnull=False).values_list("pk", "sort_key"))
    rows = []
    for key, school_class in story.classes.items():
        parts = sorted(groups.get(school_class.pk, ()), key=lambda group: group.name)
        mine = sorted((one for one in children if one.now == key), key=lambda one: keys[one.person.pk])
        for place, one in enumerate(mine if parts else ()):
            part = parts[place * len(parts) // len(mine)]
            rows.append(Membership(student=one.student, group=part, starts_on=story.year.starts_on))
    with acting(story.installer):
        Membership.objects.bulk_create(rows, batch_size=500)
