"""Records that may be one person are asked about before anything is written, and merged with a trace (R1-1.2c)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from schoolmis.audit.book import acting
from schoolmis.people.likeness import likely, reasons, suspected
from schoolmis.people.models import Comparison, Consent, Person
from students import actions
from students.likely import who
from students.models import Enrolment, Guardianship, Placement, Student

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
DATA = {"last_name": "Алымкулова", "first_name": "Сезим", "patronymic": "Азаматовна", "born_on": date(2012, 5, 14)}


@pytest.fixture
def girl(world):
    return world.student


@pytest.fixture
def double(girl, secretary):
    """The same girl once more, without a PIN, written with the letters of another keyboard."""
    student = actions.keep_student(DATA | {"phone": "0555 10 20 30"}, consent=(TODAY, "М-77"), by=secretary)
    aunt = {"last_name": "Садырова", "first_name": "Роза", "phone": "0700 11 22 33"}
    actions.add_guardian(student, aunt, relation="other", by=secretary)
    actions.add_document(student, by=secretary, kind="birth", number="0123456")
    return student


def test_the_same_person_is_found_without_kyrgyz_letters(world):
    found = likely(last_name="Омуралиева", first_name="Бегимай", born_on=date(2012, 5, 14))
    assert [one.person.first_name for one in found] == ["Бегимай"]
    assert likely(last_name="Исаков", first_name="Темир") == []
    assert likely(last_name="Омуралиева", first_name="Бегимай"), "the patronymic is not typed yet"


@pytest.mark.parametrize(
    ("pins", "born", "phones", "similarity", "expected"),
    [
        (("1", "1"), (None, None), ("", ""), 0.1, ["pin"]),
        (("1", "2"), (TODAY, TODAY), ("", ""), 1, []),
        (("", ""), (TODAY, TODAY + timedelta(1)), ("", ""), 1, []),
        (("", ""), (TODAY, TODAY), ("", ""), 0.5, ["born", "like"]),
        (("", ""), (None, TODAY), ("", ""), 1, ["name"]),
        (("", ""), (None, None), ("5", "5"), 0.5, ["phone", "like"]),
        (("", ""), (None, None), ("", ""), 0.6, []),
    ],
)
def test_two_pins_or_two_birth_dates_are_two_people(pins, born, phones, similarity, expected):
    assert reasons(pins=pins, born=born, phones=phones, similarity=similarity) == expected


def test_nothing_is_written_before_the_question_is_answered(world, login, secretary):
    client, count = login(secretary), Person.objects.count()
    data = {"last_name": "Алымкулова", "first_name": "Сезим", "born_on": "2012-05-14", "consent_on": "2026-11-20"}
    data |= {
        "school_class": world.class_b.pk,
        "on": "2026-11-20",
        "application_number": "5",
        "application_on": "2026-11-19",
    }
    page = client.post("/students/admit/", data)
    text = page.content.decode()
    assert page.status_code == 200 and 'name="same"' in text and 'value="Сезим"' in text
    assert Person.objects.count() == count
    known = client.post("/students/admit/", data | {"same": world.student.person_id})
    assert known["Location"] == f"/students/{world.student.pk}/" and Person.objects.count() == count
    client.post("/students/admit/", data | {"same": "new"})
    assert Person.objects.count() == count + 1


def test_a_guardian_who_is_known_is_linked_not_written_twice(world, login, secretary):
    client, count = login(secretary), Person.objects.count()
    url = f"/students/{world.child('Бегимай').pk}/guardians/add/"
    data = {"last_name": "Алымкулова", "first_name": "Жаңыл", "relation": "mother"}
    assert 'name="same"' in client.post(url, data).content.decode()
    mother = Person.objects.get(first_name="Жаңыл")
    client.post(url, data | {"same": mother.pk})
    assert Person.objects.count() == count
    assert Guardianship.objects.filter(guardian=mother, student=world.child("Бегимай")).exists()


def test_a_merge_moves_everything_and_can_be_read_afterwards(girl, login, double, secretary):
    kept, other = girl.person, double.person
    assert {kept.pk, other.pk} in [{pair.one.pk, pair.other.pk} for pair in suspected()]
    row = actions.merge_people(kept, other, reason="бир эле күбөлүк", by=secretary)
    kept.refresh_from_db()
    other.refresh_from_db()
    child = girl
    assert kept.phone == "+996555102030" and kept.pin == "11405201200012", "what it lacked is filled in"
    assert (other.merged_into, other.phone) == (kept, "")
    assert child.documents.count() == 1 and child.guardianships.filter(ends_on=None).count() == 2
    assert Consent.objects.filter(person=kept, ends_on=None).count() == 1, "the doubled consent is ended, not lost"
    assert Consent.objects.filter(person=kept).count() == 2
    assert row.before["other"]["phone"] == "+996555102030" and row.moved["students.studentdocument"]
    client = login(secretary)
    page = client.get(f"/students/merged/{row.pk}/").content.decode()
    assert "бир эле күбөлүк" in page and "11405201200012" not in page
    assert client.get(f"/students/{double.pk}/").status_code == 404, "the emptied record stands in no list"
    assert client.get("/students/", {"q": "сезим", "state": ""}).content.decode().count("Сезим Азаматовна") == 1
    with pytest.raises(ValidationError):
        actions.merge_people(kept, other, reason="дагы", by=secretary)


def test_records_on_the_roll_on_the_same_days_are_not_merged(world, girl, double, secretary, signed):
    order = signed()
    with acting(secretary):
        Enrolment.objects.create(student=double, order=order, starts_on=TODAY)
        Placement.objects.create(student=double, school_class=world.class_b, order=order, starts_on=TODAY)
    with pytest.raises(ValidationError) as refused:
        actions.merge_people(girl.person, double.person, reason="бир", by=secretary)
    assert refused.value.code == "overlap" and not Comparison.objects.exists()
    assert Student.objects.get(pk=double.pk).documents.count() == 1, "nothing is half moved"


def test_two_pins_and_staff_are_never_merged(world, girl, double, secretary):
    for one, other, code in [
        (girl.person, world.child("Бегимай").person, "pin"),
        (girl.person, world.employee("teacher").person, "staff"),
    ]:
        with pytest.raises(ValidationError) as refused:
            actions.merge_people(one, other, reason="бир", by=secretary)
        assert refused.value.code == code


def test_two_people_who_look_alike_are_asked_about_once(girl, login, double, secretary):
    one, other = sorted([girl.person_id, double.person_id])
    url, client = f"/students/likely/{one}/{other}/", login(secretary)
    assert url in client.get("/students/likely/").content.decode()
    assert client.post(url, {"verdict": "two", "reason": ""}).status_code == 422
    client.post(url, {"verdict": "two", "reason": "эгиздер"})
    assert url not in client.get("/students/likely/").content.decode()


def test_the_search_for_likenesses_goes_by_the_index(world, secretary):
    people = [Person(last_name=f"Фамилия{n}", first_name=f"Ысым{n * 7 % 900}") for n in range(3000)]
    Person.objects.bulk_create(people)
    with connection.cursor() as cursor:
        cursor.execute("select set_config('pg_trgm.similarity_threshold', '0.45', true)")
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain select id from people_person where folded % 'омуралиева бегимай'")
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "people_person_folded" in plan


def test_whose_parent_and_whose_child_is_said(world):
    """«мать: Алымкулова Сезим» could be read as the mother's own name."""
    mother = Person.objects.get(first_name="Жаңыл")
    names = [link.student.person.short_name for link in mother.wards.order_by("student__person__sort_key")]
    with translation.override("ru"):
        said = who([mother, world.student.person])
    assert said[mother.pk] == [f"мать, {'дети' if len(names) > 1 else 'ребёнок'}: {', '.join(names)}"]
    assert all("№" not in one or "личное дело №" in one for one in said[world.student.person_id])
