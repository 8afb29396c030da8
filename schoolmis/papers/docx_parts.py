"""Paragraphs and tables of a text document; a table stands as its paper's `Grid` has measured it."""

from schoolmis.ui.plain import CONTROL

from .fonts import BOLD
from .grid import KEEP

POINT = 20
"""Twentieths of a point, in which a text document measures."""
LOWER = 0.93
"""Of a row on paper: what a word processor adds to each row still leaves the sheet on its page."""


def text(value):
    """Escaped, without signs that XML does not know."""
    return (
        CONTROL.sub("", str(value))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
    )


def run(value, *, bold=False, under=False, size=None):
    """Letters of one look; a new line and a tab in them stay."""
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    look += '<w:u w:val="single"/>' if under else ""
    said = text(value).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    said = said.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>'


def line(runs, *, side="left", before=0, after=0, keep=False, fresh=False, tabs=()):
    """A paragraph; `keep`: with the next on its page, `fresh`: on a new page, `tabs`: (side, points from the left)."""
    stops = "".join(f'<w:tab w:val="{at}" w:pos="{points * POINT:.0f}"/>' for at, points in tabs)
    facts = ("<w:keepNext/>" if keep else "") + ("<w:pageBreakBefore/>" if fresh else "")
    facts += f"<w:tabs>{stops}</w:tabs>" if stops else ""
    facts += f'<w:spacing w:before="{before}" w:after="{after}"/>' if before or after else ""
    facts += f'<w:jc w:val="{side}"/>' if side != "left" else ""
    return f"<w:p><w:pPr>{facts}</w:pPr>{runs}</w:p>"


def table(grid, *, tail):
    """The grid's columns and rows, heads repeated; `tail`: what follows must not stand alone on a page."""
    widths = [round(width * POINT) for width in grid.widths]
    cells = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="777777"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    look = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    body = "".join(_rows(grid, widths, tail))
    return f"<w:tbl>{look}<w:tblGrid>{cells}</w:tblGrid>{_heads(grid, widths)}{body}</w:tbl>"


def _rows(grid, widths, tail):
    """A row keeps with the next: a band, one that the next goes on with, the last ones with totals and signatures."""
    last = len(grid.rows) - 1
    feet = sum(row.foot for row in grid.rows)
    firm = last - feet - KEEP if tail or feet else last
    for place, (row, source) in enumerate(zip(grid.rows, [*grid.source, *grid.footers], strict=True)):
        goes_on = place < last and grid.rows[place + 1].follows
        keep = row.band or goes_on or (place > firm and (place < last or tail))
        if row.band:
            title = line(run(source.title, bold=True), keep=True)
            yield _row([_cell(title, sum(widths), span=len(widths))], tall=row.height)
            continue
        cells = [
            _cell(line(_value(value), side=column.side, keep=keep), width, thick=row.thick)
            for value, column, width in zip(source, grid.columns, widths, strict=True)
        ]
        yield _row(cells, tall=row.height)


def _value(value):
    said, face, under = value
    return run(said, bold=face == BOLD, under=under) if said else ""


def _heads(grid, widths):
    """One row of heads, two where columns have a common one above."""
    tall = grid.head_height
    if not grid.groups:
        return _row([_head(column, width) for column, width in zip(grid.columns, widths, strict=True)], tall, head=True)
    starts = {start: end for start, end, _lines in grid.groups}
    above, below, place = [], [], 0
    while place < len(grid.columns):
        end = starts.get(place, place + 1)
        if place in starts:
            title = line(run(grid.columns[place].group, bold=True), side="center", keep=True)
            above.append(_cell(title, sum(widths[place:end]), span=end - place))
            below += [_head(grid.columns[at], widths[at]) for at in range(place, end)]
        else:
            above.append(_head(grid.columns[place], widths[place], merge="restart"))
            below.append(_cell(line(""), widths[place], merge="continue"))
        place = end
    return _row(above, grid.group_height, head=True) + _row(below, tall - grid.group_height, head=True)


def _head(column, width, merge=""):
    side = "left" if column.side == "left" or column.turned else "center"
    title = line(run(column.title, bold=True), side=side, keep=True)
    return _cell(title, width, turned=column.turned, merge=merge, low=True)


def _row(cells, tall, head=False):
    """`tall`: points; a word processor does not grow a row by a text that is written upwards."""
    high = round(tall * POINT * (1 if head else LOWER))
    facts = "<w:cantSplit/>" + (f'<w:trHeight w:val="{high}" w:hRule="atLeast"/>' if high else "")
    facts += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{facts}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(content, width, *, span=1, turned=False, merge="", low=False, thick=False):
    facts = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    facts += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    facts += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    facts += '<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="000000"/></w:tcBorders>' * thick
    facts += '<w:textDirection w:val="btLr"/>' if turned else ""
    facts += f'<w:vAlign w:val="{"bottom" if low and not turned else "center"}"/>'
    return f"<w:tc><w:tcPr>{facts}</w:tcPr>{content}</w:tc>"
