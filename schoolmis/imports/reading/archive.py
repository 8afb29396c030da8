"""Looking into a zip before anything opens it: a workbook is a zip, and a zip can be a bomb."""

import io
import zipfile
import zlib

from .tables import Unreadable

LARGEST_FILE = 20 * 1024 * 1024
MOST_MEMBERS = 200
LARGEST_UNPACKED = 50 * 1024 * 1024
HIGHEST_RATIO = 100
TOO_SMALL_TO_MATTER = 1024 * 1024
DOCUMENT = "word/document.xml"
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    KeyError,
)


def is_zip(content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def look_inside(content: bytes, word: bool = False) -> bool:
    """Refuse what is not a plain workbook (or, with `word`, a document) of a sane size; whether it is a document.

    Raises Unreadable.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _members(archive.infolist())
            is_word = word and DOCUMENT in archive.namelist()
            _kind(archive, is_word)
            _entities(archive)
            return is_word
    except DAMAGED as error:
        raise Unreadable("damaged") from error


def _members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise Unreadable("unsafe")
    for member in members:
        if member.flag_bits & 1:
            raise Unreadable("encrypted")
        if member.file_size > TOO_SMALL_TO_MATTER and member.file_size > HIGHEST_RATIO * max(member.compress_size, 1):
            raise Unreadable("unsafe")


def _kind(archive: zipfile.ZipFile, is_word: bool) -> None:
    names = {name.lower() for name in archive.namelist()}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable("macros")
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        raise Unreadable("open_document")
    if not is_word and "xl/workbook.xml" not in names and not any(name.endswith("workbook.xml") for name in names):
        raise Unreadable("not_a_table")


def _entities(archive: zipfile.ZipFile) -> None:
    """An honest workbook has no document type and is written in UTF-8."""
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        part = archive.read(member)
        if (
            b"<!DOCTYPE" in part
            or b"<!ENTITY" in part
            or b"\x00" in part[:64]
            or part[:2] in (b"\xff\xfe", b"\xfe\xff")
        ):
            raise Unreadable("unsafe")
