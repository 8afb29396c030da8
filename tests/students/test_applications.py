"""The register of applications (R7-4.5): numbered without gaps, answered by an order, open to those who may see it."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from schoolmis.orders.actions import annul_draft, sign_order
from schoolmis.orders.models import Order
from students import actions
from students.models import Application, Student
from students.orders.forms import AdmissionForm

URL = "/students/applications/"


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def one(by, student=None, kind="transfer", on=date(2026, 11, 20), **more):
    more = {"applicant_name": "Алымкулова Жаңыл"} | more
    return actions.register_application(kind, received_on=on, student=student, by=by, **more)


def test_numbers_and_dates_go_up_together(world, secretary):
    first = one(secretary, world.student, on=date(2026, 11, 10))
    assert (first.number, one(secretary, world.student).number) == (1, 2)
    for wrong in (date(2026, 11, 19), date(2026, 11, 21)):
        with pytest.raises(ValidationError):
            one(secretary, world.student, on=wrong)
    assert one(secretary, world.student).number == 3, "a refusal leaves no gap"


def test_the_applicant_is_a_guardian_or_a_student_of_age(world, secretary):
    mother = world.student.guardianships.get().guardian
    assert one(secretary, world.student, applicant=mother, on=date(2024, 8, 20)), "entered later, a parent before"
    assert one(secretary, world.student, applicant=mother).applicant_name.startswith("Алымкулова Жаңыл")
    for stranger in (world.stranger.person, world.student.person):  # the student is a minor
        with pytest.raises(ValidationError):
            one(secretary, world.student, applicant=stranger)


def test_a_health_document_has_no_scan_R7_3_5(world, secretary):
    application = one(secretary, world.student, "health")
    scan = SimpleUploadedFile("a.pdf", b"%PDF-1.4 x", "application/pdf")
    with pytest.raises(ValidationError):
        actions.attach_paper(application, "medical", "12", date(2026, 11, 1), by=secretary, scan=scan)
    actions.attach_paper(application, "medical", "12", date(2026, 11, 1), by=secretary)
    with pytest.raises(ValidationError):
        actions.attach_paper(application, "medical", "12", date(2026, 11, 1), by=secretary)


def test_one_press_drafts_the_order_and_its_signature_answers_the_application(world, login, secretary, director):
    application = one(secretary, world.student, "school", place="Ош, № 5", wished_on=date(2026, 11, 20))
    actions.attach_paper(application, "confirmation", "7", date(2026, 11, 19), by=secretary)
    client = login(secretary)
    assert client.post(f"{URL}{application.pk}/draft/").status_code == 302
    order = Order.objects.get(kind="departure")
    assert order.payload["students"][0]["went_to"] == "Ош, № 5" and "№ 1, 20.11.2026" in order.basis
    page = text_of(client.get(f"/orders/{order.pk}/"))
    assert "№ 7, 19.11.2026" in page
    client.post(f"{URL}{application.pk}/draft/")
    assert Order.objects.filter(kind="departure").count() == 1, "once"
    sign_order(order, by=director)
    application.refresh_from_db()
    assert (application.state, application.order) == ("answered", order)
    assert world.student.enrolments.get().ground == "school"
    with pytest.raises(ValidationError):
        actions.close_application(application, "refused", "кеч", by=secretary)


def test_an_annulled_draft_gives_way_to_another(world, login, secretary):
    application, client = one(secretary, world.student, "family"), login(secretary)
    client.post(f"{URL}{application.pk}/draft/")
    with pytest.raises(ValidationError):
        actions.close_application(application, "withdrawn", "", by=secretary)
    annul_draft(Order.objects.get(kind="study_home"), by=secretary)
    client.post(f"{URL}{application.pk}/draft/")
    assert Order.objects.filter(kind="study_home").count() == 2


def test_a_refusal_gives_its_reason_and_a_withdrawal_need_not(world, login, secretary):
    client, first, second = login(secretary), one(secretary, world.student), one(secretary, world.student)
    assert client.post(f"{URL}{first.pk}/refuse/", {"answer": ""}).status_code == 422
    assert client.post(f"{URL}{first.pk}/refuse/", {"answer": "Орун жок"}).status_code == 302
    assert client.post(f"{URL}{second.pk}/withdraw/", {"answer": ""}).status_code == 302
    assert sorted(Application.objects.values_list("state", flat=True)) == ["refused", "withdrawn"]


def sent(**more):
    return {"kind": "admission", "received_on": "2026-11-20", "child_name": "Өсөров Бакыт", "place": "Ош"} | more


def test_a_child_without_a_record_applies_for_admission_and_becomes_a_student(world, login, secretary, director):
    client = login(secretary)
    assert client.post(f"{URL}new/", sent()).status_code == 422
    assert client.post(f"{URL}new/", sent(applicant_name="Өсөрова Айгүл", kind="moved")).status_code == 422
    form = sent(applicant_name="Өсөрова Айгүл", school_class=world.class_b.pk)
    assert client.post(f"{URL}new/", form).status_code == 302
    application = Application.objects.get()
    url = f"/students/admit/?application={application.pk}"
    assert 'value="Өсөров"' in text_of(client.get(url))
    record = {"last_name": "Өсөров", "first_name": "Бакыт", "school_class": world.class_b.pk, "on": "2026-11-20"}
    assert client.post(url, record).status_code == 302
    sign_order(Order.objects.get(kind="admission"), by=director)
    application.refresh_from_db()
    assert application.state == "answered" and application.student == Student.objects.get(person__last_name="Өсөров")


def test_the_list_is_searched_filtered_and_exported(world, login, secretary, deputy):
    one(secretary, world.student)
    one(secretary, world.child("Бегимай"), "moved")
    client = login(secretary)
    assert "Бегимай" in text_of(client.get(URL, {"q": "омуралиева"})) and "Сезим" not in text_of(
        client.get(URL, {"q": "омуралиева"})
    )
    assert "Бегимай" not in text_of(client.get(URL, {"kind": "transfer"}))
    assert "Сезим" in client.get(URL, {"export": "csv", "state": "registered"}).content.decode()
    assert login(deputy).get(URL).status_code == 200


def test_the_register_takes_few_statements_however_long_it_is(
    world, login, secretary, director, django_assert_max_num_queries
):
    for _n in range(12):
        one(secretary, world.student)
    client = login(secretary)
    client.get(URL)
    for url in (URL, f"{URL}{Application.objects.first().pk}/"):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_the_form_filled_or_blank_and_the_receipt_are_printed(world, login, secretary, lang):
    application = one(secretary, world.student, "restoration")
    client = login(secretary)
    for tail in (f"{application.pk}/print/", f"{application.pk}/receipt/", "blanks/adapted/"):
        assert client.get(f"{URL}{tail}?lang={lang}").content[:4] == b"%PDF"
    assert client.get(f"{URL}blanks/unknown/").status_code == 404


def test_of_a_long_list_one_field_names_the_applications_of_all(world, monkeypatch):
    """An imported admission has more students than fields can be typed for; what a line has already stays."""
    monkeypatch.setattr(AdmissionForm, "most", 1)
    monkeypatch.setattr(AdmissionForm, "those", lambda form: Student.objects.all())
    ids = [world.child(name).pk for name in ("Сезим", "Бегимай")]
    sent = {"kind-students": ids, "kind-on": "2026-11-20", "kind-school_class": world.class_b.pk}
    payload = {"students": [{"student": ids[0], "documents": [{"code": "record", "number": "5", "on": "2026-11-01"}]}]}
    typed = {"kind-application_number": "1–90", "kind-application_on": "2026-11-19"}
    form = AdmissionForm(sent | typed, payload=payload)
    assert form.is_valid(), form.errors
    common = {"code": "application", "number": "1–90", "on": "2026-11-19"}
    lines = {line["student"]: line["documents"] for line in form.payload()["students"]}
    assert lines == {ids[0]: [*payload["students"][0]["documents"], common], ids[1]: [common]}
    assert form.basis() == {"basis_ky": "Арыз № 1–90, 19.11.2026", "basis_ru": "Заявление № 1–90, 19.11.2026"}
    again = AdmissionForm(payload=form.payload())
    assert again["application_number"].value() == "1–90", "the stored document stands in the field again"
