"""What happened in the demo's year: orders of movement, exemptions, a consent withdrawn; and who may look in."""

from datetime import date

from schoolmis import demo
from schoolmis.demo.names import People
from schoolmis.orders.actions import draft_order
from schoolmis.orders.demo import account, signed
from schoolmis.people.actions import withdraw_consent
from schoolmis.people.models import Purpose
from schoolmis.structure.models import Group, Subject
from students.actions import exempt_student, join_group, keep_student
from students.demo.register import SCHOOLS, applied
from students.models import Guardianship, Relation, Student
from students.rules.movement import Ground


def in_class(story, grade, letter, place):
    """A student of a class by place in the alphabet, or None where there is no such class."""
    of = story.classes.get((grade, letter))
    found = Student.objects.in_class(of, story.year.starts_on)[place : place + 1] if of else ()
    return found[0] if found else None


@demo.part(order=30)
def movement(progress, story):
    """A child came in September, some changed classes and one left in October, one departure waits to be signed."""
    progress("Movement by order")
    left_early, left_late = in_class(story, 4, "Б", 8), in_class(story, 6, "Б", 11)
    moves = [
        {"student": student.pk, "class": story.classes[grade, to].pk, "documents": [applied(story.day(10, 9))]}
        for grade, letter, to, place in ((3, "Б", "А", 4), (8, "Б", "А", 6), (7, "А", "Б", 3))
        if (student := in_class(story, grade, letter, place)) and (grade, to) in story.classes
    ]
    for on, kind, rows in (
        (story.day(9, 7), "admission", newcomer(story)),
        (
            story.day(9, 18),
            "departure",
            left_early and leaving(left_early, Ground.SCHOOL, SCHOOLS[3], story.day(9, 16)),
        ),
        (story.day(10, 12), "transfer", moves),
        (
            story.day(10, 23),
            "departure",
            left_late and leaving(left_late, Ground.MOVED, "Бишкек шаары, Ленин району", story.day(10, 21)),
        ),
    ):
        if rows and story.past(on):
            order = {
                "by": story.users["secretary"],
                "basis_ky": "Ата-энесинин арызы",
                "basis_ru": "Заявление родителей",
                "executed": on.month < 10,
            }
            signed(story, kind, on, {"students": rows}, **order)
    if moves and story.past(story.day(10, 12)):
        join_subgroups(story, moves, story.day(10, 12))
    waits = in_class(story, 9, "Б", 5) or in_class(story, *max(story.classes), 0)
    payload = {"from": f"{story.today}", "students": leaving(waits, Ground.SCHOOL, SCHOOLS[1], story.today)}
    draft_order(
        "departure",
        by=story.users["secretary"],
        payload=payload,
        basis_ky="Ата-энесинин арызы",
        basis_ru="Заявление родителей",
    )


def join_subgroups(story, moves, on):
    """Who comes into a divided class is put into its second subgroup."""
    for row in moves:
        part = Group.objects.filter(kind=Group.Kind.SUBGROUP, classes=row["class"]).order_by("name").last()
        if part:
            join_group(Student.objects.get(pk=row["student"]), part, on=on, by=story.users["secretary"])


def newcomer(story):
    """Rows of the order that takes in a child who came after the year had begun."""
    if not story.past(story.day(9, 7)):
        return []
    grade, letter = max((key for key in story.classes if key[0] in (1, 7)), default=max(story.classes))
    people = People(story.rng("later"))
    born = people.day(date(story.first - 6 - grade, 9, 2), date(story.first - 6 - grade, 12, 30))
    data = {
        "last_name": "Ысакова",
        "first_name": "Жаркынай",
        "patronymic": "Үсөновна",
        "sex": "f",
        "born_on": born,
        "pin": people.pin("f", born),
        "address": people.address(),
    }
    student = keep_student(data, consent=(story.day(9, 4), "М-901"), by=story.users["secretary"])
    story.ability[student.pk] = 0.4
    return [
        {
            "student": student.pk,
            "class": story.classes[grade, letter].pk,
            "came_from": SCHOOLS[2],
            "came_place": "GB-03",
            "documents": [applied(story.day(9, 4))],
        }
    ]


def leaving(student, ground, where, on):
    given = [applied(on)]
    if ground == Ground.SCHOOL:
        given.append({"code": "confirmation", "number": "42", "on": f"{on}"})
    return [{"student": student.pk, "ground": ground, "went_to": where, "documents": given}]


@demo.part(order=31)
def exceptions(progress, story):
    """Exempt from physical education; a consent withdrawn."""
    sport = Subject.objects.get(code="PED")
    for place, (key, on) in enumerate({(8, "А"): (8, 31), (6, "А"): (10, 1), (10, "Б"): (8, 31)}.items()):
        student, day = in_class(story, *key, 3 + place), story.day(*on)
        if student and story.past(day):
            exempt_student(
                student,
                sport,
                document=f"ДКК маалымкаты № {118 + place}",
                on=max(day, story.year.starts_on),
                by=story.installer,
            )
    student = in_class(story, 9, "А", 9)
    consent = student and student.person.consents.filter(purpose=Purpose.RECORDS, ends_on=None).first()
    if consent and story.past(story.day(10, 14)):
        withdraw_consent(consent, on=story.day(10, 14), by=story.users["secretary"])


@demo.part(order=32)
def portal(progress, story):
    """A mother of three and a student whom the visitor may sign in as."""
    families = Guardianship.objects.filter(relation=Relation.MOTHER).select_related("guardian")
    wards = {}
    for link in families.order_by("pk"):
        wards.setdefault(link.guardian, []).append(link.student_id)
    mother = max(wards, key=lambda one: (len(wards[one]), -one.pk))
    account(story, mother, "guardian")
    of = story.classes.get((8, "А")) or story.classes[max(story.classes)]
    those = Student.objects.in_class(of, story.today).with_consent().filter(consented=True)
    best = sorted(those.exclude(pk__in=wards[mother]), key=lambda one: -story.ability[one.pk])
    account(story, best[len(best) // 4].person, "student")
