"""Whatever leaves as a file is a right of its own and leaves a trace (R1-3.1e, R1-6.1)."""

import io

import pytest
from openpyxl import load_workbook

from schoolmis.access.permission import registry
from schoolmis.access.words import acts
from schoolmis.audit.models import Entry
from schoolmis.papers import report
from schoolmis.ui.lists import List
from tests.house.walk import patterns
from tests.papers.reading import pages


def lists(kind=List):
    patterns()
    for one in kind.__subclasses__():
        yield one
        yield from lists(one)


def ours():
    return {one for one in lists() if one.__module__.split(".")[0] != "tests" and "styleguide" not in one.__module__}


def test_every_list_with_an_export_has_a_right_for_it_and_books_nothing_by_itself():
    rights = {one: getattr(one.export_permission, "code", "") for one in ours() if one.export_permission is not None}
    assert len(rights) >= 4
    wrong = {one.__name__: code for one, code in rights.items() if code not in registry or not is_export(code)}
    assert wrong == {}
    assert [one.__name__ for one in ours() if hasattr(one, "on_export")] == []


def is_export(code):
    return code.partition(".")[2].startswith("export")


def test_every_report_has_a_right_for_its_files():
    assert [code for code, one in report.every().items() if not is_export(one.export_permission.code)] == []


@pytest.mark.django_db
def test_a_teacher_reads_a_class_list_and_takes_no_workbook_of_it(world, login, teacher):
    """R1-3.1e: seeing is one right, taking out another."""
    client, here = login(teacher), "/reports/students.class_list/"
    assert client.get(here, {"lang": "ky"}).status_code == 200
    assert client.get(here, {"lang": "ky", "as": "xlsx"}).status_code == 403
    assert client.get(here, {"lang": "ky", "as": "pdf"}).status_code == 200


@pytest.mark.django_db
def test_a_file_says_who_took_it_and_the_book_says_the_rest(world, login, director):
    """R1-6.1: a list with its filters and its rows; an unsigned paper carries the number at its foot."""
    client = login(director)
    book = load_workbook(io.BytesIO(client.get("/students/?q=Асан&export=xlsx").content))
    entry = Entry.objects.get(act="students.export")
    assert entry.data["filters"].startswith("«Асан»") and entry.data["rows"] == book.active.max_row - 1
    assert entry.by_name in book.properties.description and f"{entry.pk}" in book.active.oddFooter.left.text
    paper = client.get("/reports/students.contingent/", {"lang": "ru", "as": "pdf"})
    printed = Entry.objects.get(act="papers.print")
    assert f"запись № {printed.pk}" in pages(paper.content)[0]
    shown = client.get("/access/exports/").content.decode()
    assert str(entry.pk) in shown and str(printed.pk) in shown and set(acts()) >= {"students.export", "papers.print"}
