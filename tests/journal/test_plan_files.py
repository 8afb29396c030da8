"""The plan's tables of real documents: merged headings, split tables, parts, totals; and what is no plan."""

import io
import zipfile

import pytest

from journal.rules.plan_tables import read_tables
from journal.rules.plans import Line
from schoolmis.imports.reading import Unreadable, open_tables

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body, extra=None, start=""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'{start}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return stream.getvalue()


def row(*cells):
    return "<w:tr>" + "".join(cell if cell.startswith("<w:tc") else tc(cell) for cell in cells) + "</w:tr>"


def tc(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def lines(content):
    tables = open_tables(content, word=True)
    return read_tables([[(one.number, one.cells) for one in found.rows] for found in tables])


def test_a_document_as_teachers_write_it_is_read():
    merged = '<w:gridSpan w:val="2"/>'
    body = table(row("Мектеп", "Ак-Терек"), row("Мугалим", "Ч. Абдыракманова"))
    body += table(
        row("№", "Сабактын темасы", "Саат", tc("Күнү", merged), "Үй тапшырмасы"),
        row("", "", "", "план", "факт", ""),
        row(tc("I чейрек. Сандар (3 саат)", '<w:gridSpan w:val="6"/>')),
        row("1", "Натурал <!-- -->сандар", "2", "03.09", "", "§ 1"),
        row("2", "Текшерүү иши", "1 саат", "", "", ""),
        row("", "Жыйынтыгы", "3", "", "", ""),
    )
    body += table(row("3", "Теңдемелер", "1", "", "", "№ 12"))
    found = lines(docx(body))
    part = "I чейрек. Сандар (3 саат)"
    expected = [Line("Натурал сандар", 2, "§ 1", part), Line("Текшерүү иши", 1, "", part)]
    assert found.lines == [*expected, Line("Теңдемелер", 1, "№ 12", part)]
    assert found.unclear == []


def test_text_taken_out_with_tracked_changes_is_left_out_and_controls_are_looked_through():
    changed = (
        "<w:tc><w:p><w:del><w:r><w:t>Эски</w:t></w:r></w:del><w:ins><w:r><w:t>Жаңы</w:t></w:r></w:ins></w:p></w:tc>"
    )
    body = table(
        row("Тема", "Кол-во часов"),
        f"<w:sdt><w:sdtContent>{row(changed, '60')}</w:sdtContent></w:sdt>",
        row("Дроби", "4"),
        row(tc("Дроби", '<w:vMerge w:val="restart"/>'), "1"),
        row(tc("", "<w:vMerge/>"), "2"),
    )
    found = lines(docx(body))
    assert [line.topic for line in found.lines] == ["Дроби", "Дроби"]
    assert found.unclear == [(2, "60")], "60 hours are no number of one topic"


def test_what_is_no_plan_or_no_honest_file_is_refused_in_words():
    assert lines(docx(table(row("Аты", "Классы"), row("Асан", "8-А")))) is None
    with pytest.raises(Unreadable) as fault:
        open_tables(docx(table(row("Тема", "Час"))))
    assert fault.value.code == "not_a_table", "only where a document is asked for"
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    for content, code in [
        (docx("", start=bomb), "unsafe"),
        (docx("", {"word/vbaProject.bin": "x"}), "macros"),
        (docx("", {"word/media/a.bmp": "\0" * 30_000_000}), "unsafe"),
        (docx("<w:tbl>"), "damaged"),
        (docx(""), "empty"),
    ]:
        with pytest.raises(Unreadable) as fault:
            open_tables(content, word=True)
        assert fault.value.code == code


def test_a_document_that_would_burst_or_sinks_without_end_is_refused_with_a_sentence():
    """A tag of four letters becomes an object of a hundred bytes; content controls within each other have no bottom."""
    deep = "<w:sdt><w:sdtContent>" * 5000, "</w:sdtContent></w:sdt>" * 5000
    runs = "<w:r>" * 5000, "</w:r>" * 5000
    cell = f"<w:tc><w:p>{runs[0]}<w:t>Тема</w:t>{runs[1]}</w:p></w:tc>"
    many = "".join(f"<w:p w:a='{n:x}'/>" for n in range(2_100_000))
    for body in (table(deep[0] + row("Тема") + deep[1]), table(f"<w:tr>{cell}</w:tr>"), many):
        with pytest.raises(Unreadable) as refused:
            open_tables(docx(body), word=True)
        assert refused.value.code in ("damaged", "unsafe") and str(refused.value)
