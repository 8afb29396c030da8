"""The demo school itself: order № 0, two years, classes, staff, roles and load, each by its act."""

from datetime import date

import schoolmis.orders.bodies.demo  # noqa: F401 its part is registered with those of orders
from schoolmis import demo
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.demo import plan
from schoolmis.demo.names import People
from schoolmis.orders.actions import draft_order, revoke_order, sign_order
from schoolmis.orders.execution import execute_order
from schoolmis.orders.installation import install, name_first_administrator, name_first_director
from schoolmis.people.models import Consent, Employee, Person, Position, Sex
from schoolmis.structure import actions as structure
from schoolmis.structure.draft_calendar import DECREED
from schoolmis.structure.models import AcademicYear, Group, Language, Room, Section, Subject

NAMED = {
    "director": ("Бөрүбаев", "Кубаныч", "Алымбекович", "m"),
    "deputy": ("Сатыбалдиева", "Гүлнара", "Токтогуловна", "f"),
    "secretary": ("Дүйшөбаева", "Нуриза", "Эсеновна", "f"),
    "administrator": ("Эшимбеков", "Таалай", "Нурбекович", "m"),
}
HOMEROOM_OF = 8, "А"
TEACHING = {"teacher", "deputy", "director", "upbringing"}
SUBJECTS_WORDED = {
    "own": "Башталгыч класс",
    "kyr": "Кыргыз тили",
    "rus": "Орус тили",
    "eng": "Англис тили",
    "mat": "Математика",
    "inf": "Информатика",
    "phy": "Физика",
    "che": "Химия",
    "bio": "Биология",
    "geo": "География",
    "his": "Тарых",
    "tec": "Технология-көркөм өнөр",
    "mus": "Музыка",
    "ped": "Дене тарбия",
}


@demo.part(order=10)
def school(progress, story):
    """Order № 0, the calendar (a draft, marked as such) and last year, which is closed."""
    progress("The school and its calendar")
    by = story.installer = User.objects.system("installation")
    install(
        "Ак-Терек орто мектеби",
        "Ак-Терекская средняя школа",
        year=story.first,
        by=by,
        on=story.day(8, 17),
        district="Y-03",
        place_ky="Ак-Терек айылы",
        place_ru="село Ак-Терек",
        address="Ак-Терек айылы, Мектеп көч., 1",
        phone="+996 3947 9 12 34",
    )
    premises = {"built_in": 1978, "repaired_in": 2019, "seats": 720, "rooms": 34, "computers": 28}
    premises |= {"internet_speed": 50, "canteen_seats": 80, "heating": "coal", "water": "mains", "toilet": "inside"}
    structure.change_premises(version=1, has_gym=True, by=by, **premises)
    story.year = AcademicYear.objects.get(starts_on__year=story.first)
    story.last_year = structure.open_year(story.first - 1, by=by, is_draft=story.first - 1 not in DECREED)
    with acting(by):
        AcademicYear.objects.filter(pk=story.last_year.pk).update(closed_on=date(story.first, 6, 10))
        record("structure.close_year", story.last_year, by=by)
    story.last_year.refresh_from_db()


@demo.part(order=11)
def classes(progress, story):
    """Classes of both years; rooms shared by the shifts."""
    by, keys = story.installer, [(grade, letter) for grade in story.letters for letter in story.letters[grade]]
    used = {1: 0, 2: 0}
    progress("Classes", 0, len(keys))
    for done, (grade, letter) in enumerate(keys, 1):
        shift = plan.SHIFT[grade]
        used[shift] += 1
        language = Language.RUSSIAN if (grade, letter) in plan.RUSSIAN else Language.KYRGYZ
        room, _new = Room.objects.get_or_create(name=str(100 * (1 + used[shift] // 9) + 1 + used[shift] % 9))
        story.classes[grade, letter] = structure.add_class(
            story.year, grade, letter, by=by, shift=shift, language=language, room=room
        )
        before = {"А", "Б", "В"} if grade == 5 else {letter}  # three classes of grade 4 become two
        for was in sorted(before) if grade > 1 else ():
            if (grade - 1, was) not in story.former:
                story.former[grade - 1, was] = structure.add_class(
                    story.last_year, grade - 1, was, by=by, shift=plan.SHIFT[grade - 1], language=language
                )
        progress("Classes", done, len(keys))
    for letter in story.letters.get(11, ""):
        story.former[11, letter] = structure.add_class(story.last_year, 11, letter, by=by)


@demo.part(order=12)
def journals(progress, story):
    """Groups and journals of this year, divided and joint ones too."""
    subjects = {subject.code: subject for subject in Subject.objects.all()}
    whole = {group.name: group for group in Group.objects.filter(year=story.year)}
    with acting(story.installer):
        rows = []
        for course in plan.courses(list(story.classes)):
            name = " + ".join(f"{grade}-{letter}" for grade, letter in course.classes)
            kind = Group.Kind.JOINT if len(course.classes) > 1 else Group.Kind.CLASS
            if course.part:
                name, kind = f"{name}/{course.part}", Group.Kind.SUBGROUP
            if name not in whole:
                of = [story.classes[key] for key in course.classes]
                whole[name] = structure.add_group(kind, name, of, by=story.installer)
            halves = course.classes[0][0] >= 10 and course.hours == 1
            about = {"subject": subjects[course.subject], "hours": course.hours, "by_half_years": halves}
            rows.append((Section(group=whole[name], **about), course))
        Section.objects.bulk_create([section for section, _course in rows])
        record("structure.add_sections", story.year, by=story.installer, count=len(rows))
    story.sections = rows


@demo.part(order=13)
def staff(progress, story):
    """Forty-nine people in the full school; those the visitor signs in as have a sign-in name of their own."""
    progress("Staff")
    people, rng = People(story.rng("staff")), story.rng("staff facts")
    made = []
    for key in [*plan.OFFICE, *plan.teachers(list(story.classes))]:
        *name, sex = NAMED.get(key) or _name(people, rng, key)
        age = rng.randint(23, 62) if key not in NAMED else rng.randint(38, 58)
        born = people.day(date(story.first - age - 1, 9, 1), date(story.first - age, 8, 1))
        person = Person(
            last_name=name[0],
            first_name=name[1],
            patronymic=name[2],
            sex=sex,
            born_on=born,
            pin=people.pin(sex, born),
            phone=people.phone(),
            address=people.address(),
        )
        code, worded = plan.OFFICE.get(key, ("teacher", "Мугалим"))
        subject = SUBJECTS_WORDED.get(key.split("-")[0], "")
        worded = "Башталгыч класстын мугалими" if key.startswith("own") else worded
        made.append((key, person, code, worded, subject, age))
    with acting(story.installer):
        Person.objects.bulk_create([row[1] for row in made])
        employees = [
            Employee(
                person=person,
                position=Position(code),
                position_text=worded,
                position_text_ru=plan.IN_RUSSIAN.get(worded, ""),
                subjects_text=subject,
                education=rng.choices(["higher", "special"], [5, 1])[0],
                category=rng.choice(["highest", "first", "second", ""]) if code != "other" else "",
                experience=(years := max(0, age - rng.randint(22, 26))),
                experience_teaching=max(0, years - rng.randint(0, 3)) if code in TEACHING else None,
                experience_on=story.day(8, 20),
                starts_on=date(story.first - rng.randint(0, max(0, min(20, age - 24))), 8, 15),
            )
            for key, person, code, worded, subject, age in made
        ]
        Employee.objects.bulk_create(employees)
        record("people.keep_staff", by=story.installer, count=len(made))
    story.staff = {row[0]: employee for row, employee in zip(made, employees, strict=True)}


def _name(people, rng, key):
    sex = rng.choices([Sex.FEMALE, Sex.MALE], [5, 1] if not key.startswith(("ped", "phy")) else [1, 3])[0]
    return *people.grown(sex), sex


def account(story, person, username) -> User:
    """An account with the demo's password and a name that is easy to type."""
    user = User(username=username, name=person.short_name, language="")
    user.set_password(demo.PASSWORD)
    user.save()
    person.user = user
    person.save(update_fields=["user"])
    story.users[username] = user
    return user


@demo.part(order=14)
def roles(progress, story):
    """Rights by signed orders: the leaders in August, homeroom teachers and load before the first day."""
    progress("Orders on roles and load")
    for key in NAMED:
        account(story, story.staff[key].person, key)
    homerooms = {course.classes[0]: course.teacher for _s, course in story.sections if course.subject == "CLS"}
    named = HOMEROOM_OF if HOMEROOM_OF in homerooms else max(homerooms)
    account(story, story.staff[homerooms[named]].person, "homeroom")
    there = [c.teacher for _s, c in story.sections if named in c.classes and c.teacher != homerooms[named]]
    account(
        story, story.staff[max(there, key=lambda key: (there.count(key), key.startswith("mat"), key))].person, "teacher"
    )

    name_first_director(story.staff["director"].person, by=story.installer)
    name_first_administrator(story.staff["administrator"].person, by=story.installer)
    story.director, story.deputy = story.users["director"], story.users["deputy"]
    with acting(story.users["secretary"]):
        Consent.objects.bulk_create(
            Consent(
                person=employee.person, starts_on=story.day(8, 19), paper=f"К-{n}", taken_by=story.users["secretary"]
            )
            for n, employee in enumerate(story.staff.values(), 1)
        )
    signed(
        story,
        "roles",
        story.day(8, 20),
        {"grants": [line(story, "deputy", "deputy"), line(story, "secretary", "secretary")]},
    )
    begins = story.year.starts_on
    grants = [line(story, key, "homeroom", story.classes[of].pk) for of, key in homerooms.items()]
    signed(story, "roles", story.day(8, 28), {"from": f"{begins}", "grants": grants})
    loads = [
        {"section": section.pk, "employee": story.staff[course.teacher].pk, "hours": str(course.hours)}
        for section, course in story.sections
    ]
    signed(story, "load", story.day(8, 28), {"from": f"{begins}", "loads": loads}, by=story.deputy)
    for employee in story.staff.values():
        employee.person.refresh_from_db(fields=["user"])


def line(story, key, role, school_class=None):
    return {"employee": story.staff[key].pk, "role": role, "class": school_class}


def signed(story, kind, on, payload, *, by=None, executed=True, **texts):
    """Draft by whoever does it in a school, sign by the director on the day `on`."""
    payload = {"from": f"{on}"} | payload
    order = draft_order(kind, by=by or story.director, payload=payload, **texts)
    order = sign_order(order, by=story.director, on=on)
    return execute_order(order, by=story.director) if executed else order


@demo.part(order=36)
def later_roles(progress, story):
    """A substitute for the secretary, revoked when she came back; and a draft on the director's desk."""
    if story.past(story.day(10, 5)):
        order = signed(
            story,
            "roles",
            story.day(9, 14),
            {"grants": [line(story, "social", "secretary")]},
            executed=False,
            basis_ky="Иш кагаздарын жүргүзүүчүнүн эмгек өргүүсү",
            basis_ru="Трудовой отпуск делопроизводителя",
        )
        revoke_order(
            order,
            basis_ky="Иш кагаздарын жүргүзүүчү өргүүдөн кайтты",
            basis_ru="Делопроизводитель вышел из отпуска",
            by=story.director,
            on=story.day(10, 5),
        )
    payload = {"from": f"{story.today}", "grants": [line(story, "upbringing", "deputy")]}
    draft_order(
        "roles",
        by=story.users["secretary"],
        payload=payload,
        basis_ky="Тарбия иштери боюнча орун басардын арызы",
        basis_ru="Заявление заместителя директора по воспитательной работе",
    )
