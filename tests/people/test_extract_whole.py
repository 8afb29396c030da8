"""R1-1.2a: the extract holds every table that names a person; a new table is put in, or left out with its reason."""

import json
from datetime import date

import pytest
from django.urls import reverse

from schoolmis.people import extract
from schoolmis.people.models import Employee, Person, Purpose
from students import actions
from students.models import Student
from tests.students.test_addresses import HOME

pytestmark = pytest.mark.django_db

# Table → title of its section in Russian; "": the reason stands beside it.
HELD = {
    "Acquaintance": "Прочитанные приказы",
    "Address": "Адреса",
    "Application": "Заявления",
    "Comparison": "Сравнённые записи",
    "Consent": "Согласия",
    "Document": "Поручения и документы под ответственность",
    "Employee": "Работа в школе",
    "Event": "Мероприятия под ответственность",
    "FormerName": "Прежние имена",
    "Guardianship": "Родители и опекуны",
    "Person": "",  # a record merged into this one is empty
    "Proposal": "Предложенные исправления",
    "Seat": "Участие в органах школы",
    "Student": "Учащийся",
    "Task": "Поручения и документы под ответственность",
    "Absence": "Приказы по работнику",
    "Duty": "Приказы по работнику",
    "Order": "Приказы по работнику",
    "Posting": "Приказы по работнику",
    "Substitution": "Приказы по работнику",
    "TeachingLoad": "Приказы по работнику",
    "TimesheetCorrection": "Приказы по работнику",
    "Attestation": "Личное дело работника",
    "Award": "Личное дело работника",
    "Diploma": "Личное дело работника",
    "Publication": "Личное дело работника",
    "StaffPaper": "Личное дело работника",
    "Training": "Личное дело работника",
    "AbsenceNote": "Сообщения об отсутствии",
    "TeacherAway": "Дни, отмеченные как отсутствие",
    "TeacherHours": "Часы, когда учитель не может вести уроки",
    "BehaviourNote": "Похвала и замечания",
    "TermText": "Оценивание словами",
    "Briefed": "Инструктажи по технике безопасности",
    "PaperSheet": "Недельный листок на бумаге",
    "Conversation": "Сообщения родителей и учителей",
    "ExamEntry": "Государственная аттестация",
    "AcademicDebt": "Академические задолженности",
    "Cell": "Отметки и пропуски",
    "Certificate": "Выданные справки и документы",
    "CertificateRequest": "Выданные справки и документы",
    "StateDocument": "Выданные справки и документы",
    "DistrictChild": "Микрорайон",
    "Enrolment": "Движение",
    "Placement": "Движение",
    "Exemption": "Освобождения и подгруппы",
    "Membership": "Освобождения и подгруппы",
    "Health": "Здоровье",
    "Meal": "Питание",
    "Photo": "Фотография",
    "Result": "Итоги четвертей и лет",
    "SocialCategory": "Социальные категории",
    "StudentDocument": "Документы",
    "StudyForm": "Форма обучения",
    "YearDecision": "Решения учебного года",
}


def test_every_table_that_names_a_person_has_its_section():
    from django.utils import translation

    tables = {
        row.related_model.__name__ for model in (Person, Employee, Student) for row in model._meta.related_objects
    }
    assert tables == set(HELD), "a new table about a person goes into the extract"
    with translation.override("ru"):
        titles = {str(one.title) for one in extract._sections}
    assert {title for title in HELD.values() if title} <= titles


def rows(client, person, **query):
    answer = client.get(reverse("own_data:extract", args=[person.pk]), {"as": "json", "lang": "ky"} | query)
    return {one["section"]: str(one["rows"]) for one in json.loads(answer.content)["data"]}


@pytest.fixture
def full(world, secretary, deputy):
    child = world.student
    actions.set_address(child, child.person, kind="registered", by=secretary, **HOME)
    actions.note_health(child, seen=0, by=deputy, sport="special", allergies="жаңгак", notes="астма")
    actions.register_consent(child, on=date(2026, 11, 20), purpose=Purpose.PHOTO, by=secretary)
    actions.register_application(
        "other", received_on=date(2026, 11, 20), student=child, applicant_name="Жаңыл", text="сурам", by=secretary
    )
    return child


def test_the_parent_is_given_what_was_left_out_before(full, login, mother, world):
    held = rows(login(mother), full.person)
    assert "Бөкөнбаев" in held["Даректер"] and "астма" in held["Ден соолугу"] and "жаңгак" in held["Ден соолугу"]
    assert "Жаңыл" in held["Арыздар"]
    personal = held["Жеке маалыматтар"]
    assert ("'кыз бала'" in personal or "'эркек бала'" in personal) and "аял" not in personal


def test_the_office_prints_the_extract_and_does_not_read_health(full, login, secretary, director):
    assert "астма" not in rows(login(secretary), full.person)["Ден соолугу"]
    assert "астма" in rows(login(director), full.person)["Ден соолугу"]


def test_an_employee_is_given_orders_duties_and_load(world, login, teacher):
    held = rows(login(teacher), teacher.person)
    assert "Окуу жүктөмү" in held["Кызматкер боюнча буйруктар"]
