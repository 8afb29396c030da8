"""Papers on health: who reads number and ground, on each page and paper that names one (R7-3.5, domain §7.6)."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schoolmis.audit.book import acting
from schoolmis.orders.actions import change_order, draft_order, sign_order
from schoolmis.orders.models import Order
from schoolmis.papers import report
from students import actions, health_papers
from students.models import Enrolment
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
NUMBER, HEALTH = "Ж-77041", "Окуудан чыгарылды: ден соолугу"
READS = {"director": True, "deputy": True, "homeroom": True, "mother": True, "secretary": False, "student": False}
READS |= {"teacher": False, "stranger_teacher": False, "administrator": False, "other_mother": False}


@pytest.fixture
def gone(world, secretary, signed):
    """The student leaves by a medical certificate that came with an application."""
    application = actions.register_application(
        "health",
        received_on=date(2026, 11, 2),
        student=world.student,
        applicant_name="Алымкулова Жаңыл",
        by=secretary,
    )
    actions.attach_paper(application, "medical", NUMBER, date(2026, 11, 1), by=secretary)
    papers = [{"code": "application", "application": application.pk}]
    line = {"student": world.student.pk, "ground": "health", "went_to": "Бишкек, санаторий", "documents": papers}
    signed("departure", on=date(2026, 11, 16), **{"from": "2026-12-18", "students": [line]})
    return application


@pytest.fixture
def kept(world, secretary):
    return actions.add_document(
        world.student, kind="pmpc", series="АА", number=NUMBER, issued_by="ПМПК № 3", by=secretary
    )


@pytest.mark.parametrize("role", READS)
def test_the_right_reaches_whom_the_matrix_names(role, world, request):
    user = request.getfixturevalue(role)
    assert health_papers.sees(user, world.student) == READS[role]


@pytest.mark.parametrize("role", ["director", "deputy", "secretary"])
def test_the_office_pages_show_the_number_to_those_who_may_read_it(role, gone, login, request):
    client = login(request.getfixturevalue(role))
    order = Order.objects.get(kind="departure")
    for url in (reverse("students:application", args=[gone.pk]), reverse("orders:order", args=[order.pk])):
        page = client.get(url).content.decode()
        assert (NUMBER in page) == READS[role], url
        assert READS[role] or "едициналык документ" in page, "that there is a document is seen"


@pytest.mark.parametrize("role", ["director", "secretary"])
def test_a_paper_is_one_for_all_and_says_the_fact_alone(role, gone, login, request):
    client = login(request.getfixturevalue(role))
    order = Order.objects.get(kind="departure")
    for url in (
        reverse("students:application_print", args=[gone.pk]),
        reverse("students:application_receipt", args=[gone.pk]),
        reverse("orders:print", args=[order.pk]),
    ):
        text = " ".join(pages(client.get(url).content))
        assert NUMBER not in text and "медициналык документ" in text, url
    book = report.build("students.movement_book", {"first": date(2026, 11, 1), "last": date(2026, 12, 31)}, "ky")
    rows = str([sheet.rows for sheet in book.sheets])
    assert "медициналык документ боюнча" in rows and NUMBER not in rows


def test_the_basis_that_many_read_says_the_fact(world, login, secretary):
    sent = {"students": world.student.pk, "on": "2026-11-20", "ground": "health", "went_to": "Бишкек"}
    sent |= {"medical_number": NUMBER, "medical_on": "2026-11-19"}
    login(secretary).post(reverse("students:release", args=[world.student.pk]), sent)
    order = Order.objects.get(kind="departure")
    assert (order.basis_ky, order.basis_ru) == ("Медициналык документ", "Медицинский документ")
    assert order.payload["students"][0]["documents"][0]["number"] == NUMBER, "the number is kept"


def test_a_basis_typed_by_hand_names_no_number_of_a_health_paper(gone, world, login, secretary, director):
    """R7-3.5: refused in the form beside what was typed, and by every act; the open application may be named."""
    documents = [{"code": "application", "application": gone.pk}]
    line = {"student": world.student.pk, "ground": "health", "went_to": "Бишкек", "documents": documents}
    payload = {"from": "2026-12-18", "students": [line]}
    draft = draft_order("departure", by=secretary, payload=payload, basis_ky="Арыз № 1, 02.11.2026; ДКК корутундусу")
    with pytest.raises(ValidationError, match="R7-3.5"):
        draft_order("departure", by=secretary, payload=payload, basis_ru=f"Справка {NUMBER}")
    with pytest.raises(ValidationError, match="R7-3.5"):
        change_order(draft, by=secretary, version=1, basis_ky=f"ДКК корутундусу № {NUMBER}")
    with acting(secretary):
        Order.objects.filter(pk=draft.pk).update(basis_ky=f"ДКК № {NUMBER}")
    with pytest.raises(ValidationError, match="R7-3.5"):
        sign_order(draft, by=director)


def test_a_sick_note_of_an_employee_is_not_numbered_in_the_basis(world, login, secretary):
    sick = {"employee": world.employee("teacher").pk, "from": "2026-11-23", "to": "2026-11-27"}
    sick |= {"basis_1": "sick", "basis_1_number": "0187", "basis_1_on": "2026-11-20"}
    sent = {f"kind-{name}": value for name, value in sick.items()} | {"kind-kind": "sick", "title_ky": "Оору жөнүндө"}
    client, url = login(secretary), reverse("orders:draft", args=["absence"])
    page = client.post(url, sent | {"basis_ky": "Эмгекке жараксыздык баракчасы № 0187"})
    assert (
        page.status_code == 422 and "(R7-3.5)" in page.content.decode() and "баракчасы № 0187" in page.content.decode()
    )
    assert client.post(url, sent | {"basis_ky": "Эмгекке жараксыздык баракчасы"}).status_code == 302
    order = Order.objects.get(kind="absence")
    assert order.payload["basis"][0]["number"] == "0187" and "0187" not in order.basis


@pytest.mark.parametrize("role", ["director", "deputy", "homeroom", "secretary", "mother", "student"])
def test_the_timeline_names_the_ground_to_those_who_may_read_it(role, gone, world, login, request):
    assert Enrolment.objects.get(student=world.student).ground == "health"
    page = login(request.getfixturevalue(role)).get(reverse("students:card", args=[world.student.pk])).content.decode()
    assert (HEALTH in page) == READS[role]
    assert ("медициналык документ боюнча" in page) != READS[role] and NUMBER not in page


@pytest.mark.parametrize("role", ["director", "deputy", "homeroom", "secretary", "mother"])
def test_a_kept_paper_shows_its_number_to_those_who_may_read_it(role, kept, world, login, request):
    url = reverse("students:block", args=[world.student.pk, "students.documents"])
    page = login(request.getfixturevalue(role)).get(url, headers={"HX-Request": "true"}).content.decode()
    assert (NUMBER in page, "ПМПК № 3" in page) == (READS[role], READS[role]) and "ПМПК" in page


def test_the_personal_file_and_the_list_of_what_runs_out_say_kind_and_days(kept, world, login, director, secretary):
    actions.change_document(
        kept,
        version=1,
        by=secretary,
        kind="pmpc",
        series="АА",
        number=NUMBER,
        issued_by="ПМПК № 3",
        issued_on=date(2026, 1, 1),
        valid_until=date(2026, 12, 1),
    )
    client = login(director)
    assert NUMBER not in " ".join(pages(client.get(f"/students/{world.student.pk}/file/").content))
    for query in ({}, {"export": "csv"}):
        page = client.get("/students/documents/", query).content.decode()
        assert NUMBER not in page and "01.12.2026" in page


def test_the_office_writes_a_number_over_and_never_reads_it_back(kept, world, login, secretary):
    url, client = reverse("students:document_edit", args=[world.student.pk, kept.pk]), login(secretary)
    assert NUMBER not in client.get(url).content.decode()
    sent = {"kind": "pmpc", "series": "", "number": "", "issued_by": "", "valid_until": "2027-01-01", "version": 1}
    assert client.post(url, sent).status_code == 302
    kept.refresh_from_db()
    assert (kept.number, kept.issued_by, kept.valid_until) == (NUMBER, "ПМПК № 3", date(2027, 1, 1))
    assert client.post(url, sent | {"number": "5", "version": 2}).status_code == 302
    kept.refresh_from_db()
    assert kept.number == "5"
    assert client.post(url, sent | {"kind": "other", "number": "", "version": 3}).status_code == 302
    kept.refresh_from_db()
    assert (kept.number, kept.issued_by) == ("", ""), "another kind does not bring the number to light"


@pytest.mark.parametrize("role", ["director", "secretary", "mother", "student"])
def test_the_extract_gives_health_to_those_who_may_read_it(role, kept, world, login, request):
    url = reverse("own_data:extract", args=[world.student.person_id])
    answer = login(request.getfixturevalue(role)).get(url, {"as": "json", "lang": "ru"})
    data = {one["section"]: one["rows"] for one in json.loads(answer.content)["data"]}
    rows = data["Документы о здоровье и социальном статусе"]
    assert (NUMBER in str(rows)) == READS[role]
    assert READS[role] or rows == [{"Что": "Хранится; эту часть выдаёт директор или завуч."}]
