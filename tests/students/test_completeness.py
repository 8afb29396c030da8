"""R1-1.2b: the school sees who lacks what, by class, and mends it on the card."""

from datetime import date, timedelta

import pytest

from schoolmis.papers import report
from schoolmis.people.models import Purpose
from students import actions
from students.completeness import checked
from students.models import Student
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
HERE = "/students/incomplete/"


def test_who_lacks_what_is_told_with_the_way_to_mend_it(world, login, secretary):
    """Every child of the cast lacks a number of the file and an address; Гүлзат has no guardian."""
    page = login(secretary).get(f"{HERE}?check=guardian&class={world.class_b.pk}").content.decode()
    assert "Асан кызы Гүлзат" in page and f"/students/{world.stranger.pk}/" in page
    assert "Алымкулова Сезим" not in page


def test_without_a_consent_nothing_personal_is_missed(world):
    """R1-6.2: what may not be kept is not lacking."""
    one = checked(Student.objects.all(), TODAY).get(person__first_name="Данияр")
    assert one.lacks_consent and not (one.lacks_pin or one.lacks_guardian or one.lacks_address)
    other = checked(Student.objects.all(), TODAY).get(person__first_name="Сезим")
    assert not other.lacks_consent and other.lacks_address and not other.lacks_pin


def test_the_share_of_a_class_is_of_its_students_and_a_homeroom_teacher_sees_the_own(
    world, director, homeroom, secretary
):
    one = report.get("students.completeness")
    assert [row["class"] for row in one.rows({"user": homeroom, "on": TODAY})] == ["8-А"]
    before = {row["class"]: row for row in one.rows({"user": director, "on": TODAY})}
    assert before["8-А"]["all"] == 3 and before["8-А"]["whole"] == 0
    Student.objects.filter(pk=world.student.pk).update(file_number="А/1")
    world.student.person.address = "Ош көчөсү, 5"
    world.student.person.save()
    actions.add_document(world.student, kind="birth", number="1", by=secretary)
    after = {row["class"]: row for row in one.rows({"user": director, "on": TODAY})}
    assert after["8-А"]["whole"] == 1 and float(after["8-А"]["share"]) == pytest.approx(33.3, abs=0.1)
    assert one.totals({"user": director}, list(after.values()))[0]["whole"] == 1


def test_the_list_asks_no_more_when_it_grows(world, login, secretary, django_assert_max_num_queries):
    client = login(secretary)
    client.get(HERE)
    with django_assert_max_num_queries(12):
        client.get(HERE)


def test_documents_and_the_photograph_are_asked_for(world, secretary):
    child = world.student
    now = lambda: checked(Student.objects.all(), TODAY).get(pk=child.pk)  # noqa: E731
    assert now().lacks_identity and not now().lacks_over and not now().lacks_photo, "no consent to a photograph"
    actions.add_document(child, kind="birth", number="1", by=secretary)
    over = {"kind": "medical", "issued_on": date(2025, 1, 1), "valid_until": TODAY - timedelta(1)}
    paper = actions.add_document(child, by=secretary, **over)
    actions.register_consent(child, on=TODAY, purpose=Purpose.PHOTO, by=secretary)
    assert not now().lacks_identity and now().lacks_over and now().lacks_photo
    actions.add_document(child, kind="medical", replaces=paper, by=secretary)
    assert not now().lacks_over, "a newer paper stands in its place"
