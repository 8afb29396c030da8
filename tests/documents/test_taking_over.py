"""R3-4.1/2: a register is taken over with its own numbers; words inside a PDF are found; an instruction is annulled."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from schoolmis.access import Denied
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry
from schoolmis.documents import importing, instructing, pdf_text, registering, rereading
from schoolmis.documents.lists import matching
from schoolmis.documents.models import Document, DocumentFile, FileText, Instruction, RegisterCounter
from schoolmis.files.actions import keep_file
from schoolmis.imports import actions as imports
from schoolmis.notices.models import Notice
from schoolmis.orders.models import Order
from schoolmis.orders.printed import PRINTED
from tests.documents.test_register import register
from tests.scans import PDF

pytestmark = pytest.mark.django_db
HEADS = ("Номери", "Күнү", "Документтин түрү", "Кимден", "Мазмуну", "Жооптуу", "Мөөнөтү")


def workbook(*rows, heads=HEADS):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (heads, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def staged(by, *rows, direction="out", **more):
    file = workbook(*rows, **more)
    return imports.stage("register.xlsx", file, kind="documents", options={"direction": direction}, by=by)


def test_a_register_is_taken_over_with_its_numbers_and_goes_on_after_the_last(world, secretary):
    rows = [
        ("12-Ч", date(2026, 1, 15), "Кат", "РББ", "Жылдык отчёт", world.employee("deputy").person.short_name, ""),
        ("13", "20.02.2026", "Сурам жооп", "Мэрия", "Жер тилкеси", "Эч Ким", ""),
        ("", date(2026, 3, 1), "Кат", "РББ", "Номери жок", "", ""),
        ("13", date(2026, 3, 2), "Кат", "РББ", "Кайталанган", "", ""),
        ("14", date(2027, 3, 2), "Кат", "РББ", "Келечек", "", ""),
    ]
    upload = staged(secretary, *rows)
    counts = upload.counts
    assert (counts["new"], counts["refused"], counts["warned"]) == (2, 3, 1)
    assert not Document.objects.filter(direction="out").exists()
    imports.carry_out(upload, by=secretary)
    made = Document.objects.filter(direction="out").order_by("number")
    assert [one.number_text for one in made] == ["12-Ч", "13-Ч"]
    assert made[0].responsible == world.employee("deputy").person and str(made[1].kind) == "Сурам жооп"
    assert register(secretary, "out").number == 14
    again = staged(secretary, *rows[:2])
    counts = again.counts
    assert (counts["unchanged"], counts["new"]) == (2, 0)


def test_the_office_alone_imports_and_a_taken_number_is_refused(world, secretary, deputy):
    taken = register(secretary, "out")
    upload = staged(secretary, (taken.number, date(2026, 11, 1), "Кат", "РББ", "Башка кат", "", ""))
    assert upload.rows[0]["state"] == "refused"
    with pytest.raises(Denied):
        importing.import_documents(importing.Staged(plan="out"), deputy, lambda done, total: None)


@pytest.mark.parametrize(("cell", "number"), [("17", 17), (17.0, 17), ("Вх-17", 17), ("", None), ("0", None)])
def test_numbers_are_read_as_offices_write_them(cell, number):
    assert importing.number_of(cell) == number


def test_a_register_goes_on_from_the_paper_book_once(world, secretary, login):
    client = login(secretary)
    assert client.post("/documents/register/numbers/", {"out": "58"}).status_code == 302
    assert RegisterCounter.objects.get(direction="out", year=2026).next_number == 58
    for direction in ("out", "in"):
        with pytest.raises(ValidationError) as refused:
            registering.set_next_number(direction, 2026, 70, by=secretary)
        assert refused.value.code == "started"
    assert register(secretary, "out").number == 58


def test_words_inside_a_pdf_are_found_and_a_scan_has_none(world, secretary, director):
    order = Order.objects.get(kind="roles")
    paper = PRINTED.render([order], "ky")
    letter = register(secretary, upload=SimpleUploadedFile("kat.pdf", paper, "application/pdf"))
    scan = register(secretary, upload=SimpleUploadedFile("scan.pdf", PDF, "application/pdf"))
    assert FileText.objects.get().file.document == letter
    found = set(matching(Document.objects.all(), "кируу укуктары").values_list("pk", flat=True))
    assert found == {letter.pk} and scan.pk not in found


def test_a_pdf_taken_in_before_the_reader_is_read_afterwards_once(world, secretary):
    paper = PRINTED.render([Order.objects.get(kind="roles")], "ky")
    letter = register(secretary)
    with acting(secretary):
        for name, data in (("kat.pdf", paper), ("scan.pdf", PDF)):
            stored = keep_file(SimpleUploadedFile(name, data, "application/pdf"), by=secretary, kinds={"pdf"})
            DocumentFile.objects.create(document=letter, stored=stored, name=name)
    assert not matching(Document.objects.all(), "кируу укуктары").exists()
    by = User.objects.system("import")
    assert rereading.read_files(by=by) == (2, 1)
    assert matching(Document.objects.all(), "кируу укуктары").get() == letter
    told = io.StringIO()
    call_command("read_documents", stdout=told)
    assert told.getvalue() == "0 files read, 0 of them with words.\n"
    assert Entry.objects.filter(act="documents.read_files").count() == 1


def test_a_pdf_passes_limits_and_a_wrong_one_is_simply_not_read(settings, monkeypatch):
    for name, data in (("a.pdf", b"%PDF-1.4 \xff\x00 broken"), ("b.txt", b"words"), ("c.pdf", b"")):
        assert pdf_text.text_of(SimpleUploadedFile(name, data)) == ""
    monkeypatch.setattr(pdf_text, "SIZE", 3)
    assert pdf_text.text_of(SimpleUploadedFile("d.pdf", PDF)) == ""
    assert pdf_text.text_of(None) == ""


def test_an_annulled_instruction_stays_in_the_list_and_asks_nobody(world, director, login):
    teacher, instruction = User.objects.get(username="teacher"), Instruction.objects.get()
    client = login(director)
    assert client.post(f"/documents/instructions/{instruction.pk}/annul/", {"why": ""}).status_code == 422
    assert client.post(f"/documents/instructions/{instruction.pk}/annul/", {"why": "Керек эмес"}).status_code == 302
    assert Notice.objects.filter(user=teacher, kind="documents.annulled").exists()
    with pytest.raises(ValidationError) as refused:
        instructing.read(instruction.tasks.get(person__user=teacher), by=teacher)
    assert refused.value.code == "annulled"
    with pytest.raises(ValidationError):
        instructing.annul(instruction, why="Дагы", by=director)
    assert "жокко" in client.get("/documents/instructions/?state=annulled").content.decode()
    assert str(instruction) not in login(teacher).get("/").content.decode()
