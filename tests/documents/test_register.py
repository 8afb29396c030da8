"""R3-4.1/2: documents numbered without gaps, resolved, carried out, found; R3-5.1d: the director's instructions."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from schoolmis.access import Denied
from schoolmis.accounts.models import User
from schoolmis.documents import instructing, registering
from schoolmis.documents.lists import matching
from schoolmis.documents.models import CaseFile, Document, DocumentKind, Instruction
from schoolmis.notices.models import Notice
from tests.scans import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(world):
    return Document.objects.get()


def register(secretary, direction="in", **facts):
    facts = {"kind": DocumentKind.objects.first(), "summary": "Отчёт жөнүндө"} | facts
    return registering.register(direction, by=secretary, **facts)


def test_each_direction_has_its_own_numbers(world, secretary):
    made = [register(secretary, direction) for direction in ("in", "out", "out", "own")]
    assert [one.number_text for one in made] == ["2-К", "1-Ч", "2-Ч", "1-И"]
    with pytest.raises(ValidationError):
        register(secretary, registered_on=date(2026, 11, 19))


def test_a_resolution_names_who_and_until_when_and_tells_them(letter, world, director):
    teacher = User.objects.get(username="teacher")
    assert (letter.state, letter.responsible.user) == ("work", teacher)
    assert Notice.objects.filter(user=teacher, kind="documents.resolved").exists()
    with pytest.raises(ValidationError):
        registering.resolve(letter, version=1, resolution="x", responsible=letter.responsible, due_on=None, by=director)


def test_the_responsible_person_says_what_was_done_and_the_office_files_it(
    letter, secretary, teacher, stranger_teacher
):
    with pytest.raises(Denied):
        registering.complete(letter, version=letter.version, outcome="x", by=stranger_teacher)
    done = registering.complete(letter, version=letter.version, outcome="Жооп даяр", by=teacher)
    filed = registering.file_away(done, version=done.version, case=CaseFile.objects.first(), by=secretary)
    assert (filed.state, filed.done_on, filed.case.index) == ("filed", date(2026, 11, 20), "01-01")


def test_a_restricted_document_is_seen_by_the_director_the_secretary_and_the_responsible(letter, login, secretary):
    registering.change(letter, version=letter.version, is_restricted=True, by=secretary)
    seen = {
        name: login(User.objects.get(username=name)).get(f"/documents/register/{letter.pk}/").status_code
        for name in ("director", "secretary", "teacher", "deputy", "homeroom")
    }
    assert seen == {"director": 200, "secretary": 200, "teacher": 200, "deputy": 404, "homeroom": 404}


def test_a_file_of_the_same_name_is_its_next_version_and_found_by_name(letter, secretary, login, stranger_teacher):
    for _again in range(2):
        kept = registering.attach(letter, SimpleUploadedFile("тизме өзгөрдү.pdf", PDF), by=secretary)
    assert (kept.number, letter.files.count()) == (2, 2)
    assert list(matching(Document.objects.all(), "озгорду")) == [letter]
    page = login(secretary).get(f"/documents/register/{letter.pk}/").content.decode()
    assert f"/files/{kept.stored_id}/" in page
    assert login(stranger_teacher).get(f"/files/{kept.stored_id}/").status_code == 404


@pytest.mark.parametrize("text", ["жеткирилиши", "жеткир", "тон район", "01-12/45", "1-К", "кеткирил & | !"])
def test_what_is_typed_is_sought_in_folded_words(letter, text):
    found = list(matching(Document.objects.all(), text))
    assert found == ([] if "&" in text else [letter])


def test_the_search_reads_its_indexes(letter):
    """With many rows the planner takes both; here it is asked not to walk the table."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
    plan = matching(Document.objects.order_by(), "жеткирилиши").explain()
    assert "documents_search" in plan and "documents_folded" in plan


def test_an_answer_stands_with_the_letter_in_pages(letter, login, secretary):
    client = login(secretary)
    sent = {
        "registered_on": "2026-11-20",
        "kind": DocumentKind.objects.first().pk,
        "summary": "Жооп кат",
        "correspondent": "Тоң РББ",
        "answers": letter.pk,
        "upload": SimpleUploadedFile("кат.pdf", PDF),
    }
    made = client.post("/documents/register/add/out/", sent)
    assert made.status_code == 302, made.context["form"].errors
    page = client.get(f"/documents/register/{letter.pk}/").content.decode()
    assert "Жооп кат" in page and "1-Ч" in page
    assert client.post("/documents/register/add/out/", {"summary": ""}).status_code == 422
    here = f"/documents/register/{letter.pk}/edit/"
    facts = {"kind": letter.kind_id, "summary": "Башка", "correspondent": "x", "version": 1}
    stale = client.post(here, facts)
    assert stale.status_code == 422 and "Окуучулардын жеткирилиши" in stale.content.decode()


def test_the_list_keeps_its_query_count_as_rows_grow(world, login, director, secretary, django_assert_max_num_queries):
    for number in range(8):
        register(secretary, summary=f"Кат {number}", responsible=world.employee("teacher").person)
    client = login(director)
    urls = ("/documents/register/", "/documents/instructions/", f"/documents/register/{Document.objects.first().pk}/")
    for url in urls:
        client.get(url)
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200
    assert client.get("/documents/register/?control=late&q=кат").status_code == 200


def test_r3_5_1d_an_instruction_is_read_reported_returned_and_accepted(world, director, teacher, login):
    instruction = Instruction.objects.get()
    task = instruction.tasks.get()
    with pytest.raises(ValidationError):
        instructing.report(task, report="Бүттү", by=teacher)
    client = login(teacher)
    client.post(f"/documents/instructions/parts/{task.pk}/read/")
    client.post(f"/documents/instructions/parts/{task.pk}/report/", {"report": "Бүттү"})
    instructing.hand_back(task, why="Дагы караңыз", by=director)
    with pytest.raises(ValidationError):
        instructing.accept(task, by=director)
    instructing.report(task, report="Толук бүттү", by=teacher)
    instructing.accept(task, by=director)
    task.refresh_from_db()
    assert (task.read_on, task.accepted_on, task.returned) == (world.today, world.today, "")
    with pytest.raises(ValidationError):
        instructing.report(task, report="Дагы", by=teacher)


def test_an_instruction_is_given_to_several_on_a_page_and_only_by_the_director(world, login, director, deputy):
    people = [world.employee(name).person.pk for name in ("deputy", "homeroom")]
    sent = {"text": "Отчёт тапшыруу", "due_on": "2026-11-30", "people": people}
    assert login(deputy).post("/documents/instructions/give/", sent).status_code == 403
    assert login(director).post("/documents/instructions/give/", sent).status_code == 302
    assert Instruction.objects.first().tasks.count() == 2
    assert login(director).post("/documents/instructions/give/", sent | {"due_on": "2026-11-01"}).status_code == 422


def test_the_protocols_page_shows_the_instruction_that_rests_on_it(world, login, director):
    point = world.protocol().decisions.get()
    instructing.instruct(
        "Чечимди аткаруу", [world.employee("deputy").person], due_on=world.today, by=director, decision=point
    )
    made = Instruction.objects.first()
    page = login(director).get(f"/bodies/protocols/{point.protocol_id}/").content.decode()
    assert f"/documents/instructions/{made.pk}/" in page
