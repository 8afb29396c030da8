"""Choosing people: a few letters bring the likely ones, those chosen stay ticked."""

import pytest
from django.urls import reverse

from schoolmis.people.models import Person
from students.models import Student
from students.orders.forms import TransferForm

pytestmark = pytest.mark.django_db


def asked(client, code, text, *chosen, many="1"):
    return client.get(
        reverse("ui:pick", args=[code]), {"name": "who", "many": many, "pick_q": text, "who": list(chosen)}
    ).content.decode()


def test_letters_without_a_kyrgyz_keyboard_find_the_name(login, secretary):
    assert "Өмүралиева" in asked(login(secretary), "students.enrolled", "омуралиева")


def test_those_chosen_stay_and_are_not_offered_twice(login, secretary, world):
    shown = asked(login(secretary), "students.enrolled", "алымкул", world.student.pk)
    assert shown.count(f'value="{world.student.pk}"') == 1 and "checked" in shown


def test_one_of_several_is_a_round(login, secretary):
    assert 'type="radio"' in asked(login(secretary), "people.employees", "кадыр", many="0")


def test_more_than_fit_are_told_and_the_queries_stay_few(login, secretary, django_assert_max_num_queries):
    people = Person.objects.bulk_create(Person(last_name=f"Токтогулов{n:02}") for n in range(30))
    Student.objects.bulk_create(Student(person=person) for person in people)
    client = login(secretary)
    asked(client, "students.new", "токтогул")
    with django_assert_max_num_queries(8):
        shown = asked(client, "students.new", "токтогул")
    assert shown.count("<label>") == 20 and "hint" in shown


def test_one_letter_and_rubbish_find_nobody(login, secretary):
    client = login(secretary)
    for text in ("а", "%", "\\", "<script>", "ъъъъ"):
        assert "<label>" not in asked(client, "students.enrolled", text), text
    assert "checked" not in asked(client, "students.enrolled", "", "x", "-1", "9999999")


def test_an_order_takes_only_those_it_may_be_about(world):
    left_out = Student.objects.create(person=Person.objects.create(last_name="Жаңы"))
    data = {"kind-students": [str(left_out.pk)], "kind-on": "2026-11-20", "kind-school_class": str(world.class_b.pk)}
    form = TransferForm(data)
    assert not form.is_valid() and "students" in form.errors
    assert TransferForm(data | {"kind-students": [str(world.student.pk)]}).is_valid()
