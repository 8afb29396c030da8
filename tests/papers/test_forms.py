"""Printed forms: the story is the form's, the page is the base's."""

import io
import time

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from schoolmis.papers import fonts, kit
from schoolmis.papers.fonts import PLAIN
from schoolmis.papers.form import PrintedForm
from schoolmis.papers.grid import Grid
from schoolmis.papers.letterhead import Letterhead
from schoolmis.papers.sheets import Column

from .reading import pages
from .sample import NASTY, Certificate


@pytest.fixture(autouse=True)
def _school(monkeypatch):
    def head(lang):
        return Letterhead(("АГАРТУУ МИНИСТРЛИГИ",), f"«Ак-Терек» мектеби {lang}", "Тоң району")

    monkeypatch.setattr("schoolmis.papers.letterhead._provider", head)


def test_each_subject_has_its_own_pages_and_page_count():
    found = pages(Certificate().render([1, 60, 2], "ru"))
    assert [one.splitlines()[-1] for one in found] == ["стр. 1 / 1", "стр. 1 / 2", "стр. 2 / 2", "стр. 1 / 1"]
    assert [one.count("МААЛЫМКАТ") for one in found] == [1, 1, 0, 1]


def test_the_same_subjects_give_the_same_bytes():
    assert Certificate().render([3, 2], "ky") == Certificate().render([3, 2], "ky")


def test_the_paper_stands_under_its_letterhead_with_the_stamps_place():
    for lang, stamp in (("ky", "М.О."), ("ru", "М.П.")):
        words = pages(Certificate().render([1], lang))[0]
        assert f"«АК-ТЕРЕК» МЕКТЕБИ {lang.upper()}" in words
        assert stamp in words
        assert "К. А. Бөрүбаев" in words


def test_a_letterhead_in_two_languages_stands_side_by_side():
    class Both(Certificate):
        letterhead = "both"

    words = pages(Both().render([1], "ky"))[0]
    assert "мектеби ky" in words
    assert "мектеби ru" in words


def test_values_reach_the_paper_as_they_were_typed():
    words = pages(Certificate().render([2], "ky"))[0]
    assert words.count(NASTY) == 4
    assert "&amp;" not in words
    assert "&lt;" not in words


def test_the_table_repeats_its_head_on_the_next_page():
    found = pages(Certificate().render([60], "ky"))
    assert len(found) == 2
    assert all("Аты-жөнү" in one for one in found)


def test_signatures_go_to_the_next_page_whole():
    class Tall(Certificate):
        def story(self, subject, lang):
            return [Spacer(0, subject), kit.text("акыркы сап", keep=True), *super().story(1, lang)[-1:]]

    for height in range(560, 720, 8):
        last = pages(Tall().render([height], "ky"))[-1]
        assert "Мектеп директору" in last
        assert "М.О." in last


@pytest.mark.parametrize("room", range(50, 260, 7))
def test_the_number_sign_stays_with_its_number(room):
    lines = fonts.wrap("2026-жылдын 14-октябрындагы № 3-Н буйрук, өздүк делосу №", PLAIN, 9, room)
    assert "№ 3-Н" in "|".join(lines) and lines[-1].endswith("делосу №")


@pytest.mark.parametrize("height", range(400, 700, 12))
def test_a_heading_stands_with_the_first_rows_of_its_table(height):
    class Headed(PrintedForm):
        def story(self, subject, lang):
            columns = [Column("s", "Предмет"), Column("a", "Кыргызстандын тарыхы боюнча жылдык баа", turned=True)]
            yield Spacer(0, height)
            yield kit.text("Баалардын бөлүмү", keep=True)
            yield kit.table(columns, [(f"сап {n}", n) for n in range(subject)])

    for rows in (1, 30):
        (one,) = (one for one in pages(Headed().render([rows], "ky")) if "Баалардын бөлүмү" in one)
        assert "сап 0" in one


def test_kyrgyz_letters_and_the_number_sign_are_in_the_font():
    class Letters(PrintedForm):
        def story(self, subject, lang):
            return [
                kit.text("Ңң Өө Үү № « » – — … сом"),
                kit.text("Ңң Өө Үү №", bold=True),
                kit.text("Ңң Өө Үү", italic=True),
            ]

    words = pages(Letters().render([None], "ky"))[0]
    assert "Ңң Өө Үү № « » – — … сом" in words
    assert words.count("Ңң Өө Үү") == 3


def test_25_papers_cost_a_small_multiple_of_drawing_them_bare():
    """The floor: the same pages as plain paragraphs, by the library alone, in the same run."""

    def bare():
        style = ParagraphStyle("plain", fontName=fonts.PLAIN, fontSize=9)
        for _paper in range(25):
            SimpleDocTemplate(io.BytesIO()).build([Paragraph("Ак-Терек мектеби " * 4, style) for _row in range(15)])

    def cost(draw):
        begun = time.process_time()
        draw()
        return time.process_time() - begun

    Certificate().render([15], "ky")
    papers = min(cost(lambda: Certificate().render([15] * 25, "ky")) for _run in range(3))
    assert papers < 4 * min(cost(bare) for _run in range(3))


def grouped(groups, size):
    columns = [Column("number", "№", leads=True), Column("subject", "Предмет")]
    rows = [
        ((str(group) if line == 0 else "", PLAIN, False), (f"{group}.{line}", PLAIN, False))
        for group in range(groups)
        for line in range(size)
    ]
    return Grid(columns, rows)


@pytest.mark.parametrize("height", range(80, 420, 9))
def test_a_page_does_not_end_inside_a_group(height):
    """A teacher's subjects in the tarification list stay under the teacher's name."""
    parts = grouped(9, 4).split(400, height)
    assert len(parts) == 2 and len(parts[0].rows) % 4 == 0
    assert not parts[1].rows[0].follows


def test_a_group_longer_than_a_page_is_parted_all_the_same():
    parts = grouped(1, 60).split(400, 300)
    assert len(parts) == 2 and parts[1].rows[0].follows
