"""An order as its paper has it, in one language: the same parts for the page and for the printer."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils import translation

from schoolmis import clock
from schoolmis.orders import kinds
from schoolmis.orders.names import then
from schoolmis.papers import letterhead
from schoolmis.ui import dates

# An order is an official text: its fixed words are those of office work and stand outside the interface's catalogue.
WORDS = {
    "ky": {
        "order": "БУЙРУК",
        "law": "«Билим берүү жөнүндө» Кыргыз Республикасынын Мыйзамына жана мектептин уставына ылайык",
        "command": "БУЙРУК КЫЛАМ:",
        "control": "Буйруктун аткарылышын көзөмөлдөө төмөнкү кызматкерге жүктөлсүн: {}.",
        "self": "Буйруктун аткарылышын көзөмөлдөөнү өзүмө калтырам.",
        "basis": "Негизи",
        "head": "Мектеп директору",
        "read": "Буйрук менен таанышты",
        "changed": "Өзгөртүү киргизилген: {} № {} буйрук",
        "name": "Аты-жөнү",
        "day": "Таанышкан күнү",
        "hand": "Колу",
        "stamp": "М.О.",
        "draft": "долбоор",
        "system": "{} маалыматтык системасы түзгөн документ",
    },
    "ru": {
        "order": "ПРИКАЗ",
        "law": "В соответствии с Законом Кыргызской Республики «Об образовании» и уставом школы",
        "command": "ПРИКАЗЫВАЮ:",
        "control": "Контроль за исполнением приказа возложить на следующего работника: {}.",
        "self": "Контроль за исполнением приказа оставляю за собой.",
        "basis": "Основание",
        "head": "Директор школы",
        "read": "С приказом ознакомлен(а)",
        "changed": "Изменён приказом {} № {}",
        "name": "Ф.И.О.",
        "day": "Дата ознакомления",
        "hand": "Подпись",
        "stamp": "М.П.",
        "draft": "проект",
        "system": "Документ создан информационной системой: {}",
    },
}
POINT = re.compile(r"^\s*\d+\s*[.)]\s*", re.MULTILINE)


@dataclass(frozen=True)
class Sheet:
    lang: str
    words: dict
    lines: tuple[str, ...]
    school: str
    number: str
    day: date
    place: str
    title: str
    preamble: str
    points: list[str]
    headings: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    basis: str = ""
    head_post: str = ""
    head_name: str = ""
    acquainted: list = field(default_factory=list)
    changed: list = field(default_factory=list)

    @property
    def dated(self):
        return dates.date_long(self.day, self.lang)


def split_text(text: str) -> tuple[str, list[str]]:
    """(what stands before the first numbered point, the points); a text without numbers is one point per paragraph."""
    text = text.strip()
    found = list(POINT.finditer(text))
    if not found:
        return "", [part.strip() for part in re.split(r"\n\s*\n|\n", text) if part.strip()]
    ends = [match.start() for match in found[1:]] + [len(text)]
    points = [text[match.end() : end].strip() for match, end in zip(found, ends, strict=True)]
    return text[: found[0].start()].strip(), [point for point in points if point]


_notes = []


def note(function):
    """Register `function(order, lang) -> [sentence]`: what later orders made of this one, said on its paper."""
    _notes.append(function)
    return function


def _signer(order) -> str:
    """Who signed, as signatures have it; a draft has nobody yet."""
    person = getattr(order.signed_by, "person", None) if order.signed_by_id else None
    return then(order, person).initials if person else ""


def _controller(order, lang) -> str:
    """The post and the name of who controls the order, in the language of the paper."""
    if not order.controller_id:
        return ""
    with translation.override(lang):
        return f"{order.controller.get_position_display()} {then(order, order.controller.person).short_name}"


def sheet(order, lang: str) -> Sheet:
    """The paper of `order`; a draft has the place of a number and today's date."""
    words, head = WORDS[lang], letterhead.current(lang)
    first, second = ("title_ru", "title_ky") if lang == "ru" else ("title_ky", "title_ru")
    title = getattr(order, first) or getattr(order, second)
    preamble, points = split_text((order.text_ru if lang == "ru" else order.text_ky) or order.text_ky or order.text_ru)
    headings, rows = [], []
    of = kinds.registry.get(order.kind)
    if of and of.lines:
        with translation.override(lang):
            headings, rows = of.lines(order, lang)
            headings, rows = [str(one) for one in headings], [[str(cell) for cell in row] for row in rows]
    read = order.acquaintances.select_related("person") if order.number is not None else ()
    later = [said for find in _notes for said in find(order, lang)] if order.number is not None else []
    control = order.control or _controller(order, lang)
    points.append(words["control"].format(control) if control else words["self"])
    return Sheet(
        lang=lang,
        words=words,
        lines=head.lines,
        school=head.school,
        number=order.label if order.number is not None else "",
        day=order.date or clock.today(),
        place=head.place,
        title=title,
        preamble=preamble or words["law"],
        points=points,
        headings=headings,
        rows=rows,
        basis=getattr(order, f"basis_{lang}") or order.basis_ky or order.basis_ru,
        head_post=head.head_post or words["head"],
        head_name=_signer(order) or head.head_name,
        changed=later,
        acquainted=[
            (then(order, one.person).initials, dates.date_short(one.read_on) if one.read_on else "") for one in read
        ],
    )
