"""Opening what a school sends: bytes of an XLSX workbook, a CSV file or a document → tables with row numbers.

The kind of a file is told by its content, never by its name. `Unreadable` carries a sentence that says what to do.
"""

from pathlib import Path

from .archive import LARGEST_FILE, is_zip, look_inside
from .tables import Row, Table, Unreadable
from .text import read_text
from .word import read_word
from .workbook import read_workbook

__all__ = ["Row", "Table", "Unreadable", "open_tables"]

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_tables(source, word: bool = False) -> list[Table]:
    """Tables of an upload: bytes, a path, or an open binary file. Hidden sheets are left out. Raises Unreadable.

    `word`: the tables of a DOCX document are taken too.
    """
    content = _content(source)
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise Unreadable("empty")
    if content.startswith(OLD_OFFICE):
        raise Unreadable("encrypted" if "EncryptedPackage".encode("utf-16-le") in content else "old_excel")
    if is_zip(content):
        is_word = look_inside(content, word)
        tables = read_word(content) if is_word else read_workbook(content)
    else:
        tables = read_text(content)
    if not any(table.rows for table in tables):
        raise Unreadable("empty")
    return tables


def _content(source) -> bytes:
    if isinstance(source, bytes | bytearray | memoryview):
        content = bytes(source)
    elif hasattr(source, "read"):
        source.seek(0)
        content = source.read(LARGEST_FILE + 1)
    else:
        path = Path(source)
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise Unreadable("no_file", name=path.name) from error
    if len(content) > LARGEST_FILE:
        raise Unreadable("too_large")
    return content
