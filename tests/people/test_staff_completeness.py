"""R1-1.2b: which employee's record lacks what, for the director, the deputy and the office."""

from datetime import timedelta

import pytest
from django.utils import translation

from schoolmis.audit.book import acting
from schoolmis.papers import report
from schoolmis.people.actions import give_consent
from schoolmis.people.completeness import checked
from schoolmis.people.models import Employee, StaffPaper
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
HERE = "/staff/incomplete/"


@pytest.fixture
def one(world):
    return world.employee("teacher")


def now(one):
    return checked().get(pk=one.pk)


def test_what_is_lacking_is_named_and_goes_when_it_is_there(one, director, login):
    assert now(one).lacks_education and now(one).lacks_category and now(one).lacks_diploma
    page = login(director).get(f"{HERE}?check=education").content.decode()
    assert str(one) in page and f"/staff/{one.pk}/" in page
    with acting(director):
        Employee.objects.filter(pk=one.pk).update(education="higher", category="first", category_until=TODAY)
    assert not (now(one).lacks_education or now(one).lacks_category or now(one).lacks_category_over)
    assert str(one) not in login(director).get(f"{HERE}?check=education").content.decode()


def test_personal_data_are_missed_only_under_a_consent(one, director):
    assert now(one).consented is False and now(one).lacks_consent and not now(one).lacks_pin
    other = now(one)
    assert not (other.lacks_medical or other.lacks_over), "its papers may not be kept"


def test_a_category_is_asked_of_pedagogues_and_papers_run_out(world, director, one):
    secretary = world.employee("secretary")
    assert not now(secretary).lacks_category
    with acting(director):
        give_consent(one.person, on=TODAY, paper="1", by=director)
        StaffPaper.objects.create(employee=one, kind="medical", valid_until=TODAY - timedelta(1))
    assert now(one).lacks_over and not now(one).lacks_medical and now(one).lacks_pin == (one.person.pin is None)


def test_the_report_counts_them(world, director, one):
    def lacking():
        rows = report.get("people.completeness").rows({"user": director})
        return {title: number for title, number, _share in rows}["no level of education"]

    with translation.override("en"):
        before = lacking()
        with acting(director):
            Employee.objects.filter(pk=one.pk).update(education="higher")
        assert lacking() == before - 1


def test_the_page_takes_few_statements(world, director, login, django_assert_max_num_queries):
    client = login(director)
    client.get(HERE)
    with django_assert_max_num_queries(12):
        assert client.get(HERE).status_code == 200
