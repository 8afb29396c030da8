"""Timetables made in other programs: FET, aSc Timetables, Untis. Readers only; nothing here knows the school's rows."""

import re

from journal.formats import words  # noqa: F401
from journal.formats.asc import read_asc
from journal.formats.fet import read_fet
from journal.formats.fet_results import (
    ROOTS,
    is_csv,
    is_folder,
    is_other,
    read_csv,
    read_folder,
    read_people,
    read_times,
)
from journal.formats.shape import Placed, Timetable
from journal.formats.text import decode_plain, decode_xml
from journal.formats.untis import is_neighbour, is_untis, read_untis
from journal.formats.xml import parse
from schoolmis.imports.reading import Unreadable
from schoolmis.imports.reading.archive import LARGEST_FILE, is_zip

__all__ = ["Placed", "Timetable", "is_timetable_file", "read_timetable"]


PAGE = re.compile(r"<html[\s>]|<!doctype html", re.IGNORECASE)


def is_timetable_file(content: bytes) -> bool:
    """One of these programs wrote it; an XLSX workbook is a zip too, and a list in CSV is none of them."""
    if is_zip(content):
        return is_folder(content)
    return _is_xml(content) or is_csv(content) or is_untis(content)


def _is_xml(content: bytes) -> bool:
    start = decode_xml(content[:600]).lstrip("\ufeff \r\n\t").lower() if content else ""
    return start.startswith(("<?xml", "<!doctype fet", "<fet", "<timetable", "<activities_timetable"))


def read_timetable(content: bytes) -> Timetable:
    """The timetable that a file of FET, aSc or Untis says. Raises Unreadable with a sentence of what is wrong."""
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise Unreadable("empty")
    if len(content) > LARGEST_FILE:
        raise Unreadable("xml_large")
    if is_zip(content):
        return read_folder(content)
    if PAGE.search(decode_plain(content[:1000])):
        raise Unreadable("html_page")
    if _is_xml(content):
        return _of_tree(parse(content))
    if is_csv(content):
        return read_csv(content)
    if is_untis(content):
        return read_untis(content)
    if is_other(content):
        raise Unreadable("fet_other")
    raise Unreadable("untis_other" if is_neighbour(content) else "no_timetable_file")


def _of_tree(root) -> Timetable:
    if root.tag == "fet":
        return read_fet(root)
    if root.tag == "timetable":
        return read_asc(root)
    if root.tag == "activities_timetable":
        read_times(root)
        raise Unreadable("fet_only_times")
    if root.tag in ROOTS:
        return read_people(root)
    raise Unreadable("untis_xml" if root.tag == "document" else "xml_root", root=root.tag[:40])
