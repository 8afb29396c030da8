"""Fills an empty database with a large school, in a dozen statements over generated series."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection

from journal.bench.size import PASSWORD, TODAY, Size
from journal.models import WorkKind
from schoolmis.accounts.models import Rules, User
from schoolmis.audit.book import acting
from schoolmis.documents.actions import publish_first_rules
from schoolmis.orders.installation import install
from schoolmis.structure.models import AcademicYear, Subject, Term

A_DAY = 8  # lessons of a class on a day
SURNAMES = "Абдылдаев Бейшеналиев Өмүров Үсөнов Токтогулов Сатыбалдиев Кадыров Жээнбеков Асанов Эшимбеков"
FIRST = "Айбек Нурлан Үмүт Данияр Эржан Тимур Бекзат Азамат Кубаныч Чыңгыз Самат Адилет Өмүрбек"
FATHERS = "Азаматович Нурланович Бакытович Эркинович Таалайбекович"
CODES = ["KYR", "KLT", "RUS", "RLT", "ENG", "MAT", "ALG", "GEO2", "INF", "PHY", "CHE", "BIO", "GEO"]

# A sign-in name is the kind and the number, from 0; students have none.
PEOPLE = """
insert into people_person (last_name, first_name, patronymic, sex, born_on, phone, second_phone, address,
    user_id, version)
select (%(surnames)s::text[])[1 + n %% 10],
    (%(first)s::text[])[1 + (n / 10) %% 13], (%(fathers)s::text[])[1 + (n / 130) %% 5], 'm',
    date '2010-01-01' + n %% 2000, '', '', '', u.id, 1
from generate_series(0, %(count)s - 1) n left join accounts_user u on u.username = %(kind)s || n
order by n
returning id
"""
USERS = """
insert into accounts_user (username, name, password, is_active, is_system, language, date_joined)
select %(kind)s || n, (%(surnames)s::text[])[1 + n %% 10] || ' ' || (%(first)s::text[])[1 + (n / 10) %% 13],
    %(password)s, true, false, 'ky', now()
from generate_series(0, %(count)s - 1) n
"""
CELLS = """
insert into journal_cell (lesson_id, student_id, first, absence, comment, version, key, entered_by_id, entered_at)
select l.id, p.student_id, case when h < 92 then (array[5, 5, 4, 4, 4, 3, 3, 2])[1 + h %% 8] end,
    case when h < 92 then '' when h < 96 then 'н' else 'б' end, case when h = 50 then 'Оозеки жооп' else '' end,
    1, '', %(by)s, l.date
from journal_lesson l
join structure_section s on s.id = l.section_id
join structure_group_classes g on g.group_id = s.group_id
join students_placement p on p.school_class_id = g.schoolclass_id
cross join lateral (select (hashint8(l.id * 100003 + p.student_id) & 1048575) %% 100 as h) dice
"""
RESULTS = """
insert into students_result (student_id, school_class_id, subject_id, section_id, year_id, period, term_id, value,
    code, version, key, set_by_id, set_at)
select p.student_id, p.school_class_id, s.subject_id, s.id, %(year)s, 'term', %(term)s,
    3 + (p.student_id + s.subject_id) %% 3, '', 1, '', %(by)s, now()
from structure_section s
join structure_group_classes g on g.group_id = s.group_id
join students_placement p on p.school_class_id = g.schoolclass_id
"""


def build(size: Size) -> None:
    """Raises IntegrityError on a database that holds a school already."""
    by = User.objects.system("installation")
    order = install("Ак-Терек орто мектеби", "Ак-Терекская средняя школа", year=2026, by=by, on=date(2026, 8, 20))
    publish_first_rules(by=by)
    with acting(by):
        Build(size, by, order).run()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


class Build:
    def __init__(self, size, by, order):
        self.size, self.by, self.order = size, by, order
        self.year = AcademicYear.objects.get()
        self.start = date(2026, 9, 1)
        self.words = {
            "surnames": SURNAMES.split(),
            "first": FIRST.split(),
            "fathers": FATHERS.split(),
            "password": make_password(PASSWORD),
            "by": by.pk,
            "order": order.pk,
            "start": self.start,
            "year": self.year.pk,
        }

    def sql(self, text, **values):
        with connection.cursor() as cursor:
            cursor.execute(text, self.words | values)
            return [row[0] for row in cursor.fetchall()] if cursor.description else []

    def run(self):
        self.calendar()
        self.people()
        self.classes()
        self.load()
        self.lessons()
        self.sql(CELLS)
        self.sql(RESULTS, term=Term.objects.get(number=1).pk)

    def calendar(self):
        """The first quarter ends today, whatever calendar the installation drafts."""
        for term, (first, last) in zip(
            Term.objects.order_by("number"),
            [((2026, 9, 1), (2026, 11, 6)), ((2026, 11, 16), (2026, 12, 30)), ((2027, 1, 12), (2027, 3, 19)),
             ((2027, 3, 30), (2027, 5, 25))],
            strict=True,
        ):  # fmt: skip
            Term.objects.filter(pk=term.pk).update(starts_on=date(*first), ends_on=date(*last))
        kinds = {"current": ("Учурдагы баа", "Текущая отметка", "", "", 1),
                 "control": ("Текшерүү иш", "Контрольная работа", "ТИ", "КР", 2)}  # fmt: skip
        for code, (ky, ru, short_ky, short_ru, weight) in kinds.items():
            facts = {"name_ky": ky, "name_ru": ru, "short_ky": short_ky, "short_ru": short_ru, "weight": weight}
            WorkKind.objects.get_or_create(code=code, defaults=facts)

    def people(self):
        count = self.size.classes * self.size.students + self.size.big
        made = {}
        for kind, number in (("student", 0), ("guardian", count), ("teacher", self.size.teachers), ("leader", 3)):
            if number:
                self.sql(USERS, kind=kind, count=number)
            made[kind] = self.sql(PEOPLE, kind=kind, count=number or count)
        self.sql(
            "insert into accounts_rulesaccepted (user_id, rules_id, at) select id, %(rules)s, now() from accounts_user",
            rules=Rules.objects.get().pk,
        )
        self.students = self.sql(
            "insert into students_student (person_id) select unnest(%(people)s::bigint[]) returning id",
            people=made["student"],
        )
        self.employees = self.sql(
            "insert into people_employee (person_id, position, position_text, subjects_text, education, category,"
            " employment, rate, languages)"
            " select unnest(%(people)s::bigint[]), 'teacher', '', '', '', '', 'main', 1, '' returning id",
            people=made["teacher"] + made["leader"],
        )
        self.sql(
            "insert into people_consent (person_id, purpose, starts_on, paper, taken_by_id)"
            " select unnest(%(people)s::bigint[]), 'records', %(start)s, '', %(by)s",
            people=made["student"],
        )
        self.sql(
            "insert into students_guardianship (student_id, guardian_id, relation, starts_on, basis, told, lives_with,"
            " is_main, version)"
            " select *, 'mother', %(start)s, '', 'all', true, true, 1"
            " from unnest(%(students)s::bigint[], %(people)s::bigint[])",
            students=self.students,
            people=made["guardian"],
        )
        self.sql(
            "insert into students_enrolment"
            " (student_id, order_id, starts_on, came_from, came_place, went_to, ground, documents)"
            " select unnest(%(students)s::bigint[]), %(order)s, %(start)s, '', '', '', '', '[]'",
            students=self.students,
        )
        for n, role in enumerate(("director", "deputy", "secretary")):
            self.sql(
                "insert into access_rolegrant (order_id, user_id, role, starts_on) select %(order)s, id, %(role)s,"
                " %(start)s from accounts_user where username = 'leader' || %(n)s",
                role=role,
                n=n,
            )

    def classes(self):
        """Classes 5-А, 6-А … of `students` each, and 11-Ү for the big one; a group for every class."""
        letters = "АБВГДЕЖЗ"
        names = [(5 + n % 5, letters[n // 5]) for n in range(self.size.classes)] + [(11, "Ү")]
        self.class_ids = self.sql(
            "insert into structure_schoolclass (year_id, grade, letter, programme, language, shift)"
            " select %(year)s, g, l, 11, 'ky', 1 from unnest(%(grades)s::int2[], %(letters)s::text[]) x (g, l)"
            " returning id",
            grades=[grade for grade, _ in names],
            letters=[letter for _, letter in names],
        )
        self.group_ids = self.sql(
            "insert into structure_group (year_id, kind, name)"
            " select %(year)s, 'class', n from unnest(%(names)s::text[]) n returning id",
            names=[f"{grade}-{letter}" for grade, letter in names],
        )
        self.sql(
            "insert into structure_group_classes (group_id, schoolclass_id)"
            " select * from unnest(%(groups)s::bigint[], %(classes)s::bigint[])",
            groups=self.group_ids,
            classes=self.class_ids,
        )
        size = self.size
        places = [self.class_ids[min(n // size.students, size.classes)] for n in range(len(self.students))]
        self.sql(
            "insert into students_placement (student_id, school_class_id, order_id, starts_on)"
            " select s, c, %(order)s, %(start)s from unnest(%(students)s::bigint[], %(places)s::bigint[]) x (s, c)",
            students=self.students,
            places=places,
        )

    def load(self):
        """A section per class and subject; teacher n has every section number n of sixty."""
        codes = CODES[: self.size.subjects]
        known = dict(Subject.objects.filter(code__in=codes).values_list("code", "pk"))
        subjects = [
            known.get(code) or Subject.objects.create(code=code, name_ky=code, name_ru=code).pk for code in codes
        ]
        places = [(group, subject) for group in self.group_ids[:-1] for subject in subjects]
        places.append((self.group_ids[-1], subjects[0]))
        self.sections = self.sql(
            "insert into structure_section (group_id, subject_id, hours)"
            " select g, s, 3 from unnest(%(groups)s::bigint[], %(subjects)s::bigint[]) x (g, s) returning id",
            groups=[group for group, _ in places],
            subjects=[subject for _, subject in places],
        )
        self.sql(
            "insert into structure_teachingload (order_id, section_id, teacher_id, hours, starts_on)"
            " select %(order)s, s, t, 3, %(start)s"
            " from unnest(%(sections)s::bigint[], %(teachers)s::bigint[]) x (s, t)",
            sections=self.sections,
            teachers=[self.employees[n % self.size.teachers] for n in range(len(self.sections))],
        )

    def lessons(self):
        """The last lessons are today's; every tenth is a control work that weighs twice."""
        days = [self.start + timedelta(n) for n in range((TODAY - self.start).days + 1)]
        days = [day for day in days if day.weekday() < 5][::-1]
        size, rows = self.size, []
        for place, section in enumerate(self.sections[:-1]):
            subject = place % size.subjects
            for n in range(size.lessons):
                left = size.subjects * size.lessons - 1 - (n * size.subjects + subject)
                rows.append((section, days[left // A_DAY], A_DAY - left % A_DAY, n))
        for n in range(size.big):
            left = size.big - 1 - n
            rows.append((self.sections[-1], days[left // 2], 2 - left % 2, n))
        kinds = dict(WorkKind.objects.values_list("code", "pk"))
        self.sql(
            "insert into journal_lesson (section_id, date, number, status, kind_id, topic, homework, taken_at, version)"
            " select s, d, n, 'planned', k, 'Тема ' || i, '§ ' || i, d, 1 from"
            " unnest(%(s)s::bigint[], %(d)s::date[], %(n)s::int2[], %(i)s::int[], %(k)s::bigint[]) x (s, d, n, i, k)",
            s=[row[0] for row in rows],
            d=[row[1] for row in rows],
            n=[row[2] for row in rows],
            i=[row[3] + 1 for row in rows],
            k=[kinds["control" if row[3] % 10 == 9 else "current"] for row in rows],
        )
