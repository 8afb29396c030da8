"""A paper that is dated keeps the name of its day, whenever it is printed (domain §4.2)."""

from datetime import date

import pytest
from django.urls import reverse

from schoolmis.audit.book import acting
from schoolmis.papers import report
from schoolmis.people.models import FormerName, Person
from schoolmis.people.names_then import NamesThen, name_then
from students import actions
from students.leaving_papers import PAPERS
from students.models import Student
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
OLD, NEW = "Алымкулова", "Садырова"


def renamed(student, on, secretary):
    student.person.refresh_from_db()
    person = student.person
    return actions.change_name(
        student,
        version=person.version,
        last_name=NEW,
        first_name=person.first_name,
        patronymic=person.patronymic,
        on=on,
        document="Күбөлүк № 5",
        document_on=on,
        by=secretary,
    )


def test_each_day_has_the_name_that_was_borne_on_it(world, secretary):
    person = world.student.person
    for name, until in (("Биринчи", date(2020, 5, 1)), ("Экинчи", date(2024, 5, 1))):
        with acting(secretary):
            FormerName.objects.create(
                person=person, last_name=name, ends_on=until, document="№ 1", document_on=until, changed_by=secretary
            )
    names = NamesThen([person])
    worn = [names.on(person, day).last_name for day in (date(2020, 4, 30), date(2020, 5, 1), date(2024, 5, 1), None)]
    assert worn == ["Биринчи", "Экинчи", OLD, OLD]
    assert Person.objects.get(pk=person.pk).last_name == OLD, "the copy changes nothing"
    assert name_then(person, date(2020, 1, 1)) == "Биринчи"


def test_orders_books_and_applications_reprint_with_the_name_of_their_day(world, signed, login, secretary):
    child, client = world.student, login(secretary)
    line = {"student": child.pk, "class": world.class_b.pk}
    before = signed("transfer", on=date(2026, 11, 9), **{"from": "2026-11-10", "students": [line]})
    asked = actions.register_application(
        "transfer", received_on=date(2026, 11, 9), student=child, applicant_name="Жаңыл", by=secretary
    )
    renamed(child, date(2026, 11, 12), secretary)
    after = signed(
        "transfer", on=date(2026, 11, 16), **{"from": "2026-11-17", "students": [line | {"class": world.class_a.pk}]}
    )
    for order, name, other in ((before, OLD, NEW), (after, NEW, OLD)):
        paper = " ".join(pages(client.get(reverse("orders:print", args=[order.pk])).content))
        page = client.get(reverse("orders:order", args=[order.pk])).content.decode()
        assert name in paper and other not in paper and f"{name} Сезим" in page
    sheet = " ".join(pages(client.get(reverse("students:application_print", args=[asked.pk])).content))
    assert OLD in sheet and NEW not in sheet
    book = report.build("students.movement_book", {"first": date(2026, 11, 1), "last": date(2026, 11, 30)}, "ky")
    rows = str(book.sheets[0].rows)
    assert rows.index(f"{OLD} Сезим") < rows.index(f"{NEW} Сезим")
    assert NEW in client.get(f"/students/{child.pk}/").content.decode(), "the card has the present name"


def test_a_leavers_papers_reprint_with_the_name_of_their_day(world, signed, secretary, asked):
    papers = [asked("moved", world.student)]
    line = {"student": world.student.pk, "ground": "moved", "went_to": "Бишкек шаары", "documents": papers}
    signed("departure", on=date(2026, 11, 16), **{"from": "2026-11-18", "students": [line]})
    issues = actions.make_papers(world.student.enrolments.get(), by=secretary)
    with_former = {
        "last_name": OLD,
        "ends_on": date(2026, 11, 21),
        "document": "№ 5",
        "document_on": date(2026, 11, 20),
    }
    with acting(secretary):
        FormerName.objects.create(person=world.student.person, first_name="Сезим", changed_by=secretary, **with_former)
        Person.objects.filter(pk=world.student.person_id).update(last_name=NEW)
    for issue in issues:
        issue.spell.student = Student.objects.select_related("person").with_consent().get(pk=world.student.pk)
        text = " ".join(pages(PAPERS[issue.kind].render([issue], "ky")))
        assert OLD in text and NEW not in text
