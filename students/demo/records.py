"""Personal records of the demo: papers, addresses by the list, a changed name, categories, a likely double."""

from datetime import timedelta

from schoolmis import clock, demo
from schoolmis.audit.book import acting
from schoolmis.people.models import Address
from students import actions
from students.demo.movement import in_class
from students.models import Guardianship, Student, StudentDocument

VILLAGES = ("Ак-Терек айылы", "Бөкөнбаев айылы", "Кажы-Сай айылы")
FURTHER = {7: "Y-02", 23: "Y-51", 40: "C-01"}


@demo.part(order=38)
def records(progress, story):
    """Papers and addresses written in bulk; the acts themselves for one child of each kind."""
    progress("Personal records")
    secretary, today = story.users["secretary"], clock.today()
    of = [story.classes[key] for key in story.classes if key[0] in (1, 8)] or list(story.classes.values())[:2]
    students = Student.objects.filter(placements__school_class__in=of).with_consent().filter(consented=True)
    students = list(students.select_related("person").distinct().order_by("pk"))
    with acting(secretary):
        everybody = Student.objects.with_consent().filter(consented=True).select_related("person").order_by("pk")
        papers = [*_births(everybody, secretary), *_medical(students, secretary, today)]
        StudentDocument.objects.bulk_create(papers, batch_size=500)
        Address.objects.bulk_create(_addresses(everybody.exclude(person__address="")), batch_size=500)
    _links(students, secretary)
    _one_of_each(story, students, secretary)


def _births(students, by):
    """Nearly everybody has brought the birth certificate."""
    for n, student in enumerate(students):
        born = student.person.born_on
        if not born or n % 23 == 22:
            continue
        yield StudentDocument(
            student=student,
            added_by=by,
            checked_by=by,
            checked_at=clock.now(),
            kind="birth",
            series="KGZ",
            number=f"{3104500 + n * 37}",
            issued_by="Тоң районунун ЗАГСы",
            issued_on=born + timedelta(20),
        )


def _medical(students, by, today):
    for n, student in enumerate(students):
        if not student.person.born_on:
            continue
        common = {"student": student, "added_by": by, "checked_by": by, "checked_at": clock.now()}
        until = today + timedelta((n * 29) % 500 - 20)
        yield StudentDocument(
            kind="medical", number=f"{210 + n}", issued_by="Тоң ҮДТ", issued_on=until - timedelta(365),
            valid_until=until, **common,
        )  # fmt: skip


def _addresses(students):
    """Most live in the school's own district, some with relatives from further away."""
    for n, student in enumerate(students):
        yield Address(
            person=student.person,
            kind=Address.Kind.ACTUAL,
            place=FURTHER.get(n % 61, "Y-03"),
            settlement="" if n % 61 in FURTHER else VILLAGES[n % 3],
            street=student.person.address.split(",", 1)[-1].strip()[:150],
            as_written=student.person.address,
            starts_on=clock.today() - timedelta(300),
        )


def _links(students, secretary):
    """The mother is the main contact; both parents live with the child."""
    with acting(secretary):
        links = Guardianship.objects.filter(student__in=students)
        links.update(lives_with=True)
        links.filter(relation="mother").update(is_main=True, call_order=1)
        links.filter(relation="guardian").update(basis="Тоң РМА камкордук бөлүмүнүн чечими № 14")


def _one_of_each(story, students, secretary):
    deputy, today = story.users["deputy"], clock.today()
    child = in_class(story, *max(key for key in story.classes if key[0] <= 8), 4) or students[0]
    person = child.person
    actions.change_name(
        child,
        version=person.version,
        last_name="Жумабаева" if person.sex == "f" else "Жумабаев",
        first_name=person.first_name,
        patronymic=person.patronymic,
        on=today - timedelta(20),
        document="Туулгандыгы тууралуу күбөлүк KGZ № 4410022",
        document_on=today - timedelta(24),
        by=secretary,
    )
    for n, category in enumerate(("large", "low_income", "half_orphan", "migrants", "guarded")):
        if n * 5 < len(students):
            actions.add_category(
                students[n * 5],
                category=category,
                document=f"Соцөнүктүрүү башкармалыгынын маалымкаты № {40 + n}",
                on=story.year.starts_on,
                by=deputy,
            )
    note = {"group": "2", "sport": "special", "allergies": "жаңгак", "diet": "", "notes": "", "document": "ДКК № 118"}
    actions.note_health(students[3], seen=0, on=story.year.starts_on, by=deputy, **note)
    twin = students[7].person
    data = {"last_name": twin.last_name.replace("ө", "о").replace("ү", "у"), "first_name": twin.first_name}
    data |= {"patronymic": "", "sex": twin.sex, "born_on": twin.born_on}
    actions.keep_student(data, consent=(today, "М-950"), by=secretary)
