"""Addresses by the official list: of students, of those who answer for them (R1-1.2c)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schoolmis.audit.book import acting
from schoolmis.people import places
from students import actions
from students.drafting import words_of
from students.models import Application, Student

pytestmark = pytest.mark.django_db
HOME = {"place": "Y-03", "settlement": "Бөкөнбаев айылы", "street": "Манас көч., 4"}


def test_an_address_is_by_the_official_list_and_the_old_text_stays(world, login, secretary):
    child = world.student
    with acting(secretary):
        type(child.person).objects.filter(pk=child.person_id).update(address="эски текст, 5")
    child.person.refresh_from_db()
    actions.set_address(child, child.person, kind="actual", by=secretary, **HOME)
    child.person.refresh_from_db()
    assert child.person.address == "Ысык-Көл облусу, Тоң району, Бөкөнбаев айылы, Манас көч., 4"
    url = reverse("students:block", args=[child.pk, "students.identity"])
    assert "эски текст, 5" in login(secretary).get(url).content.decode()
    with pytest.raises(ValidationError) as refused:
        actions.set_address(child, child.person, kind="actual", by=secretary, **(HOME | {"place": "Z-99"}))
    assert "place" in refused.value.error_dict


def test_the_list_of_places_is_whole_in_both_languages():
    every = places.places().values()
    assert len({one.code for one in every}) == len(list(every)) and all(one.ky and one.ru for one in every)
    regions = [one for one in every if not one.region]
    districts = [one for one in every if one.region and "район" in one.ky]
    assert (len(regions), len(districts)) == (10, 44), "9 regions and abroad; 40 districts and 4 of the capital"
    assert places.line("GO-01", "", "Ленин көч., 1", "ru") == "г. Ош, Ленин көч., 1"


def test_who_writes_an_address_later_is_shown_both(world, login, secretary):
    child, url = world.student, reverse("students:address", args=[world.student.pk, "actual"])
    actions.set_address(child, child.person, kind="actual", by=secretary, **HOME)
    later = HOME | {"street": "Ош көч., 9", "address_version": 0}
    page = login(secretary).post(url, later)
    assert (
        page.status_code == 422 and "Манас көч., 4" in page.content.decode() and "Ош көч., 9" in page.content.decode()
    )
    assert child.person.addresses.get(ends_on=None).street == "Манас көч., 4", "nothing is overwritten"
    assert login(secretary).post(url, later | {"address_version": 1}).status_code == 302
    assert child.person.addresses.get(ends_on=None).version == 2


def test_a_guardian_has_an_address_by_the_list_too(world, login, secretary):
    link, client = world.student.guardianships.get(), login(secretary)
    person = link.guardian
    sent = {"last_name": person.last_name, "first_name": person.first_name, "phone": person.phone, "told": "all"}
    sent |= {"relation": "mother", "version": person.version, "tie_version": link.version}
    url = reverse("students:guardian_edit", args=[world.student.pk, link.pk])
    assert client.post(url, sent | {"street": "Манас көч., 4"}).status_code == 422, "a street without its district"
    assert client.post(url, sent | HOME).status_code == 302
    assert str(person.addresses.get(ends_on=None)).startswith("Ысык-Көл облусу, Тоң району")
    assert "Бөкөнбаев" in client.get(f"/students/{world.student.pk}/").content.decode()
    with pytest.raises(ValidationError) as refused:
        actions.set_address(world.student, world.stranger.person, kind="actual", by=secretary, **HOME)
    assert refused.value.code == "stranger"


def test_a_new_student_is_admitted_with_an_address_by_the_list(world, login, secretary):
    sent = {"last_name": "Өсөров", "first_name": "Бакыт", "school_class": world.class_b.pk, "on": "2026-11-20"}
    sent |= {"consent_on": "2026-11-20", "consent_paper": "7", "born_on": "2012-05-05"} | HOME
    assert login(secretary).post("/students/admit/", sent).status_code == 302
    person = Student.objects.get(person__last_name="Өсөров").person
    assert person.addresses.get().place == "Y-03" and person.address.endswith("Манас көч., 4")
    page = login(secretary).get(f"/students/{person.student.pk}/edit/").content.decode()
    assert 'name="address"' not in page, "the line follows the list and is not typed beside it"


def test_an_application_names_the_place_by_the_list(world, login, secretary):
    sent = {"kind": "moved", "received_on": "2026-11-20", "student": world.student.pk, "applicant_name": "Жаңыл"}
    sent |= {"area": "GO-01", "place": "№ 5 мектеп"}
    assert login(secretary).post("/students/applications/new/", sent).status_code == 302
    application = Application.objects.get()
    assert (application.place, application.area) == ("Ош шаары, № 5 мектеп", "GO-01")


def test_the_order_drafted_from_an_application_has_the_code_of_the_place(world, login, secretary):
    """Statistics count where newcomers are from by the code, not by words (R7-4.2)."""
    told = {"received_on": date(2026, 11, 20), "child_name": "Өсөров Бакыт", "applicant_name": "Жаңыл", "by": secretary}
    application = actions.register_application("admission", place="Ош шаары, № 5 мектеп", area="GO-01", **told)
    client = login(secretary)
    page = client.get(f"/students/admit/?application={application.pk}").content.decode()
    assert '<option value="GO-01" selected>' in page
    returning = Application(kind="restoration", place="Ош", area="GO-01", student=world.student, number=2)
    returning.received_on = date(2026, 11, 20)
    assert words_of(returning)["payload"]["students"][0]["came_place"] == "GO-01"
    with pytest.raises(ValidationError):
        actions.register_application("admission", area="XX-99", **told)
