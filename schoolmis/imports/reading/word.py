"""The tables of a DOCX document, read from its XML: no library opens what a stranger sends.

The archive has been looked into before: its size is sane and no part has a document type, so no entity can grow.
"""

import io
import zipfile
from xml.etree import ElementTree

from .archive import DOCUMENT
from .tables import MOST_COLUMNS, Table, Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_TAGS = 2_000_000
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
GONE = {f"{W}del", f"{W}moveFrom"}  # taken out with tracked changes: still in the file, not in the text


def read_word(content: bytes) -> list[Table]:
    """The outer tables in their order; a cell that spans columns stands in the first and leaves the others empty.

    Raises Unreadable.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read(DOCUMENT)
        if content.count(b"<") > MOST_TAGS:  # each becomes an object many times its size
            raise Unreadable("unsafe")
        root = ElementTree.fromstring(content)  # noqa: S314 no entities, see above
        return [_table(element, number) for number, element in enumerate(_outer(root), 1)]
    except (ElementTree.ParseError, KeyError, zipfile.BadZipFile, RecursionError) as error:
        raise Unreadable("damaged") from error


def _outer(root):
    """Tables that stand in no other table, whatever frames or content controls they are in."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}tbl":
            yield element
        else:
            waiting.extend(reversed(element))


def _table(element, number: int) -> Table:
    table = Table(str(number))
    for at, row in enumerate(_children(element, f"{W}tr"), 1):
        table.add(at, _cells(row))
    return table


def _cells(row) -> list:
    cells: list = [None] * _number(row.find(f"{W}trPr/{W}gridBefore"))
    for cell in _children(row, f"{W}tc"):
        if len(cells) >= MOST_COLUMNS:
            break
        below = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = below is not None and below.get(f"{W}val", "continue") == "continue"
        cells.append(None if goes_on else _text(cell) or None)
        cells += [None] * (min(_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1), MOST_COLUMNS) - 1)
    return cells


def _children(element, tag):
    """Rows of a table or cells of a row; a content control or a tracked insertion may stand between."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, tag)


def _text(cell) -> str:
    lines = []
    for paragraph in cell.iter(f"{W}p"):
        lines.append("".join(_runs(paragraph)).strip())
    return "\n".join(filter(None, lines)).strip()


def _runs(element):
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag not in GONE and child.tag != f"{W}p":
            yield from _runs(child)


def _number(element, without: int = 0) -> int:
    told = "" if element is None else element.get(f"{W}val", "")
    return min(int(told), MOST_COLUMNS) if told.isascii() and told.isdigit() else without
