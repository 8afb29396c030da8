"""The register of the micro-district's children: restricted, matched with our own, counted, imported with a preview."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from schoolmis.access import Denied
from schoolmis.papers import report
from students import actions
from students.models import DistrictCensus, DistrictChild
from students.rules import district
from tests.cast import APPLIED

HERE = "/students/district/"
TODAY = date(2026, 11, 20)


def data(**other):
    return {
        "last_name": "Токтосунов",
        "first_name": "Бекзат",
        "patronymic": "",
        "sex": "m",
        "born_on": date(2018, 3, 4),
        "pin": None,
        "address": "Ак-Терек айылы, Көл көч., 3",
        "where": "school",
        "place": "№ 2 орто мектеп",
        "reason": "",
        "note": "",
        "checked_on": date(2026, 9, 5),
    } | other


@given(st.dates(date(2005, 1, 1), date(2026, 11, 20)))
def test_the_register_is_of_children_from_5_to_16(born):
    age = district.age_on(born, TODAY)
    assert district.of_age(born, TODAY) == (age <= 16 and TODAY.year - born.year >= 5)


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"born_on": date(2005, 1, 1)}, "born_on"),
        ({"where": "nowhere", "place": ""}, "reason"),
        ({"place": ""}, "place"),
        ({"checked_on": date(2026, 12, 1)}, "checked_on"),
        ({"pin": "123"}, "pin"),
    ],
)
@pytest.mark.django_db
def test_what_is_not_said_or_cannot_be_is_refused_at_its_field(secretary, wrong, field):
    with pytest.raises(ValidationError) as refused:
        actions.keep_child(data(**wrong), by=secretary)
    assert field in refused.value.error_dict and not DistrictChild.objects.exists()


@pytest.mark.django_db
def test_our_own_student_is_found_by_the_pin_or_by_name_and_birth_date(world, secretary):
    person = world.student.person
    by_pin = actions.keep_child(data(last_name="Башка", pin=person.pin, born_on=person.born_on), by=secretary)
    other = world.stranger.person
    named = data(last_name=other.last_name.lower(), first_name="Гулзат", born_on=other.born_on)
    by_name = actions.keep_child(named, by=secretary)
    assert (by_pin.student, by_pin.where, by_pin.place) == (world.student, "here", "")
    assert (by_name.student, by_name.where) == (world.stranger, "here")
    assert actions.keep_child(data(), by=secretary).student is None


@pytest.mark.django_db
def test_who_comes_to_this_school_later_is_matched_and_who_leaves_is_to_be_asked_about(world, secretary, signed, login):
    child = actions.keep_child(data(pin="20403201800011"), by=secretary)
    student = actions.keep_student(
        {"last_name": "Токтосунов", "first_name": "Бекзат", "born_on": date(2018, 3, 4)},
        by=secretary,
        consent=(date(2026, 11, 1), "М-9"),
    )
    order = signed(on=date(2026, 11, 10))
    actions.admit_student(
        student, school_class=world.first_class, order=order, on=date(2026, 11, 10), documents=APPLIED, by=secretary
    )
    assert actions.match_children(by=secretary) == 1 and actions.match_children(by=secretary) == 0
    child.refresh_from_db()
    assert (child.student, child.where) == (student, "here")
    actions.release_student(
        student,
        order=order,
        on=date(2026, 11, 15),
        ground="other",
        went_to="Балыкчы",
        document="Соттун чечими № 4",
        by=secretary,
    )
    assert "Токтосунов" in login(secretary).get(HERE, {"state": "left"}).content.decode()


@pytest.mark.django_db
def test_the_same_child_stands_there_once(secretary):
    actions.keep_child(data(), by=secretary)
    with pytest.raises(ValidationError) as refused:
        actions.keep_child(data(), by=secretary)
    assert refused.value.code == "known"
    actions.end_child(DistrictChild.objects.get(), on=TODAY, note="Ош", by=secretary)
    assert actions.keep_child(data(), by=secretary).pk, "who moved away and came back is entered again"


@pytest.mark.django_db
def test_two_who_correct_at_once_see_both_values(secretary, login):
    child = actions.keep_child(data(), by=secretary)
    actions.change_child(child, version=1, by=secretary, address="Манас көч., 1")
    form = data(address="Көл көч., 8", version=1, pin="", born_on="2018-03-04", checked_on="2026-09-05")
    answer = login(secretary).post(f"{HERE}{child.pk}/edit/", form)
    assert answer.status_code == 422 and "Манас көч., 1" in answer.content.decode()
    assert login(secretary).post(f"{HERE}{child.pk}/edit/", form | {"version": 2}).status_code == 302


@pytest.mark.django_db
def test_a_census_is_taken_once_a_year_and_stays_as_it_was(secretary, login):
    actions.keep_child(data(), by=secretary)
    actions.keep_child(
        data(first_name="Нуртилек", where="nowhere", place="", reason="health", checked_on=None), by=secretary
    )
    client = login(secretary)
    assert client.post(f"{HERE}census/", {"on": "2026-11-20"}).status_code == 302
    assert client.post(f"{HERE}census/", {"on": "2026-11-20"}).status_code == 422
    census = DistrictCensus.objects.get()
    assert sum(line[3] for line in census.counts) == 2 and census.unchecked == 1
    actions.keep_child(data(first_name="Жаңыл", sex="f"), by=secretary)
    frozen = report.build("students.district", {"census": census}, "ru").sheets
    now = report.build("students.district", {}, "ru").sheets
    assert (frozen[0].footers[0][1], now[0].footers[0][1]) == (2, 3)
    assert len(frozen) == 1 and [row[1] for row in now[1].rows] == ["Токтосунов Нуртилек"]


@pytest.mark.django_db
def test_a_list_of_nobody_is_not_checked(secretary, login):
    answer = login(secretary).get(f"{HERE}check/", follow=True)
    assert answer.redirect_chain
    assert [one.level_tag for one in answer.context["messages"]] == ["error"]


@pytest.mark.django_db
def test_what_the_list_shows_is_checked_together(secretary, login):
    actions.keep_child(data(checked_on=None), by=secretary)
    actions.keep_child(data(first_name="Нуртилек", where="garden", checked_on=None), by=secretary)
    assert login(secretary).post(f"{HERE}check/?where=garden", {"on": "2026-11-19"}).status_code == 302
    assert [one.first_name for one in DistrictChild.objects.exclude(checked_on=None)] == ["Нуртилек"]


def workbook(*rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["№", "Аты-жөнү", "Туулган күнү", "Дареги", "ПИН", "Окуган жери", "Себеби"])
    for number, row in enumerate(rows, 1):
        book.active.append([number, *row])
    book.save(out)
    return SimpleUploadedFile("балдар.xlsx", out.getvalue())


@pytest.mark.django_db
def test_a_list_is_looked_at_and_then_saved_whole(world, secretary, login):
    person = world.student.person
    rows = [
        ("Токтосунов Бекзат", "04.03.2018", "Көл көч., 3", "", "№ 2 орто мектеп", ""),
        ("Ысакова Айпери", "01.02.2021", "Көл көч., 5", "", "бала бакча", ""),
        ("Маматов Эрлан", "01.02.2014", "Көл көч., 7", "", "окубайт", "ден соолугу"),
        (str(person), "14.05.2012", "Көл көч., 9", person.pin, "наша школа", ""),
        ("Асанов Чоң", "01.02.2001", "", "", "колледж", ""),
        ("Асанова Себепсиз", "01.02.2013", "", "", "окубайт", ""),
    ]
    client = login(secretary)
    answer = client.post("/imports/new/", {"file": workbook(*rows)})
    assert answer.status_code == 302, answer.context["form"].errors
    assert client.get(answer.url).status_code == 200 and not DistrictChild.objects.exists()
    client.post(f"{answer.url}confirm/", follow=True)
    found = {one.last_name: one for one in DistrictChild.objects.all()}
    assert len(found) == 4 and "Асанов" not in found
    assert (found["Ысакова"].where, found["Маматов"].where, found["Маматов"].reason) == ("garden", "nowhere", "health")
    assert found[person.last_name].student == world.student and found["Токтосунов"].place == "№ 2 орто мектеп"
    again = client.post("/imports/new/", {"file": workbook(*rows[:4])})
    from schoolmis.imports.models import Upload

    assert Upload.objects.latest("pk").counts["unchanged"] == 4 and again.status_code == 302


@pytest.mark.django_db
def test_only_the_leaders_and_the_office_see_it(world, login, teacher, homeroom, mother, deputy, administrator):
    for user in (teacher, homeroom, mother, administrator):
        assert login(user).get(HERE).status_code == 403
        with pytest.raises(Denied):
            actions.keep_child(data(), by=user)
    assert login(deputy).get(HERE).status_code == 200


@pytest.mark.django_db
def test_the_list_takes_as_many_statements_however_long_it_is(secretary, login, django_assert_max_num_queries):
    for number in range(30):
        actions.keep_child(data(first_name=f"Бекзат{'аб'[number % 2] * (number + 1)}"), by=secretary)
    client = login(secretary)
    client.get(HERE)
    with django_assert_max_num_queries(12):
        assert client.get(HERE, {"age": "8"}).status_code == 200
    for kind in ("xlsx", "csv"):
        assert client.get(HERE, {"export": kind}).status_code == 200
