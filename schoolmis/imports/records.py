"""Finding the lists in a file's tables: heading rows, classes of sheets and sections; totals and notes left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schoolmis.people.names import fold, normalise
from schoolmis.structure.rules import parse_class

from . import headings
from .headings import columns_of, is_enough
from .reading import Row, Table, Unreadable

HEADING_WITHIN = 15
TOTAL = re.compile(
    r"^(бардыгы|баары|жалпы|жыйынтык\w*|итого\w*|всего|анын ичин\w*|из них|в том числе|кыздар|балдар"
    r"|мальчик\w*|девоч\w*|эркектер|аялдар|жами|орточо|total)\b"
)
NOTE = re.compile(
    r"^(директор\w*|завуч\w*|катчы\w*|секретар\w*|эскертуу\w*|примечани\w*|класс жетекчи\w*|классн\w+ руковод\w*"
    r"|мугалим\w*|аткар\w*|исполнител\w*|кол|колу|подпис\w*|м о|м п|тузгон\w*|составил\w*|окуу болум\w*|тизме\w*|список"
    r"|дата|куну|мектеп\w*|школа\w*|№)\b"
)
NAME_LIKE = re.compile(r"^[^\W\d_]{2,}(?:[- '][^\W\d_]+\.?){1,3}$")
CLASS_IN_TITLE = re.compile(r"(?<!\d)(\d{1,2}\s*[-–—]?\s*[«\"“]?[^\W\d_][»\"”]?)\s*-?\s*(?:класс|кл\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Record:
    """One row of a list: `values` by field, `cells` as they stood, `section` the class its sheet or section names."""

    kind: str
    sheet: str
    row: int
    values: dict
    cells: tuple
    section: str = ""

    def get(self, name: str):
        return self.values.get(name)


@dataclass
class Found:
    """Lists of a file. By (sheet, kind): `headings` as Row, `columns` by field. `left_out`: sheets without a list.

    `options`: what the sender was asked beside the file (Kind.asks). `by`: the sender, whose rights some columns ask.
    `told`: what a file that is no table said, in the shape of its reader.
    """

    records: list[Record] = field(default_factory=list)
    headings: dict = field(default_factory=dict)
    columns: dict = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    options: dict = field(default_factory=dict)
    by: Any = None
    told: object = None

    def of(self, kind: str) -> list[Record]:
        return [record for record in self.records if record.kind == kind]

    def notes(self) -> list[tuple[str, dict]]:
        """The sheets that were not read, for the preview."""
        return [("sheets_left", {"names": ", ".join(filter(None, self.left_out)) or "—"})] if self.left_out else []


def find_records(tables: list[Table], kinds: list[str]) -> Found:
    """Rows of the wanted kinds in the file's order. Raises Unreadable("no_heading") when no table has a list."""
    found = Found()
    unfold = [UNFOLD[kind] for kind in kinds if kind in UNFOLD]
    for table in tables:
        table = next(filter(None, (way(table) for way in unfold)), table)
        if not _read_table(table, kinds, found):
            found.left_out.append(table.name)
    if not found.headings:
        needed = " / ".join(HEADING_EXAMPLES[kind] for kind in kinds)
        raise Unreadable("no_heading", rows=HEADING_WITHIN, needed=needed)
    return found


HEADING_EXAMPLES = {
    "contingent": "Классы, Аты-жөнү (Класс, ФИО)",
    "staff": "Аты-жөнү, Кызматы (ФИО, Должность)",
    "load": "Классы, Предмет, Саат, Мугалим (Класс, Предмет, Часы, Учитель)",
    "homeroom": "Классы, Класс жетекчи (Класс, Классный руководитель)",
}


def _read_table(table: Table, kinds: list[str], found: Found) -> bool:
    start = _heading(table.rows, kinds)
    if start is None:
        return False
    place, kind, columns, height = start
    heading = table.rows[place]
    if height == 2:
        heading = heading._replace(cells=tuple(_together(heading.cells, table.rows[place + 1].cells)))
    found.headings[table.name, kind] = heading
    found.columns[table.name, kind] = columns
    section = "" if "class" in columns else _class_of_sheet(table, place)
    rows = iter(table.rows[place + height :])
    for row in rows:
        again = columns_of(row.cells, kind)
        if len(again) >= max(2, len(columns) // 2) and is_enough(again, kind):
            columns = again
            continue
        filled = [cell for cell in row.cells if cell is not None and str(cell).strip()]
        if "class" not in columns and len(filled) == 1 and _as_class(filled[0]):
            section = _as_class(filled[0])
            continue
        values = {name: row.cells[at] if at < len(row.cells) else None for name, at in columns.items()}
        if not _left_out(values, filled, kind):
            found.records.append(Record(kind, table.name, row.number, values, row.cells, section))
    return True


def _heading(rows: list[Row], kinds: list[str]):
    """(place, kind, columns, rows it takes) of the heading, or None. A heading may stand in two rows."""
    for place, row in enumerate(rows):
        if row.number > HEADING_WITHIN and place >= HEADING_WITHIN:
            return None
        choices = []
        for kind in kinds:
            columns = columns_of(row.cells, kind)
            if kind == "contingent" and "class" not in columns and is_enough(columns_of(row.cells, "staff"), "staff"):
                continue
            if is_enough(columns, kind):
                choices.append((len(columns), -1, kind, columns))
            lower = rows[place + 1] if place + 1 < len(rows) else None
            if lower and lower.number == row.number + 1 and sum(cell is not None for cell in row.cells) > 1:
                columns = columns_of(_together(row.cells, lower.cells), kind)
                if is_enough(columns, kind) and len(columns) > len(columns_of(lower.cells, kind)):
                    choices.append((len(columns), -2, kind, columns))
        if choices:
            _count, height, kind, columns = max(choices, key=lambda choice: choice[:2])
            return place, kind, columns, -height
    return None


def _together(upper: tuple, lower: tuple) -> list:
    """A heading in two rows read as one: «Мать» over «ФИО» and «Телефон» is «Мать ФИО», «Мать Телефон»."""
    whole, last = [], None
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else None
        below = lower[place] if place < len(lower) else None
        last = above if above is not None else last
        if below is None or below == above:
            whole.append(above)
        else:
            whole.append(f"{last or ''} {below}".strip())
    return whole


def _class_of_sheet(table: Table, place: int) -> str:
    if _as_class(table.name):
        return _as_class(table.name)
    for row in table.rows[:place]:
        for cell in row.cells:
            match = CLASS_IN_TITLE.search(normalise(str(cell or "")))
            if match and parse_class(match[1]):
                return match[1]
    return ""


def _as_class(cell) -> str:
    """The cell's text when it is a class's label and nothing more."""
    label = normalise(str(cell)).strip(" .:")
    return label if not isinstance(cell, int | float) and parse_class(label) else ""


def _left_out(values: dict, filled: list, kind: str) -> bool:
    """Totals, notes under the list, lines prepared with nothing but a number."""
    told = {name for name, cell in values.items() if cell is not None and str(cell).strip() and name != "index"}
    if not told:
        return True
    first = next((fold(cell) for cell in filled if isinstance(cell, str)), "")
    exact = {"pin", "birth_date"} if kind in ("contingent", "staff") else {"subject", "teacher"}
    if _is_total(values, filled, first):
        return True
    if len(filled) == 1:
        return bool(NOTE.match(first)) or not NAME_LIKE.match(normalise(str(filled[0])))
    if kind in ("contingent", "staff") and not told & {"name", "last_name", "first_name", *exact}:
        return NOTE.match(first) is not None or told <= {"address", "phone", "language", "sex"}
    return len(told) <= 2 and not told & exact and bool(NOTE.match(first))


def _is_total(values: dict, filled: list, first: str) -> bool:
    """«Бардыгы: 25»: the word stands first and nothing beside it names a person, a subject or a day."""
    if not TOTAL.match(first) or len(filled) > 5:
        return False
    naming = (values.get(name) for name in ("name", "last_name", "birth_date", "subject", "teacher"))
    return not any(isinstance(cell, str) and fold(cell) != first or isinstance(cell, date) for cell in naming)


UNFOLD: dict[str, Callable[[Table], Table | None]] = {}
"""How a table that is not printed as a list becomes one; None where it is no such table."""


def declare(kind: str, patterns, needed, *, example: str, unfold=None) -> None:
    """A kind of list that an app above reads; `example`: the headings it needs, for a file that has none."""
    headings.declare(kind, patterns, needed)
    HEADING_EXAMPLES[kind] = example
    if unfold:
        UNFOLD[kind] = unfold


assert headings.NEEDED.keys() == HEADING_EXAMPLES.keys()
