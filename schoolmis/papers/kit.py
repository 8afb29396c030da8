"""What printed forms are made of. Every value is escaped here, once; callers hand over plain text.

Sizes are points unless a name says mm. Words of the paper follow the active language, which `render` sets.
"""

from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Paragraph, Spacer

from . import fonts
from .codes import Code
from .fonts import BOLD, ITALIC, PLAIN
from .grid import Grid
from .pieces import SIZE, STEP, Block, Fact, Parts, Rule, Signed, Text, Tick
from .sheets import Band, Column
from .values import low, shown
from .words import language, word

SIDES = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
_styles = {}


def text(value, *, bold=False, italic=False, **look):
    """A paragraph of plain text. `align`, `size`, `before`, `after`, `indent` in points, `keep` with the next."""
    return Text(value, face=BOLD if bold else ITALIC if italic else PLAIN, **look)


def title(value, size=15):
    return text(value, bold=True, size=size, align="center", before=4, after=6)


def para(template, *values, align="left", size=SIZE, before=0, after=4, **named):
    """A paragraph whose template may hold <b>, <i>, <u>; values are escaped: `para("<b>{}</b>", name)`."""
    fonts.register()
    key = (align, size, before, after)
    if key not in _styles:
        _styles[key] = ParagraphStyle(
            str(key),
            fontName=PLAIN,
            fontSize=size,
            leading=size * STEP,
            alignment=SIDES[align],
            spaceBefore=before,
            spaceAfter=after,
        )
    safe = {name: escape(str(value)) for name, value in named.items()}
    return Paragraph(template.format(*(escape(str(value)) for value in values), **safe), _styles[key])


def points(values, size=SIZE):
    """Numbered points of an order: 1. … 2. …"""
    return [Text(value, size=size, hang=f"{number}.", indent=size * 1.8) for number, value in enumerate(values, 1)]


def facts(pairs, **look):
    """Labels with their values: `facts([(_("Name"), name), …])`; `at` is the share of the width the labels take."""
    return [Fact(label, value, **look) for label, value in pairs]


def parts(*texts, size=SIZE):
    """Number, date and place on one line."""
    return Parts(texts, size=size)


def table(columns, rows, footers=(), *, size=9, row_height=0, fifth=False, lang=None):
    """A ruled table: `columns` are `Column`s or titles, rows sequences in their order or `Band`s."""
    lang = language(lang)
    columns = [one if isinstance(one, Column) else Column(str(place), str(one)) for place, one in enumerate(columns)]

    def cell(value, column, bold):
        under = low(value, column)
        return shown(value, column, lang), BOLD if bold or column.strong or under else PLAIN, under

    def cells(row, bold=False):
        return [cell(value, column, bold) for value, column in zip(row, columns, strict=True)]

    body = [row if isinstance(row, Band) else cells(row) for row in rows]
    grid = Grid(
        columns, body, [cells(row, bold=True) for row in footers], size=size, row_height=row_height, fifth=fifth
    )
    grid.spaceBefore, grid.spaceAfter = 4, 8
    return grid


def signature_line(post, name="", **look):
    return Signed(post, name, **look)


def stamp_place():
    """М.О. / М.П.: where the stamp goes."""
    return text(word("stamp"), size=9, before=14)


def together(*pieces):
    """Keep on one page (the signature with the last lines above it)."""
    return Block(list(pieces))


def qr(value, size_mm=20, note=""):
    """A QR code with a note at its right."""
    return Code(str(value), size_mm * mm, str(note))


def rule(**look):
    return Rule(**look)


def tick(value, on=False):
    return Tick(value, on)


def space(height_mm):
    return Spacer(0, height_mm * mm)


def new_page():
    return PageBreak()
