"""A report as a text document, to be worked on in a word processor (R3-3i); the same data give the same bytes."""

import zipfile
from io import BytesIO
from itertools import zip_longest
from zipfile import ZipFile, ZipInfo

from . import fonts, pdf
from .docx_parts import POINT, line, run, table, text
from .sheets import on_paper
from .words import word

MOMENT = (2000, 1, 1, 0, 0, 0)
LINE = "_" * 12
"""To sign on."""
SIZE, TITLE = 19, 24
"""Half points of what stands above and below the table, and of its title."""
FACE = "Times New Roman"
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
SETTINGS = (
    f'<w:settings {NAMES}><w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
"""Without it a word processor says that the file is of an old one."""
NOTHING = '<w:p><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
"""What must follow a table stands unseen."""
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator></dc:creator>'
    "<dc:description>{mark}</dc:description></cp:coreProperties>"
)


def render(document):
    """The document as DOCX bytes, each sheet on pages of its own."""
    fonts.register()
    document = on_paper(document)
    sheets = [(sheet, *pdf.laid(sheet, document)) for sheet in document.sheets]
    body = "".join(_sheet(document, *one, fresh=place > 0) for place, one in enumerate(sheets))
    size = round(2 * min(grid.size for _sheet, _head, grid, _sign in sheets)) + 1
    parts = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}{_section(document)}</w:body></w:document>",
        "word/styles.xml": STYLES.format(size=size, lang={"ky": "ky-KG", "ru": "ru-RU"}[document.lang]),
        "word/settings.xml": SETTINGS,
        "word/footer1.xml": f"<w:ftr {NAMES}>{_foot(document)}</w:ftr>",
        "docProps/core.xml": CORE.format(title=text(document.title), mark=text(document.mark)),
    }
    kinds = ("officedocument.wordprocessingml.document.main", "officedocument.wordprocessingml.styles")
    kinds += ("officedocument.wordprocessingml.settings", "officedocument.wordprocessingml.footer")
    kinds += ("package.core-properties",)
    told = "".join(PART.format(name=name, kind=kind) for name, kind in zip(parts, kinds, strict=True))
    office = "officeDocument/2006/relationships"
    links = (
        LINK.format(id="rId1", kind=f"{office}/officeDocument", target="word/document.xml")
        + LINK.format(
            id="rId2", kind="package/2006/relationships/metadata/core-properties", target="docProps/core.xml"
        ),
        LINK.format(id="rId1", kind=f"{office}/styles", target="styles.xml")
        + LINK.format(id="rId2", kind=f"{office}/footer", target="footer1.xml")
        + LINK.format(id="rId3", kind=f"{office}/settings", target="settings.xml"),
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


def _section(document):
    left, bottom, room, height = (round(points * POINT) for points in pdf.box_of(pdf.size_of(document)))
    wide, high = (round(points * POINT) for points in pdf.size_of(document))
    turned = ' w:orient="landscape"' if document.landscape else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar w:top="{high - bottom - height}" w:right="{wide - left - room}" w:bottom="{bottom}" w:left="{left}"'
        ' w:header="0" w:footer="280" w:gutter="0"/></w:sectPr>'
    )


def _foot(document):
    """«бет 1 / 3», and who took it out where nobody signs."""
    page = run(f"{word('page', document.lang)} ", size=14)
    mark = line(run(document.mark, size=12)) if document.mark and not document.signed else ""
    return line(f"{page}{_field('PAGE')}{run(' / ', size=14)}{_field('NUMPAGES')}", side="right") + mark


def _field(name):
    return f'<w:fldSimple w:instr="{name}">{run("1", size=14)}</w:fldSimple>'


def _sheet(document, sheet, head, grid, sign, fresh):
    grid.wrap(head.width, 0)
    above, below = _above(head, sheet.heading), _below(sign, sheet.heading)
    lines = [line(runs, fresh=fresh and not place, **look) for place, (runs, look) in enumerate(above)]
    lines.append(table(grid, tail=bool(below)))
    lines += [line(runs, keep=place < len(below), **look) for place, (runs, look) in enumerate(below, 1)]
    return "".join(lines if below else [*lines, NOTHING])


def _above(head, heading):
    """(runs, look) of each line: school and approval beside each other, the title between them or below."""
    middle = [("center", head.axis)] if head.broad else []
    tabs = [*middle, ("left", head.width - head.block)] if head.right else middle
    for left, title, right in zip_longest(head.left, head.titles if head.broad else (), head.right):
        runs = run(left or "", size=SIZE)
        if head.broad:
            said, face, _size = title or ("", "", 0)
            runs += run(f"\t{said}", size=TITLE if face == fonts.BOLD else SIZE, bold=face == fonts.BOLD)
        if right:
            said = right if isinstance(right, str) else f"{right[0]} {LINE} {right[1]}".strip()
            runs += run(f"\t{said}", size=SIZE)
        yield runs, {"tabs": tabs, "keep": True}
    if not head.broad:
        yield run(heading.title, size=TITLE, bold=True), {"side": "center", "keep": True, "before": 120}
        if heading.subtitle:
            yield run(heading.subtitle, size=SIZE), {"side": "center", "keep": True}
    yield run("", size=8), {"keep": True}


def _below(sign, heading):
    """(runs, look) of each line below the table: on one line where all have room, as on paper."""
    found = []
    # A line to write on is longer in these letters than in those that paper was measured with.
    one_line = sign.one_line and not any("__" in note for note in heading.notes)
    if one_line and sign.widths:
        places, items = zip(*sign.spread(), strict=True)
        said = "\t".join(one if isinstance(one, str) else f"{one[0]} {LINE} {one[1]}" for one in items)
        found.append((run(said, size=SIZE), {"before": 240, "tabs": [("left", place) for place in places[1:]]}))
    elif not one_line:
        for place, note in enumerate(heading.notes):
            found.append((run(note, size=SIZE), {"before": 40 if place else 160}))
        for one in heading.signatures:
            said = f"{one.post}\t{LINE}{LINE[:8]} {one.name}"
            found.append((run(said, size=SIZE), {"before": 160, "tabs": [("left", sign.hands)]}))
    if sign.stamp:
        found.append((run(sign.stamp, size=SIZE), {"before": 160}))
    return found
