"""A small school with a named cast. Today is Friday, 20 November 2026, in the second term."""

from datetime import date, timedelta
from functools import cached_property

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password

from schoolmis.access import Role
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.orders.actions import _sign, draft_order
from schoolmis.people.actions import give_consent
from schoolmis.people.models import Employee, Person, Position, Sex
from schoolmis.structure.models import (
    AcademicYear,
    Bell,
    DayOff,
    Group,
    SchoolClass,
    SchoolProfile,
    Section,
    SpecialDay,
    Subject,
    Term,
)

TODAY = date(2026, 11, 20)
START = date(2026, 9, 1)
APPLIED = [{"code": "application", "number": "17", "on": "2026-10-20"}]
PASSWORD = "ак-терек 2026"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SESSIONS = {}
"""Hash of a user's password → key of a session of hers: thousands of tests sign the cast in."""


class QuickHasher(PBKDF2PasswordHasher):
    """The tests hash thousands of passwords; the real cost is shown by the benchmark."""

    algorithm = "quick"
    iterations = 1


def build():
    """Write the school into the tests' database; called once."""
    from journal.models import GradingPolicy, Lesson, Scale, WorkKind
    from schoolmis.notices.models import Rest
    from students.models import Enrolment, Guardianship, Placement, Relation, Student

    installer = User.objects.system("installation")
    with acting(installer):
        SchoolProfile.objects.create(
            pk=1, name_ky="Ак-Терек орто мектеби", name_ru="Ак-Терекская средняя школа", place_ky="Ак-Терек айылы"
        )
        Rest.objects.create(pk=1, begins=None, ends=None)  # tests run at any hour
        year = AcademicYear.objects.create(starts_on=START, ends_on=date(2027, 5, 29))
        for number, (first, last) in enumerate(
            [((9, 1), (11, 6)), ((11, 16), (12, 30)), ((1, 12), (3, 19)), ((3, 30), (5, 28))], 1
        ):
            of = 2026 if number < 3 else 2027
            Term.objects.create(year=year, number=number, starts_on=date(of, *first), ends_on=date(of, *last))
        DayOff.objects.create(
            kind="vacation",
            name_ky="Күзгү каникул",
            name_ru="Осенние каникулы",
            starts_on=date(2026, 11, 7),
            ends_on=date(2026, 11, 15),
        )
        SpecialDay.objects.create(
            date=date(2026, 12, 30), is_short=True, name_ky="Жаңы жыл алдындагы күн", name_ru="Предновогодний день"
        )
        for number in range(1, 7):
            Bell.objects.create(shift=1, number=number, starts_at=f"{7 + number}:00", ends_at=f"{7 + number}:45")
        subjects = {
            code: Subject.objects.create(code=code, name_ky=ky, name_ru=ru, order=order, has_marks=code != "CLS")
            for order, (code, ky, ru) in enumerate(
                [
                    ("ALG", "Алгебра", "Алгебра"),
                    ("PHY", "Физика", "Физика"),
                    ("MAT", "Математика", "Математика"),
                    ("CLS", "Класс сааты", "Классный час"),
                ],
                1,
            )
        }
        GradingPolicy.objects.create(grade_from=1, grade_to=1, scale=Scale.objects.get(code="none"))
        WorkKind.objects.get_or_create(
            code="current", defaults={"name_ky": "Учурдагы баа", "name_ru": "Текущая отметка", "order": 1}
        )
        opening = _sign(draft_order("opening", by=installer), by=installer, on=date(2026, 8, 20))

        def account(username, last, first):
            return User.objects.create(username=username, name=f"{last} {first}", password=make_password(PASSWORD))

        def staff(username, last, first, position):
            person = Person.objects.create(last_name=last, first_name=first, sex=Sex.FEMALE, phone="+996700000001")
            person.user = account(username, last, first)
            person.save()
            return Employee.objects.create(person=person, position=position)

        people = {
            name: staff(name, *rest)
            for name, *rest in [
                ("director", "Бөрүбаев", "Кубаныч", Position.DIRECTOR),
                ("deputy", "Сатыбалдиева", "Гүлнара", Position.DEPUTY),
                ("homeroom", "Токтосунова", "Айнура", Position.TEACHER),
                ("teacher", "Абдыракманова", "Чолпонай", Position.TEACHER),
                ("stranger_teacher", "Кадыров", "Мирлан", Position.TEACHER),
                ("secretary", "Дүйшөева", "Нуриза", Position.SECRETARY),
                ("administrator", "Эшимбеков", "Таалай", Position.ADMINISTRATOR),
                ("nobody", "Осмоналиев", "Данияр", Position.OTHER),
            ]
        }
        classes = {
            name: SchoolClass.objects.create(year=year, grade=grade, letter=letter)
            for name, grade, letter in [("a", 8, "А"), ("b", 8, "Б"), ("first", 1, "А")]
        }
        groups = {}
        for name, of in classes.items():
            groups[name] = Group.objects.create(year=year, name=str(of))
            groups[name].classes.add(of)
        sections = {
            key: Section.objects.create(group=groups[group], subject=subjects[subject], hours=hours)
            for key, group, subject, hours in [
                ("algebra", "a", "ALG", 3),
                ("physics", "a", "PHY", 2),
                ("algebra_b", "b", "ALG", 3),
                ("hour", "a", "CLS", 1),
                ("first", "first", "MAT", 4),
            ]
        }
        grants = [
            {"employee": people[name].pk, "role": role, "class": of}
            for name, role, of in [
                ("director", Role.DIRECTOR, None),
                ("deputy", Role.DEPUTY, None),
                ("homeroom", Role.HOMEROOM, classes["a"].pk),
                ("secretary", Role.SECRETARY, None),
                ("administrator", Role.ADMINISTRATOR, None),
            ]
        ]
        loads = [
            {"section": sections[key].pk, "employee": people[name].pk, "hours": "3"}
            for key, name in [
                ("algebra", "teacher"),
                ("physics", "homeroom"),
                ("hour", "homeroom"),
                ("algebra_b", "stranger_teacher"),
                ("first", "stranger_teacher"),
            ]
        ]
        _sign(
            draft_order("roles", by=installer, payload={"from": "2026-09-01", "grants": grants}),
            by=installer,
            on=date(2026, 8, 31),
        )
        _sign(
            draft_order("load", by=installer, payload={"from": "2026-09-01", "loads": loads}),
            by=installer,
            on=date(2026, 8, 31),
        )

        def child(last, first, patronymic, of, *, consent=True, username=None, born=(2012, 5, 14), pin=None):
            person = Person.objects.create(
                last_name=last, first_name=first, patronymic=patronymic, sex=Sex.FEMALE, born_on=date(*born), pin=pin
            )
            if username:
                person.user = account(username, last, first)
                person.save()
            student = Student.objects.create(person=person)
            Enrolment.objects.create(student=student, order=opening, starts_on=START)
            Placement.objects.create(student=student, school_class=classes[of], order=opening, starts_on=START)
            if consent:
                give_consent(person, on=date(2026, 8, 25), paper=f"М-{student.pk}", by=installer)
            return student

        first = child("Алымкулова", "Сезим", "Азаматовна", "a", username="student", pin="11405201200012")
        child("Өмүралиева", "Бегимай", "Нурлановна", "a", pin="11405201200023")
        child("Осмонов", "Данияр", "", "a", consent=False)
        child("Асан кызы", "Гүлзат", "", "b", pin="11405201200034")
        child("Алымкулов", "Эржан", "Азаматович", "first", born=(2019, 9, 3), pin="20309201900045")
        for username, last, name, wards in [
            ("mother", "Алымкулова", "Жаңыл", ["Сезим", "Эржан"]),
            ("other_mother", "Өмүралиева", "Салтанат", ["Бегимай"]),
        ]:
            user = account(username, last, name)
            user.set_password(PASSWORD)
            user.save()
            guardian = Person.objects.create(last_name=last, first_name=name, phone="+996772718585", user=user)
            for ward in wards:
                Guardianship.objects.create(
                    student=Student.objects.get(person__first_name=ward), guardian=guardian, relation=Relation.MOTHER
                )
        day, made = START, []
        while day <= date(2026, 12, 30):
            if day.weekday() in (0, 2, 4) and not date(2026, 11, 7) <= day <= date(2026, 11, 15):
                made += [
                    Lesson(section=sections[key], date=day, number=number)
                    for key, number in [("algebra", 1), ("physics", 2), ("algebra_b", 1), ("first", 1)]
                ]
            day += timedelta(days=1)
        Lesson.objects.bulk_create(made)
        council(installer)
        papers()
        trip()
    assert first.pk
    SESSIONS.update({user.get_session_auth_hash(): session(user) for user in User.objects.exclude(password="")})


def session(user) -> str:
    """The key of a session of `user`, as signing in makes it; axes writes its book where somebody really signs in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    settings.AXES_ENABLED = False
    client.force_login(user, BACKEND)
    settings.AXES_ENABLED = True
    return client.session.session_key


def council(by):
    """A council of three, the deputy its chair, which has decided once this year."""
    from schoolmis.orders.bodies.actions import open_body, seat
    from schoolmis.orders.bodies.protocols import draft_protocol, sign_protocol

    people = {name: Person.objects.get(user__username=name) for name in ("deputy", "secretary", "teacher")}
    body = open_body("council", "Педагогикалык кеңеш", "Педагогический совет", by=by, starts_on=START)
    for name, post in (("deputy", "chair"), ("secretary", "secretary"), ("teacher", "member")):
        seat(body, [people[name]], on=START, post=post, by=by)
    facts = {"held_on": date(2026, 11, 10), "chair": people["deputy"], "secretary": people["secretary"]}
    points = [{"question": "Окуу жылынын жыйынтыгы", "decided": "Бекитилсин"}]
    sign_protocol(draft_protocol(body, by=by, points=points, **facts), by=by)


def papers():
    """The first lists of documents, a letter on the teacher's desk, an instruction to the teacher."""
    from schoolmis.documents import instructing, registering
    from schoolmis.documents.models import DocumentKind

    director, secretary = (User.objects.get(username=name) for name in ("director", "secretary"))
    teacher = Person.objects.get(user__username="teacher")
    registering.begin(User.objects.system("installation"))
    letter = registering.register(
        "in",
        by=secretary,
        kind=DocumentKind.objects.first(),
        correspondent="Тоң райондук билим берүү бөлүмү",
        their_number="01-12/45",
        summary="Окуучулардын жеткирилиши жөнүндө",
    )
    facts = {"resolution": "Даярдаңыз", "responsible": teacher, "due_on": date(2026, 11, 25)}
    registering.resolve(letter, version=1, by=director, **facts)
    instructing.instruct("Кабинетти даярдоо", [teacher], due_on=date(2026, 11, 27), by=director)


def trip():
    """An event of 8-А that takes three lessons, next month."""
    from schoolmis.events.actions import add_event
    from schoolmis.events.models import EventKind

    classes, day = SchoolClass.objects.filter(grade=8, letter="А"), date(2026, 12, 15)
    facts = {"title_ky": "Театрга баруу", "title_ru": "Поход в театр", "starts_on": day, "ends_on": day}
    kind, by = EventKind.objects.get(name_ky="Экскурсия"), User.objects.get(username="deputy")
    add_event(kind=kind, whom="classes", classes=classes, lesson_from=3, lesson_to=5, by=by, **facts)


class World:
    """Rows of the cast's school, read when asked for."""

    today = TODAY

    @cached_property
    def year(self):
        return AcademicYear.objects.get()

    def term(self, number):
        return Term.objects.get(number=number)

    @cached_property
    def class_a(self):
        return SchoolClass.objects.get(grade=8, letter="А")

    @cached_property
    def class_b(self):
        return SchoolClass.objects.get(grade=8, letter="Б")

    @cached_property
    def first_class(self):
        return SchoolClass.objects.get(grade=1)

    def section(self, subject, group="8-А"):
        return Section.objects.get(subject__code=subject, group__name=group)

    @cached_property
    def physics(self):
        return self.section("PHY")

    @cached_property
    def algebra(self):
        return self.section("ALG")

    def lesson(self, day=TODAY, section=None):
        return (section or self.algebra).lessons.get(date=day, part=0)

    def child(self, first_name):
        from students.models import Student

        return Student.objects.get(person__first_name=first_name)

    @cached_property
    def student(self):
        return self.child("Сезим")

    @cached_property
    def stranger(self):
        return self.child("Гүлзат")

    def protocol(self):
        """The one signed protocol of the council of three: deputy, secretary, teacher."""
        from schoolmis.orders.models import Protocol

        return Protocol.objects.get(status="signed")

    def employee(self, username):
        return Employee.objects.get(person__user__username=username)

    @cached_property
    def bell(self):
        return Bell.objects.first()

    @cached_property
    def day_off(self):
        return DayOff.objects.first()

    @cached_property
    def special_day(self):
        return SpecialDay.objects.first()
