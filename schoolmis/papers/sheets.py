"""What a report is before it is drawn: plain data that the page, the workbook and the PDF all read."""

from dataclasses import dataclass, replace

from .words import word

KINDS = ("text", "int", "decimal", "money", "percent", "mark", "date")


@dataclass(frozen=True)
class Column:
    """One column.

    `width` in mm fixes it on paper; `weight` shares what is left; neither: measured by its contents.
    `turned` writes the head upwards; `group` (the same on neighbours) puts a common head above;
    `places` are decimals of `decimal` and `percent`; `signed` writes «+» before what is above zero; `strong` writes the
    column bold; `once`: a value that stands in the row above already is left out on paper and page (files that are
    worked on keep it); `leads`: a row without a value here goes on with the row above, and no page's end parts them.
    """

    key: str
    title: str = ""
    width: float | None = None
    weight: float = 0
    align: str = ""
    turned: bool = False
    group: str = ""
    kind: str = "text"
    places: int | None = None
    signed: bool = False
    strong: bool = False
    once: bool = False
    leads: bool = False

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.key}: kind is one of {', '.join(KINDS)}")

    @property
    def side(self):
        return self.align or {"text": "left", "decimal": "center", "money": "right"}.get(self.kind, "center")


@dataclass(frozen=True)
class Band:
    """A row that is a heading over the rows below it (a class in a list of the school)."""

    title: str


@dataclass(frozen=True)
class Signature:
    post: str
    name: str = ""


@dataclass(frozen=True)
class Approve:
    """The block at the top right: «Бекитемин», post, line, name. `word` empty: the paper's own word."""

    post: str
    name: str = ""
    word: str = ""


@dataclass(frozen=True)
class Heading:
    """What stands above and below the table. `left` empty: the school and its place from the letterhead."""

    title: str
    subtitle: str = ""
    left: tuple[str, ...] = ()
    approve: Approve | None = None
    notes: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    stamp: bool = False
    """A place for the stamp stands below the signatures."""


@dataclass(frozen=True)
class Sheet:
    """One table on one or more pages. Rows and footers are tuples in the order of `columns`, or a `Band`."""

    heading: Heading
    columns: tuple[Column, ...]
    rows: tuple
    footers: tuple = ()
    name: str = ""


def as_read(sheet):
    """The rows as people read them: in a `once` column only the first of equal values."""
    places = [place for place, column in enumerate(sheet.columns) if column.once]
    above = None
    for row in sheet.rows:
        said = None if isinstance(row, Band) else row
        if said and above and places:
            row = tuple(None if n in places and value == above[n] else value for n, value in enumerate(row))
        yield row
        above = said


def on_paper(document):
    """As files draw it: a table without rows and a document without sheets say so, a blank page says nothing."""
    nothing = (Band(word("nothing", document.lang)),)
    sheets = document.sheets or (Sheet(Heading(document.title), (Column("nothing"),), ()),)
    said = (one if one.rows or one.footers else replace(one, rows=nothing) for one in sheets)
    return replace(document, sheets=tuple(said))


def shortened(document, most):
    """The document with at most `most` rows a sheet, and how many rows that leaves out."""
    sheets = tuple(replace(sheet, rows=sheet.rows[:most]) for sheet in document.sheets)
    shorter = replace(document, sheets=sheets)
    return shorter, document.count - shorter.count


@dataclass(frozen=True)
class Document:
    code: str
    title: str
    lang: str
    sheets: tuple[Sheet, ...]
    landscape: bool = False
    left_out: int = 0
    """How many sheets a limited build did not make; whoever shows the document says so."""
    mark: str = ""
    """Who took it out: a line below each page of what nobody signs, and a property of the workbook (R1-6.1)."""

    @property
    def signed(self):
        """It is approved or signed by hand, so its paper stays clean."""
        return any(sheet.heading.approve or sheet.heading.signatures for sheet in self.sheets)

    @property
    def count(self):
        """Rows under all heads, without bands and totals."""
        return sum(not isinstance(row, Band) for sheet in self.sheets for row in sheet.rows)
