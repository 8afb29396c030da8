"""Choosing people: a few letters bring the likely ones, those chosen stay ticked."""

import pytest
from django.urls import reverse

from schoolmis import clock
from schoolmis.orders import actions
from schoolmis.orders.models import Order
from schoolmis.people.models import Employee, Person
from students.models import Student
from students.orders.forms import TransferForm

pytestmark = pytest.mark.django_db


def asked(client, code, text, *chosen, many="1"):
    return client.get(
        reverse("ui:pick", args=[code]), {"name": "who", "many": many, "who_q": text, "who": list(chosen)}
    ).content.decode()


def test_letters_without_a_kyrgyz_keyboard_find_the_name(login, secretary):
    assert "Өмүралиева" in asked(login(secretary), "students.enrolled", "омуралиева")


def test_those_chosen_stay_and_are_not_offered_twice(login, secretary, world):
    shown = asked(login(secretary), "students.enrolled", "алымкул", world.student.pk)
    assert shown.count(f'value="{world.student.pk}"') == 1 and "checked" in shown


@pytest.mark.parametrize("written", ["8-А", "8а", "8 A"])
def test_a_class_is_found_by_its_name(login, secretary, world, written):
    shown = asked(login(secretary), "students.enrolled", written)
    assert "Алымкулов" in shown and str(world.stranger.person) not in shown
    assert str(world.stranger.person) in asked(login(secretary), "students.enrolled", "8-Б")
    assert "<label>" not in asked(login(secretary), "students.enrolled", "77")


def test_one_of_several_is_a_round(login, secretary):
    assert 'type="radio"' in asked(login(secretary), "people.employees", "кадыр", many="0")


def test_more_than_fit_are_told_and_the_queries_stay_few(login, secretary, django_assert_max_num_queries):
    people = Person.objects.bulk_create(Person(last_name=f"Токтогулов{n:02}") for n in range(50))
    Student.objects.bulk_create(Student(person=person) for person in people)
    client = login(secretary)
    asked(client, "students.new", "токтогул")
    with django_assert_max_num_queries(8):
        shown = asked(client, "students.new", "токтогул")
    assert shown.count("<label>") == 40 and "hint" in shown


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


def drafted(client, world, **sent):
    """What the draft of the roles order answers to `sent`."""
    lines = {"kind-lines-TOTAL_FORMS": "2", "kind-lines-INITIAL_FORMS": "0", "title_ky": "Укуктар"}
    return client.post(reverse("orders:draft", args=["roles"]), lines | sent)


def test_without_javascript_the_search_is_a_button_and_nothing_is_wrong_yet(login, secretary, world):
    sent = {"kind-lines-0-employee_q": "кадыр", "pick_find": "kind-lines-0-employee", "title_ky": ""}
    answer = drafted(login(secretary), world, **sent)
    shown = answer.content.decode()
    assert answer.status_code == 200 and "aria-invalid" not in shown
    assert f'name="kind-lines-0-employee" value="{world.employee("stranger_teacher").pk}"' in shown
    assert not Order.objects.filter(kind="roles", status="draft").exists()


def test_whoever_has_left_is_shown_and_not_taken(login, secretary, world):
    gone = world.employee("homeroom")
    Employee.objects.filter(pk=gone.pk).update(ends_on=clock.today())
    sent = {"kind-lines-0-employee": gone.pk, "kind-lines-0-role": "secretary", "kind-from": "2026-11-20"}
    answer = drafted(login(secretary), world, **sent)
    assert answer.status_code == 422 and str(gone.person) in answer.content.decode()
    assert drafted(login(secretary), world, **sent | {"kind-lines-0-employee": "999999"}).status_code == 422


def test_a_table_asks_once_for_all_whom_it_names(login, secretary, world, django_assert_max_num_queries):
    people = [world.employee(name).pk for name in ("homeroom", "nobody", "director")]
    grants = [{"employee": pk, "role": "secretary", "class": None} for pk in people * 5]
    order = actions.draft_order("roles", by=secretary, payload={"grants": grants, "from": "2026-11-20"})
    client = login(secretary)
    client.get(reverse("orders:order", args=[order.pk]))
    with django_assert_max_num_queries(20):
        shown = client.get(reverse("orders:order", args=[order.pk])).content.decode()
    assert shown.count(" checked") >= len(grants)
