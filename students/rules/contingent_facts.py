"""What a row of the contingent list says beside the person: social categories, form of study, papers. Pure."""

import re
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from schoolmis.people import cells
from schoolmis.people.faults import WARNED, declare
from schoolmis.people.names import fold

FULL_TIME = "full"
CATEGORIES = (
    ("half_orphan", r"^(жарым жетим|полусирот)"),
    ("orphan", r"^(толук жетим|жетим|(круглый |круглая )?сирота)"),
    ("guarded", r"камкордук|под опек|опекаем"),
    ("limited", r"^(дмч|овз)\b|мумкунчулу\w* чектел|ограниченн\w* возможност|инвалид|майып"),
    ("low_income", r"^аз камсыз|малообеспеч|малоимущ|жакыр"),
    ("large", r"^коп бала|многодет"),
    ("migrants", r"мигрант"),
    ("refugee", r"качкын|бежен"),
    ("kairylman", r"кайрылман"),
    ("single", r"^толук эмес|неполн"),
    ("soldiers", r"аскер|военнослуж"),
)
FORMS = (
    (FULL_TIME, r"^(кундузгу|очн)"),
    ("family", r"уй було|семейн"),
    ("home", r"уйдо|уйдон|на дому|надомн"),
    ("individual", r"^(жеке|индивид)"),
    ("adapted", r"^адапт"),
)
PAPERS = ("birth", "passport")
"""Kinds of documents that the list may name, each in a column `<kind>_paper`."""
PAPER = re.compile(
    r"(?:(?P<series>[^\W\d_]{1,5}(?:[ -]{1,2}[^\W\d_]{1,4})?)[\s,.-]*)?(?:№|N[o°]?)?\s*(?P<number>\d{5,9})"
)

declare(
    WARNED,
    {
        "category_unknown_social": _("“%(value)s” is not a social category; it was left out."),
        "category_paper_missing": _("A social category rests on a document, and none is named; it was left out."),
        "category_closed": _("Social categories are brought in by the director or a deputy; they were left out."),
        "form_unknown": _("“%(value)s” is not a form of study; it was left out."),
        "form_by_order": _("A form of study changes by an order of its own (R7-2.5); it was left out."),
        "paper_number": _("“%(value)s” is not a series and number of a document; it was left out."),
    },
)


class PaperRow(NamedTuple):
    kind: str
    series: str
    number: str

    @property
    def label(self) -> str:
        """As the card of a document has it."""
        return f"{self.series} № {self.number}".strip()


def read_facts(record, book) -> dict:
    """Fields of StudentRow: `categories` as (code, document), `study_form`, `papers`."""
    return {
        "categories": tuple(_categories(record, book)),
        "study_form": _form(record, book),
        "papers": tuple(_papers(record, book)),
    }


def _categories(record, book):
    """Several in one cell stand behind a semicolon or a comma, their documents in the same order."""
    told = [part for one in _parts(record.get("social"), r"[;\n]") for part in _known_or_split(one)]
    papers = _parts(record.get("social_document"), r"[;\n]")
    if len(papers) != len(told):
        papers = ["; ".join(papers)] * len(told)
    seen = set()
    for name, paper in zip(told, papers, strict=True):
        code = _first(CATEGORIES, name)
        if not code:
            book.note("social", "category_unknown_social", value=name)
        elif code not in seen:
            seen.add(code)
            yield code, paper[:160]


def _parts(cell, by):
    text = "\n".join(str(cell).splitlines()) if isinstance(cell, str) else cell
    parts = re.split(by, text) if isinstance(text, str) else [text]
    return [part for part in map(cells.given, parts) if part]


def _known_or_split(text):
    """«жетим, көп балалуу үй-бүлө» are two; a comma inside one name is its own."""
    return [text] if "," not in text else [part for part in map(str.strip, text.split(",")) if part]


def _form(record, book) -> str:
    told = cells.given(record.get("study_form"))
    code = _first(FORMS, told)
    if told and not code:
        book.note("study_form", "form_unknown", value=told)
    return code


def _papers(record, book):
    for kind in PAPERS:
        told, series = cells.given(record.get(f"{kind}_paper")), cells.given(record.get(f"{kind}_series"))
        whole = f"{series} {told}" if series and told else told
        found = PAPER.fullmatch(whole)
        if found:
            yield PaperRow(kind, (found["series"] or "").strip().upper()[:20], found["number"])
        elif whole:
            book.note(f"{kind}_paper", "paper_number", value=whole[:60])


def _first(patterns, text) -> str:
    folded = re.sub(r"[^\w]+", " ", fold(text)).strip()
    return next((code for code, pattern in patterns if re.search(pattern, folded)), "")
