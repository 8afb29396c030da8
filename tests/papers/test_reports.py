"""A declared report: the same data on the page, in the workbook and on paper, in two languages."""

import hashlib
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from schoolmis.imports.reading.word import read_word
from schoolmis.papers import csv, docx, page, pdf, report, xlsx
from schoolmis.papers.letterhead import Letterhead
from schoolmis.papers.sheets import Column, Document

from .reading import pages
from .sample import LONG, NASTY, ClassSummary, Grouped

ONE = {"classes": ["8-А"], "rows": 28}


@pytest.fixture(autouse=True)
def _school(monkeypatch):
    monkeypatch.setattr("schoolmis.papers.letterhead._provider", lambda lang: Letterhead(school=f"Мектеп-{lang}"))


def test_a_sheet_carries_the_same_words_in_every_renderer():
    for lang, title in (("ky", "Жыйынтык ведомость 8-А"), ("ru", "Сводная ведомость 8-А")):
        document = ClassSummary().build(ONE, lang)
        sheet = load_workbook(BytesIO(xlsx.render(document))).active
        cells = [str(cell.value) for row in sheet for cell in row]
        paper, screen = "\n".join(pages(pdf.render(document))), page.render(document)
        for word in (title, f"Мектеп-{lang}", "Асан кызы Гүлзат 9", "«5» алгандар"):
            assert word in paper
            assert word in screen
            assert word in cells


def test_the_same_data_gives_the_same_bytes(monkeypatch):
    document = ClassSummary().build(ONE, "ky")
    for render in (pdf.render, xlsx.render, docx.render, csv.render):
        first = hashlib.sha256(render(document)).hexdigest()
        monkeypatch.setattr("time.time", lambda: 2_000_000_000)
        assert hashlib.sha256(render(document)).hexdigest() == first
        monkeypatch.undo()


def test_a_text_document_has_the_table_as_the_page_prints_it():
    """R3-3i: what a word processor opens is read back whole: heads, common heads above them, marks, footers."""
    document = replace(ClassSummary().build(ONE, "ky"), mark="Ким <алды>")
    (table,) = read_word(docx.render(document))
    rows = [[cell for cell in row if cell] for _number, row in table.rows]
    assert "Окуучунун аты-жөнү" in rows[0] and NASTY in {cell for row in rows for cell in row}
    shown = page.render(document)
    assert all(f">{row[-1]}<" in shown for row in rows[1:-4] if row)
    (grouped,) = read_word(docx.render(Grouped().build({}, "ky")))
    above, below = (row for _number, row in grouped.rows[:2])
    assert above.index("Окуучулар") == below.index("келди"), "a common head spans its columns"


def written(document, name="word/document.xml"):
    with ZipFile(BytesIO(docx.render(document))) as archive:
        return archive.read(name).decode()


def test_a_text_document_stands_on_its_pages_as_the_paper_does():
    """Columns as wide as on paper, heads repeated, totals and signatures never alone, each class on its own page."""
    document = ClassSummary().build({"classes": ["8-А", "8-Б"], "rows": 28}, "ky")
    body = written(document)
    _head, grid, _sign = pdf.laid(document.sheets[0], document)
    first = body[: body.index("</w:tblGrid>")]
    assert re.findall(r'<w:gridCol w:w="(\d+)"/>', first) == [str(round(width * 20)) for width in grid.widths]
    assert body.count("<w:tblHeader/>") == 2 and body.count("<w:pageBreakBefore/>") == 1
    rows = re.findall(r"<w:tr>.*?</w:tr>", body[: body.index("</w:tbl>")])
    assert [place for place, row in enumerate(rows) if "<w:keepNext/>" in row] == [0, 26, 27, 28, 29]
    assert "Бекитемин" in body[: body.index("<w:tbl>")] and "20____-ж." in body[: body.index("<w:tbl>")]
    assert 'compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in written(
        document, "word/settings.xml"
    )


def test_a_row_and_those_that_go_on_with_it_stay_together_in_a_text_document():
    class Terms(ClassSummary):
        def columns(self, params):
            return [Column("no", "№", kind="int", leads=True), Column("name", "Аты"), Column("term", "Мезгил")]

        def rows(self, params):
            for number in range(params["rows"]):
                yield {"no": number + 1, "name": "Асан", "term": "I"}
                yield {"term": "II"}

        def totals(self, params, rows):
            return []

        numbered = False

    rows = re.findall(r"<w:tr>.*?</w:tr>", written(Terms().build({"classes": ["8-А"], "rows": 40}, "ky")))[1:-3]
    assert ["<w:keepNext/>" in row for row in rows[:6]] == [True, False] * 3


def test_a_paper_without_rows_says_so_in_every_file():
    empty = replace(ClassSummary().build({"classes": ["8-А"], "rows": 0}, "ru"), title="Итоги")
    empty = replace(empty, sheets=(replace(empty.sheets[0], footers=()),))
    for document in (empty, replace(empty, sheets=())):
        said = "По этому выбору записей нет."
        assert said in pages(pdf.render(document))[0] and said in written(document)
        cells = [cell for row in load_workbook(BytesIO(xlsx.render(document))).active for cell in row]
        assert said in {cell.value for cell in cells}
        assert 0 not in {cell.parent.row_dimensions[cell.row].height for cell in cells}, "no row is hidden"
    assert "Итоги" in pages(pdf.render(document))[0]


def test_a_lazy_word_in_a_row_is_of_the_papers_language_and_not_of_the_readers():
    class Lazy(Grouped):
        def rows(self, params):
            return [[gettext_lazy("Total"), 1, 2, None]]

    document = Lazy().build({}, "ru")
    with translation.override("ky"):
        drawn = pages(pdf.render(document))[0], page.render(document), csv.render(document).decode("utf-8-sig")
        assert all("Всего" in one for one in (*drawn, written(document)))


def test_a_workbook_prints_as_the_paper():
    """Letters with a name, columns in the paper's proportions, one page where paper has one, heads high enough."""
    document = ClassSummary().build({"classes": ["8-А"], "rows": 28}, "ky")
    sheet = load_workbook(BytesIO(xlsx.render(document))).active
    _head, grid, _sign = pdf.laid(document.sheets[0], document)
    widths = [sheet.column_dimensions[get_column_letter(n)].width * 7 + 5 for n in range(1, len(grid.widths) + 1)]
    ratios = [broad / width for broad, width in zip(widths, grid.widths, strict=True)]
    assert max(ratios) - min(ratios) < 0.02
    assert {cell.font.name for row in sheet for cell in row if cell.value} == {"Calibri"}
    many = load_workbook(BytesIO(xlsx.render(ClassSummary().build({"classes": ["8-А"], "rows": 90}, "ky")))).active
    assert many.page_setup.fitToHeight == 0
    assert [cell.value for row in sheet for cell in row].count("«____» ______________ 20____-ж.") == 1
    (head,) = {cell.row for row in sheet for cell in row if cell.value == "Окуучунун аты-жөнү"}
    assert sheet.row_dimensions[head].height == round(grid.head_height * xlsx.MEASURED / grid.size)


def test_a_name_with_markup_is_escaped_once():
    document = ClassSummary().build(ONE, "ky")
    screen = page.render(document)
    assert "Үсөнова &lt;script&gt;alert(1)&lt;/script&gt; &amp; Ко" in screen
    assert "<script>" not in screen
    assert "&amp;lt;" not in screen
    assert NASTY in pages(pdf.render(document))[0]
    sheet = load_workbook(BytesIO(xlsx.render(document))).active
    assert NASTY in [cell.value for row in sheet for cell in row]


def test_no_cell_of_a_workbook_is_a_formula():
    document = ClassSummary().build(ONE, "ky")
    sheet = load_workbook(BytesIO(xlsx.render(document))).active
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    assert '\'=HYPERLINK("http://x")' in [cell.value for row in sheet for cell in row]
    assert "'=HYPERLINK" in csv.render(document).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("+996 555 12-34-56", "+996 555 12-34-56"),
        ("-2", "-2"),
        ("@a", "'@a"),
        ("+1+cmd|x", "'+1+cmd|x"),
        ("Ң\x07", "Ң"),
    ],
)
def test_only_what_could_be_a_formula_gets_an_apostrophe(given, kept):
    assert xlsx.safe_text(given) == kept


def test_numbers_stay_numbers_and_print_with_a_comma():
    document = Grouped().build({}, "ky")
    sheet = load_workbook(BytesIO(xlsx.render(document))).active
    sums = [cell for row in sheet for cell in row if cell.value == 12345.5]
    assert sums[0].number_format == "#,##0.00"
    assert "12\u00a0345,50" in page.render(document)
    assert "3,93" in page.render(ClassSummary().build(ONE, "ky"))


def test_lines_of_a_cell_stand_below_each_other_on_the_page_too():
    class Lines(Grouped):
        def rows(self, params):
            return [["Алгебра\n<b>", 1, 2, None]]

    assert "Алгебра<br>&lt;b&gt;" in page.render(Lines().build({}, "ky"))
    assert "«____» ______________ 20____-ж." in page.render(ClassSummary().build(ONE, "ky")), "the day of an approval"


def test_a_two_is_underlined_on_paper_and_screen():
    document = ClassSummary().build(ONE, "ky")
    assert '<span class="low">2</span>' in page.render(document)
    cells = [cell for row in load_workbook(BytesIO(xlsx.render(document))).active for cell in row if cell.value == 2]
    assert any(cell.font.u == "single" and cell.font.b for cell in cells)


def test_a_class_of_28_stands_on_one_page_and_60_by_20_on_two_with_the_head_repeated():
    assert len(pages(pdf.render(ClassSummary().build(ONE, "ky")))) == 1

    class Broad(ClassSummary):
        subjects = 16

    broad = pages(pdf.render(Broad().build({"classes": ["8-А"], "rows": 60}, "ky")))
    assert len(broad) == 2
    assert all("Окуучунун аты-жөнү" in one for one in broad)
    assert [f"бет {number} / 2" in one for number, one in enumerate(broad, 1)] == [True, True]
    assert "Класс жетекчи" in broad[1]
    assert "Асан кызы Гүлзат 59" in broad[1]


def test_every_row_is_drawn_whatever_the_number():
    for rows in (0, 1, 3, 37, 43, 44, 45, 100):
        paper = "\n".join(pages(pdf.render(ClassSummary().build({"classes": ["8-А"], "rows": rows}, "ky"))))
        assert paper.count("06.06.2013") == rows
        assert paper.count("«5» алгандар") == 1


def test_totals_never_stand_on_a_page_without_rows_above_them():
    for rows in range(38, 60):
        last = pages(pdf.render(ClassSummary().build({"classes": ["8-А"], "rows": rows}, "ky")))[-1]
        assert "06.06.2013" in last


def test_a_report_of_classes_has_a_sheet_and_a_page_count_for_each():
    document = ClassSummary().build({"classes": ["8-А", "8-Б"], "rows": 28}, "ru")
    found = pages(pdf.render(document))
    assert [one.splitlines()[-1] for one in found] == ["стр. 1 / 1", "стр. 1 / 1"]
    assert load_workbook(BytesIO(xlsx.render(document))).sheetnames == [
        "Сводная ведомость 8-А",
        "Сводная ведомость 8-Б",
    ]


def test_a_limited_build_says_how_many_sheets_it_left_out():
    document = ClassSummary().build({"classes": ["8-А", "8-Б"], "rows": 1}, "ky", limit=1)
    assert (len(document.sheets), document.left_out) == (1, 1)


def test_groups_and_bands_are_drawn():
    document = Grouped().build({}, "ky")
    screen = page.render(document)
    assert '<th scope="colgroup" colspan="2">Окуучулар</th>' in screen
    assert "1-смена &lt;b&gt;" in screen
    words = pages(pdf.render(document))[0]
    assert words.count("Окуучулар") == 1
    assert "2-смена" in words
    sheet = load_workbook(BytesIO(xlsx.render(document))).active
    assert "C3:D3" in [str(area) for area in sheet.merged_cells.ranges] or "Окуучулар" in str(
        [cell.value for row in sheet for cell in row]
    )


def test_a_workbook_is_ready_for_the_printer():
    sheet = load_workbook(BytesIO(xlsx.render(ClassSummary().build(ONE, "ky")))).active
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sheet.print_title_rows
    assert sheet.freeze_panes


def test_a_long_name_is_whole_on_paper():
    words = pages(pdf.render(ClassSummary().build(ONE, "ky")))[0]
    assert LONG in " ".join(words.split())


def test_a_report_speaks_the_papers_language_not_the_readers():
    with translation.override("ky"):
        assert "Сводная" in ClassSummary().build(ONE, "ru").sheets[0].heading.title


def test_a_row_that_does_not_match_its_columns_is_refused():
    with pytest.raises(ValueError, match="2 cells for 4 columns"):

        class Wrong(Grouped):
            def rows(self, params):
                return [[1, 2]]

        Wrong().build({}, "ky")
    with pytest.raises(ValueError, match="kind"):
        Column("a", kind="colour")


def test_an_empty_document_is_still_a_file():
    empty = Document("tests.none", "Бош", "ky", ())
    assert len(pages(pdf.render(empty))) == 1
    assert load_workbook(BytesIO(xlsx.render(empty))).sheetnames == ["Бош"]
    assert page.render(empty) == ""


def test_the_catalogue_shows_what_the_reader_may_open(monkeypatch):
    monkeypatch.setattr(report, "_reports", {ClassSummary.code: ClassSummary()})
    assert ClassSummary.code in [one.code for one in report.catalogue("director")]
    assert ClassSummary.code not in [one.code for one in report.catalogue("mother")]


def test_an_empty_table_says_so_on_the_page_and_stays_a_blank_on_paper():
    """A register of a year without entries is printed to be written in."""
    for lang, said in (("ky", "жазуу жок"), ("ru", "записей нет")):
        document = ClassSummary().build(ONE, lang)
        assert said not in page.render(document)
        empty = replace(document, sheets=tuple(replace(one, rows=()) for one in document.sheets))
        assert said in page.render(empty) and said not in "\n".join(pages(pdf.render(empty)))
