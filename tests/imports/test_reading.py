"""What a school may send instead of a list, and what must not be opened."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from schoolmis.imports.reading import Unreadable, open_tables
from schoolmis.imports.records import find_records

from . import pupils, workbooks


def zipped(**members) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def sheet_of(rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return workbooks.saved(book)


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WHOLE = sheet_of([["Класс", "ФИО"], ["1-А", "Асанов Азамат"]])
BOOK = {"xl__workbook.xml": "<workbook/>"}
UNREADABLE = {
    "empty": b"",
    "a mark alone": b"\xef\xbb\xbf\r\n",
    "no rows": sheet_of([]),
    "old Excel": OLD,
    "a password": OLD + "EncryptedPackage".encode("utf-16-le"),
    "macros": zipped(**{**BOOK, "xl__vbaProject.bin": "x"}),
    "a bomb": zipped(**{**BOOK, "xl__worksheets__sheet1.xml": "0" * 30_000_000}),
    "many members": zipped(**BOOK, **{f"xl__m{number}": "x" for number in range(201)}),
    "entities": zipped(**{"xl__workbook.xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook/>'}),
    "a document": zipped(**{"word__document.xml": "<w/>"}),
    "LibreOffice": zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "a cut workbook": WHOLE[: len(WHOLE) // 2],
    "a broken sheet": zipped(**BOOK, **{"[Content_Types].xml": "<a/>"}),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "a page named .xls": "<html><table><tr><td>ФИО</td></tr></table></html>".encode(),
    "PDF": b"%PDF-1.7\n1 0 obj",
    "too large": b"a;b\n" * 6_000_000,
}
CODES = {
    "empty": "empty", "a mark alone": "empty", "no rows": "empty", "old Excel": "old_excel", "a password": "encrypted",
    "macros": "macros", "a bomb": "unsafe", "many members": "unsafe", "entities": "unsafe", "a document": "not_a_table",
    "LibreOffice": "open_document", "a cut workbook": "damaged", "a broken sheet": "damaged",
    "a picture": "not_a_table",
    "a page named .xls": "web_page", "PDF": "not_a_table", "too large": "too_large",
}  # fmt: skip


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_is_not_a_list_is_refused_with_a_sentence(kind):
    with pytest.raises(Unreadable) as refused:
        open_tables(UNREADABLE[kind])
    assert refused.value.code == CODES[kind]
    assert str(refused.value).endswith(".")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Unreadable) as refused:
        open_tables(tmp_path / "тизме.xlsx")
    assert "тизме.xlsx" in str(refused.value)


def test_a_table_without_headings_says_what_is_needed():
    with pytest.raises(Unreadable) as refused:
        find_records(open_tables(sheet_of([["а", "б"], ["в", "г"]])), ["contingent"])
    assert refused.value.code == "no_heading"
    assert "Аты-жөнү" in str(refused.value)


def test_cells_keep_their_kind_and_rows_their_number():
    rows = [["Тизме"], [], ["Класс", 7, 2.5, date(2019, 5, 21), True, None, "  "], [], ["1-А"]]
    (table,) = open_tables(sheet_of(rows))
    assert [row.number for row in table.rows] == [1, 3, 5]
    assert table.rows[1].cells == ("Класс", 7, 2.5, datetime(2019, 5, 21), True)


def test_a_path_an_open_file_and_bytes_are_the_same(tmp_path):
    content = workbooks.workbook(pupils.school(4))[0]
    path = tmp_path / "list.bin"
    path.write_bytes(content)
    with path.open("rb") as file:
        assert open_tables(path) == open_tables(str(path)) == open_tables(file) == open_tables(content)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_text_in_any_encoding_and_separator(encoding, separator):
    text = f'Класс{separator}ФИО{separator}Адрес\r\n1-А{separator}Асанов Азамат{separator}"ул. Мира; 5, кв. 2"\r\n'
    (table,) = open_tables(text.encode(encoding))
    assert table.rows[1].cells == ("1-А", "Асанов Азамат", "ул. Мира; 5, кв. 2")


def test_excel_names_the_separator_and_a_cell_has_two_lines():
    content = 'sep=|\r\nКласс|ФИО\r\n1-А|"Асанов\nАзамат"\r\n1-Б|Бакиев Нур\r\n'.encode()
    (table,) = open_tables(content)
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "Класс"), (3, "1-А"), (4, "1-Б")]


def test_a_wrong_size_written_in_the_sheet_loses_nothing():
    content = workbooks.workbook(pupils.school(4))[0]
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b'<dimension ref="A1:N8"', b'<dimension ref="A1"')
                assert b'ref="A1"' in part
            new.writestr(name, part)
    assert open_tables(stream.getvalue()) == open_tables(content)


def test_merged_ranges_that_name_more_cells_than_a_list_has_are_refused():
    """A range of twenty letters names two thousand cells: a file of a megabyte would fill the memory."""
    book = openpyxl.Workbook()
    book.active.append(["Класс", "ФИО"])
    ranges = "".join(f'<mergeCell ref="A{n * 10 + 1}:A{n * 10 + 1900}"/>' for n in range(2000))
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbooks.saved(book))) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>".encode())
            new.writestr(name, part)
    with pytest.raises(Unreadable) as refused:
        open_tables(content.getvalue())
    assert refused.value.code == "unsafe"
