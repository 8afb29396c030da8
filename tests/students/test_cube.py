"""The cube counts as a patient person with a list would (R1-3.1h), and shows nobody what is not theirs (R1-6.1)."""

import csv
import io
import random
from collections import Counter
from datetime import date, timedelta

import openpyxl
import pytest

from schoolmis.audit.book import acting
from schoolmis.papers import report
from schoolmis.papers.builder.counting import ALL
from schoolmis.people.building import full_name
from schoolmis.people.models import Person
from schoolmis.structure.models import SchoolClass
from students.cube import dimensions
from students.cube.values import last_year
from students.models import Enrolment, Placement, Result, SocialCategory, Student, StudyForm
from students.reports.statistics import CODES
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
HERE = "/reports/students.build/"


def table(query, user, code="students.build"):
    """(built, its counted table)"""
    built = report.get(code)
    return built, built.asked(f"shape=table&{query}", user)["table"]


def rows_of(answer):
    assert answer.status_code == 200, answer.content.decode()[:400]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def crowd(world, director):
    """Two hundred more, some gone, some to come, some without a class, sex or birth date."""
    chance, order = random.Random(7), world.student.enrolments.get().order
    classes = list(SchoolClass.objects.all())
    with acting(director):
        for number in range(200):
            person = Person.objects.create(
                last_name=f"Бала{number}",
                sex=chance.choice(["m", "f", ""]),
                born_on=chance.choice([None, date(2010, 1, 1) + timedelta(days=chance.randrange(3000))]),
            )
            student = Student.objects.create(person=person)
            start = TODAY - timedelta(days=chance.randrange(-20, 400))
            end = chance.choice([None, None, start + timedelta(days=chance.randrange(1, 300))])
            Enrolment.objects.create(student=student, order=order, starts_on=start, ends_on=end)
            if chance.random() < 0.9:
                Placement.objects.create(
                    student=student, order=order, school_class=chance.choice(classes), starts_on=start, ends_on=end
                )


def by_hand(day):
    """Everybody on the roll on `day`, as plain facts, by looping over rows."""
    facts = []
    for student in Student.objects.select_related("person"):
        in_force = [
            [one for one in rows if one.starts_on <= day and (one.ends_on is None or one.ends_on > day)]
            for rows in (student.enrolments.all(), student.placements.select_related("school_class"))
        ]
        if not in_force[0]:
            continue
        of = in_force[1][0].school_class if in_force[1] else None
        person, born = student.person, student.person.born_on
        facts.append(
            {
                "grade": of and of.grade,
                "class": of and of.pk,
                "sex": person.sex or None,
                "born_year": born and born.year,
                "age": born and day.year - born.year - ((day.month, day.day) < (born.month, born.day)),
                "age_september": born and last_year(day).year - born.year - ((born.month, born.day) > (9, 1)),
                "language": of and of.language,
            }
        )
    return facts


@pytest.mark.parametrize("day", [TODAY, date(2026, 9, 5), date(2026, 1, 15)])
@pytest.mark.parametrize(
    "dims",
    [
        ("grade", "sex", "born_year"),
        ("class", "age", "sex"),
        ("age_september", "", "grade"),
        ("", "", "language"),
        ("sex", "", ""),
    ],
)
def test_the_cube_and_a_count_by_hand_agree(crowd, director, dims, day):
    rows, inner, columns = dims
    query = f"rows={rows}&inner={inner}&columns={columns}&measures=count&measures=girls&on={day}"
    _built, found = table(query, director)
    facts = by_hand(day)
    for places in ({0, 1, 2}, {0, 1}, {0, 2}, {0}, {2}, set()):
        want, girls = Counter(), Counter()
        for fact in facts:
            key = tuple(fact[dim] if dim and place in places else ALL for place, dim in enumerate(dims))
            want[key] += 1
            girls[key] += fact["sex"] == "f"
        for key, n in want.items():
            assert (found.part(*key)["m_count_n"], found.part(*key)["m_girls_n"]) == (n, girls[key]), key
    assert found.part(ALL, ALL, ALL).get("m_count_n", 0) == len(facts)


def test_the_page_asks_no_more_when_the_school_grows(world, director, login, django_assert_max_num_queries, request):
    client = login(director)
    client.get(HERE)
    request.getfixturevalue("crowd")
    with django_assert_max_num_queries(12):
        assert (
            client.get(f"{HERE}?lang=ky&shape=table&rows=class&inner=sex&columns=age&measures=count").status_code == 200
        )
    with django_assert_max_num_queries(12):
        assert client.get(f"{HERE}?lang=ky&shape=list&see=name&see=guardians&see=pin&bands=class").status_code == 200


def test_shares_are_of_the_whole_and_of_the_row(world, director, login):
    answer = login(director).get(f"{HERE}?lang=ru&shape=table&rows=grade&measures=count&measures=share&as=csv")
    assert rows_of(answer)[1:] == [["1", "1", "20,0"], ["8", "4", "80,0"]]


def test_a_list_shows_personal_data_only_of_those_who_consented(world, director, login):
    """R1-6.2"""
    lines = rows_of(login(director).get(f"{HERE}?lang=ru&shape=list&see=name&see=born_on&see=pin&see=sex&as=csv"))
    shown = {line[1].split()[1]: line[2:] for line in lines[1:]}
    assert shown["Сезим"] == ["14.05.2012", "11405201200012", "Девочки"]
    assert shown["Данияр"] == ["", "", ""]
    only = rows_of(login(director).get(f"{HERE}?lang=ru&shape=list&see=name&f_sex=f&as=csv"))
    assert "Осмонов Данияр" not in {line[1] for line in only}, "a filter says no more than the column would"


def test_a_homeroom_teacher_builds_over_the_own_class_alone(world, homeroom, login):
    client = login(homeroom)
    assert rows_of(client.get(f"{HERE}?lang=ru&shape=table&rows=class&as=csv"))[1:] == [["8-А", "3"]]
    assert client.get(f"{HERE}?lang=ru&shape=list&see=name&see=pin&as=csv").status_code == 422, "the PIN is not theirs"
    names = {line[1] for line in rows_of(client.get(f"{HERE}?lang=ru&shape=list&see=name&see=born_on&as=csv"))}
    assert "Алымкулова Сезим Азаматовна" in names and "Асан кызы Гүлзат" not in names


def test_the_administrator_gets_totals_without_the_small_figures(world, administrator, login):
    """R1-6.1: four of one class are recognised by a stranger; their figure and its neighbour are left out."""
    client = login(administrator)
    assert rows_of(client.get(f"{HERE}?lang=ru&shape=table&rows=class&measures=girls&as=csv"))[1:] == [
        ["1-А", "·"],
        ["8-А", "·"],
        ["8-Б", "·"],
    ]
    assert 'name="see"' not in client.get(HERE).content.decode()
    assert "Алымкулова" not in client.get(f"{HERE}?shape=list&see=name").content.decode()


@pytest.mark.parametrize("role", ["secretary", "administrator"])
def test_a_restricted_dimension_is_not_there_for_those_without_the_right(world, login, request, role):
    answer = login(request.getfixturevalue(role)).get(f"{HERE}?lang=ru&shape=table&rows=year_result")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        "rows=person__user__password",
        "see=person__user__password&shape=list",
        "sort=pk&shape=list",
        "f_grade=8%27%20or%201=1",
        "on=x",
    ],
)
def test_only_what_is_registered_can_be_asked(world, director, login, query):
    answer = login(director).get(f"{HERE}?lang=ru&shape=table&{query}")
    assert answer.status_code == 422 and "argon2" not in answer.content.decode()


def test_a_dimension_is_registered_in_a_few_lines(world, director):
    from schoolmis.papers.builder import Field

    built = report.get("students.build")
    dimensions.register(Field("initial", "First letter", value=lambda asked: full_name("person"), groups=True))
    for name in ("fields", "form_class"):
        built.__dict__.pop(name, None)
    try:
        assert built.asked("shape=table&rows=initial", director)["table"].part(ALL, ALL, ALL)["m_count_n"] == 5
    finally:
        dimensions._fields.pop("initial")
        for name in ("fields", "form_class"):
            built.__dict__.pop(name, None)


def test_the_tables_of_statistics_are_whole_and_say_what_has_no_source(world, director, login, secretary):
    """R1-2.2b: A to H in the file; the secretary's copy says that the results are not open."""
    answer = login(director).get("/reports/students.statistics/?lang=ky&as=xlsx&table=B4")
    titles = " ".join(openpyxl.load_workbook(io.BytesIO(b"".join(answer))).sheetnames)
    assert all(f"{letter}. " in titles for letter in "ABCEGH"), titles
    document = report.get("students.statistics").build({"on": TODAY, "user": secretary}, "ru")
    assert not any(sheet.heading.title.startswith("D.") for sheet in document.sheets)


def test_the_page_of_statistics_draws_the_table_it_is_asked_for(
    world, director, secretary, login, django_assert_max_num_queries
):
    """Forty statements for all of them are a file's work; a page asks for one table."""
    client, here = login(director), "/reports/students.statistics/?lang=ru"
    assert "A. " in client.get(here).content.decode()
    for code in (*CODES, "H", "none"):
        with django_assert_max_num_queries(12):
            page = client.get(f"{here}&table={code}").content.decode()
        assert page.count('<table class="ved"') == 1, code
        assert code == "none" or f"<h2>{code[0]}. " in page or f">{code[0]}</t" in page, code
    assert "Библиотечный фонд" in page, "what has no source is told on a page of its own"
    assert client.get(f"{here}&table=Z9").status_code == 422
    closed = next(code for code, table in CODES.items() if table.report == "students.build_results")
    assert "вам не открыто" in login(secretary).get(f"{here}&table={closed}").content.decode()


def test_social_categories_and_forms_of_study_count_by_right_and_by_day(world, director, deputy, administrator, login):
    student = world.student
    with acting(director):
        order = student.enrolments.get().order
        since = TODAY - timedelta(days=30)
        StudyForm.objects.create(student=student, form="home", order=order, starts_on=since)
        for category, ends in (("large", None), ("low_income", None), ("orphan", TODAY - timedelta(days=1))):
            SocialCategory.objects.create(
                student=student, category=category, document="№ 1", starts_on=since, ends_on=ends, added_by=director
            )
    client = login(director)
    forms = rows_of(client.get(f"{HERE}?shape=table&rows=study_form&measures=count&as=csv&lang=ru"))
    assert any("дому" in " ".join(row) for row in forms)
    social = rows_of(client.get(f"{HERE}?shape=table&rows=social&measures=count&as=csv&lang=ru"))
    words = " ".join(" ".join(row) for row in social)
    assert "многодетная" in words and "малообеспеченная" in words and "сирота" not in words
    refused = login(administrator).get(f"{HERE}?shape=table&rows=social&measures=count&lang=ru")
    assert "многодетная" not in refused.content.decode()


def test_a_cleared_result_and_a_level_are_no_marks(world, director):
    with acting(director):
        for child, facts in (("Сезим", {"value": 4}), ("Бегимай", {}), ("Данияр", {"code": "level", "own": "т"})):
            key = {
                "student": world.child(child),
                "subject": world.algebra.subject,
                "year": world.year,
                "period": "year",
            }
            Result.objects.create(**key, school_class=world.class_a, set_by=director, **facts)
    built, found = table("rows=&measures=success&measures=quality", director, "students.build_results")
    (line,) = built._table_rows(
        {
            "table": found,
            "asked": None,
            "measures": list(map(built.measures.get, ("success", "quality"))),
            "rows": None,
            "inner": None,
            "columns": None,
        }
    )
    assert [int(figure) for figure in line[1:]] == [100, 100]
