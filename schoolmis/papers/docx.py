"""A report as a text document, to be worked on in a word processor (R3-3i); the same data give the same bytes."""

import zipfile
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from schoolmis.ui.plain import CONTROL

from .sheets import Band, as_read
from .values import low, shown
from .words import word

MOMENT = (2000, 1, 1, 0, 0, 0)
A4 = 11906, 16838
"""Width and height in twentieths of a point."""
BINDING, EDGE, FOOT = 1134, 567, 680
LETTER, TALLEST = 110, 2400
"""Of a head written upwards: height of a letter, and of the row at most."""
FACE = "Times New Roman"
SIDES = {"left": "left", "right": "right", "center": "center"}
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    "{parts}</Types>"
)
PART = '<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
LINK = '<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/{kind}" Target="{target}"/>'
STYLES = (
    f'<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:cs="{FACE}"'
    f' w:eastAsia="{FACE}"/><w:sz w:val="{{size}}"/><w:szCs w:val="{{size}}"/><w:lang w:val="{{lang}}"/></w:rPr>'
    '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator></dc:creator>'
    "<dc:description>{mark}</dc:description></cp:coreProperties>"
)


def render(document):
    """The document as DOCX bytes, each sheet on pages of its own."""
    widest = max((len(sheet.columns) for sheet in document.sheets), default=1)
    size = 20 if widest <= 8 else 18 if widest <= 14 else 16
    body = _break().join(_sheet(sheet, document) for sheet in document.sheets) or _line("")
    parts = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}{_section(document.landscape)}</w:body></w:document>",
        "word/styles.xml": STYLES.format(size=size, lang={"ky": "ky-KG", "ru": "ru-RU"}[document.lang]),
        "word/footer1.xml": f"<w:ftr {NAMES}>{_foot(document)}</w:ftr>",
        "docProps/core.xml": CORE.format(title=_text(document.title), mark=_text(document.mark)),
    }
    kinds = ("officedocument.wordprocessingml.document.main", "officedocument.wordprocessingml.styles")
    kinds += ("officedocument.wordprocessingml.footer", "package.core-properties")
    told = "".join(PART.format(name=name, kind=kind) for name, kind in zip(parts, kinds, strict=True))
    office = "officeDocument/2006/relationships"
    links = (
        LINK.format(id="rId1", kind=f"{office}/officeDocument", target="word/document.xml")
        + LINK.format(
            id="rId2", kind="package/2006/relationships/metadata/core-properties", target="docProps/core.xml"
        ),
        LINK.format(id="rId1", kind=f"{office}/styles", target="styles.xml")
        + LINK.format(id="rId2", kind=f"{office}/footer", target="footer1.xml"),
    )
    parts = {
        "[Content_Types].xml": TYPES.format(parts=told),
        "_rels/.rels": LINKS.format(links=links[0]),
        "word/_rels/document.xml.rels": LINKS.format(links=links[1]),
        **parts,
    }
    out = BytesIO()
    with ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = ZipInfo(name, MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, HEAD + content)
    return out.getvalue()


def _text(value):
    """Escaped, without signs that XML does not know."""
    return (
        CONTROL.sub("", str(value))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
    )


def _run(value, *, bold=False, under=False, size=None):
    marks = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    marks += '<w:u w:val="single"/>' if under else ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(_text, str(value).split("\n")))
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r>'


def _line(value, *, side="left", after=0, keep=False, **look):
    facts = ("<w:keepNext/>" if keep else "") + f'<w:spacing w:after="{after}"/><w:jc w:val="{SIDES[side]}"/>'
    return f"<w:p><w:pPr>{facts}</w:pPr>{_run(value, **look) if value else ''}</w:p>"


def _break():
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _section(landscape):
    width, height = A4[::-1] if landscape else A4
    turned = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{EDGE}" w:right="{EDGE}" w:bottom="{FOOT}" w:left="{BINDING}" w:header="0"'
        f' w:footer="{EDGE // 2}" w:gutter="0"/></w:sectPr>'
    )


def _foot(document):
    """«бет 1 / 3», and who took it out where nobody signs."""
    pages = (
        f"{_run(word('page', document.lang) + ' ', size=14)}{_field('PAGE')}{_run(' / ', size=14)}{_field('NUMPAGES')}"
    )
    mark = _line(document.mark, size=12) if document.mark and not document.signed else ""
    return f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{pages}</w:p>{mark}'


def _field(name):
    return f'<w:fldSimple w:instr="{name}">{_run("1", size=14)}</w:fldSimple>'


def _sheet(sheet, document):
    heading, lang = sheet.heading, document.lang
    parts = [_line(line) for line in heading.left]
    if heading.approve:
        approve = heading.approve
        parts.append(_line(approve.word or word("approve", lang), side="right"))
        parts.append(_line(f"{approve.post} ____________________ {approve.name}", side="right"))
        parts.append(_line(word("approved_on", lang), side="right"))
    parts.append(_line(heading.title, side="center", bold=True, size=28, keep=True, after=40))
    if heading.subtitle:
        parts.append(_line(heading.subtitle, side="center", keep=True, after=120))
    parts.append(_table(sheet, document))
    parts += [_line(note, after=40) for note in ("", *heading.notes)]
    parts += [_line(f"{one.post} ____________________ {one.name}", after=120) for one in heading.signatures]
    parts += [_line(word("stamp", lang))] * heading.stamp
    return "".join(parts)


def _table(sheet, document):
    columns = sheet.columns
    room = (A4[document.landscape] - BINDING - EDGE) if columns else 0
    widths = _widths(sheet, room)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="777777"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    look = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    rows = [_heads(columns, widths)]
    for row in as_read(sheet):
        if isinstance(row, Band):
            rows.append(_row([_cell(_line(row.title, bold=True, keep=True), sum(widths), span=len(columns))]))
        else:
            rows.append(_values(row, columns, widths, document.lang))
    rows += [_values(row, columns, widths, document.lang, foot=True) for row in sheet.footers]
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _widths(sheet, room):
    """Shares of the page by the longest word or value of each column."""
    wanted = []
    for place, column in enumerate(sheet.columns):
        texts = [str(row[place]) for row in sheet.rows if not isinstance(row, Band) and row[place] is not None]
        words = [] if column.turned else column.title.split()
        longest = max([min(len(text), 30) for text in texts] + [len(one) for one in words], default=0)
        wanted.append(max(longest, 3) + 2)
    whole = sum(wanted) or 1
    return [room * one // whole for one in wanted]


def _heads(columns, widths):
    """One row of heads, two where columns have a common one above."""
    turned = max((len(column.title) for column in columns if column.turned), default=0)
    tall = min(turned * LETTER + LETTER, TALLEST)
    if not any(column.group for column in columns):
        return _row([_head(column, width) for column, width in zip(columns, widths, strict=True)], head=True, tall=tall)
    above, below, place = [], [], 0
    while place < len(columns):
        column, end = columns[place], place + 1
        while column.group and end < len(columns) and columns[end].group == column.group:
            end += 1
        if column.group:
            title = _line(column.group, side="center", bold=True)
            above.append(_cell(title, sum(widths[place:end]), span=end - place))
            below += [_head(columns[at], widths[at]) for at in range(place, end)]
        else:
            above.append(_head(column, widths[place], merge="restart"))
            below.append(_cell(_line(""), widths[place], merge="continue"))
        place = end
    return _row(above, head=True) + _row(below, head=True, tall=tall)


def _head(column, width, merge=""):
    return _cell(_line(column.title, side="center", bold=True), width, turned=column.turned, merge=merge)


def _values(row, columns, widths, lang, foot=False):
    cells = []
    for value, column, width in zip(row, columns, widths, strict=True):
        under = low(value, column) and not foot
        bold = under or column.strong or (foot and column.kind != "text")
        text = _line(shown(value, column, lang), side=column.side, bold=bold, under=under)
        cells.append(_cell(text, width))
    return _row(cells)


def _row(cells, head=False, tall=0):
    """`tall`: the least height, for a word processor does not grow a row by a text that is written upwards."""
    facts = "<w:cantSplit/>" + (f'<w:trHeight w:val="{tall}" w:hRule="atLeast"/>' if tall > LETTER else "")
    facts += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{facts}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(content, width, *, span=1, turned=False, merge=""):
    facts = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    facts += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    facts += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    facts += '<w:textDirection w:val="btLr"/>' if turned else ""
    return f"<w:tc><w:tcPr>{facts}</w:tcPr>{content}</w:tc>"
