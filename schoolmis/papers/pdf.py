"""A report on A4: letterhead or school, head repeated on every page, «бет 1 / 3» per sheet, the same bytes again."""

from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from . import flow, fonts
from .blocks import HeadBlock, SignBlock, put
from .fonts import BOLD, PLAIN
from .grid import Grid
from .sheets import Band, as_read, on_paper
from .values import low, shown
from .words import page_of

BINDING, EDGE, FOOT = 20 * mm, 10 * mm, 12 * mm
SIZES = (9, 8.5, 8, 7.5, 7)
"""Points to try, so that a class stands on one page; over several pages 8 is legible and thrifty."""
MANY = 8
LEAST = 5.5


def render(document):
    """The document as PDF bytes."""
    fonts.register()
    document, out = on_paper(document), BytesIO()
    canvas = Canvas(out, pagesize=size_of(document), invariant=1, pageCompression=1)
    describe(canvas, document.title, document.lang)
    for number, sheet in enumerate(document.sheets):
        _sheet(canvas, document, sheet, number)
    canvas.save()
    return out.getvalue()


def describe(canvas, title, lang):
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setCreator("schoolmis")
    canvas.setCatalogEntry("Lang", lang)


def size_of(document):
    return landscape(A4) if document.landscape else A4


def box_of(page):
    """(left, bottom, width, height) of the written area in points."""
    return BINDING, FOOT, page[0] - BINDING - EDGE, page[1] - EDGE - FOOT


def laid(sheet, document):
    """What stands above, the table and what stands below, each measured for the page; a text document reads it too."""
    _left, _bottom, room, height = box_of(size_of(document))
    sign = SignBlock(sheet.heading, document.lang)
    _, below = sign.wrap(room, height)
    head = HeadBlock(sheet.heading, document.lang)
    _, above = head.wrap(room, height)
    return head, _grid(sheet, document.lang, room, height - above - below, below), sign


def _sheet(canvas, document, sheet, number):
    box = box_of(size_of(document))
    pages = flow.paginate(canvas, laid(sheet, document), box)
    if len(document.sheets) > 1:
        canvas.bookmarkPage(f"s{number}")
        canvas.addOutlineEntry(sheet.name or sheet.heading.title, f"s{number}")
    for place, content in enumerate(pages, 1):
        flow.draw(canvas, content)
        if place > 1:
            put(canvas, sheet.heading.title, box[0], 6 * mm, size=7.5)
        put(canvas, page_of(place, len(pages), document.lang), box[0] + box[2], 6 * mm, size=7.5, side="right")
        if document.mark and not document.signed:
            put(canvas, document.mark, box[0], 9 * mm, size=6)
        canvas.showPage()


def _grid(sheet, lang, room, height, below):
    """The largest size at which the sheet is one page; else a legible one over several pages."""
    rows = [row if isinstance(row, Band) else _cells(row, sheet.columns, lang) for row in as_read(sheet)]
    footers = [_cells(row, sheet.columns, lang, bold=True) for row in sheet.footers]
    for size in SIZES:
        grid = Grid(sheet.columns, rows, footers, size=size, reserve=below)
        if grid.fits(room) and grid.wrap(room, height)[1] <= height:
            return _airy(grid, room, height)
    size = MANY
    while size > LEAST and not Grid(sheet.columns, rows, footers, size=size).fits(room):
        size -= 0.5
    return Grid(sheet.columns, rows, footers, size=size, reserve=below)


def _airy(grid, room, height):
    """Higher rows where the page has room for them."""
    spare = height - grid.height
    each = spare / len(grid.rows) if grid.rows else 0
    lowest = min((row.height for row in grid.rows), default=0)
    grid.row_height = min(lowest + each, grid.size * 1.8)
    grid.room = None
    grid.wrap(room, height)
    return grid


def _cells(row, columns, lang, bold=False):
    cells = []
    for value, column in zip(row, columns, strict=True):
        under = low(value, column) and not bold
        strong = under or column.strong or (bold and column.kind != "text")
        cells.append((shown(value, column, lang), BOLD if strong else PLAIN, under))
    return cells
