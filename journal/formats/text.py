"""Bytes of a file as text, whatever encoding it was exported in."""

import codecs
import re

from schoolmis.imports.reading import Unreadable

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
PROLOG = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']{1,40})["']""")


def decode_xml(content: bytes) -> str:
    """What is valid UTF-8 is UTF-8, whatever the prolog says: files are saved anew without mending it."""
    if wide := _wide(content):
        return content.decode(wide, errors="replace")
    told = PROLOG.search(content[:300])
    name = told[1].decode("ascii", errors="replace") if told else "utf-8"
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):  # a nought among its letters
        raise Unreadable("xml_encoding", name=name) from None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        known = "cp1251" if known.startswith("utf") else known
    try:
        return content.decode(known, errors="replace")
    except LookupError:  # a codec of bytes to bytes is no encoding of text
        raise Unreadable("xml_encoding", name=name) from None


def decode_plain(content: bytes) -> str:
    """A text file without a word about its encoding: UTF-8, else Cyrillic or Western by what stands beside."""
    if wide := _wide(content):
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        western = "cp1252" if _is_western(content) else ""
        return content.decode(western or ("cp866" if _is_dos(content) else "cp1251"), errors="replace")


def _wide(content: bytes) -> str:
    """The encoding that the first bytes say: a mark, or every second byte a nought."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    start = content[:200]
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if start[at::2].count(0) * 3 > len(start):
            return encoding
    return ""


def _is_dos(content: bytes) -> bool:
    """Most letters of 866 stand where 1251 has signs."""
    return len(re.findall(rb"[\x80-\xaf]", content)) > len(re.findall(rb"[\xc0-\xdf\xf0-\xff]", content))


def _is_western(content: bytes) -> bool:
    """«Müller» has one high byte among ASCII letters; in «Алгебра» they follow one another."""
    lone = re.findall(rb"(?<=[A-Za-z])[\xc0-\xff](?![\xc0-\xff])|(?<![\xc0-\xff])[\xc0-\xff](?=[A-Za-z])", content)
    return len(lone) * 2 > len(re.findall(rb"[\xc0-\xff]+", content))


def whole(text: str, otherwise: int | None = None) -> int | None:
    """A number of lessons or of a lesson, of two signs at most: a stranger's «999999999» would fill the memory."""
    return int(text) if text.isdecimal() and len(text) <= 2 else otherwise
