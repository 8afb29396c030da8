"""A CSV file → one table. Encoding and separator are recognised; the row number is the one a spreadsheet shows."""

import csv
import io
import re

from .tables import Table, Unreadable

SEPARATORS = ";\t,|"
LARGEST_CELL = 32_767


def read_text(content: bytes) -> list[Table]:
    """Raises Unreadable when the bytes are not text."""
    text = _decoded(content)
    start = text[:2000].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "{\\rtf")) or "<table" in start:
        raise Unreadable("web_page" if not start.startswith("{") else "not_a_table")
    if start.startswith(("%pdf", "{", "[")):
        raise Unreadable("not_a_table")
    separator, skip = _separator(text)
    csv.field_size_limit(LARGEST_CELL * 4)
    table = Table("")
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if number > skip:
                table.add(number, [cell.strip() or None for cell in cells])
    except csv.Error as error:
        raise Unreadable("not_a_table") from error
    return [table]


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _plain(content.decode(encoding, errors="replace"))
    head = content[:2000]
    for half, encoding in ((head[1::2], "utf-16-le"), (head[0::2], "utf-16-be")):
        # Cyrillic and Latin text has 4 or 0 for every other byte.
        if 0 in half and half.count(0) + half.count(4) > len(half) * 0.9:
            return _plain(content.decode(encoding, errors="replace"))
    try:
        return _plain(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _plain(content.decode("cp1251", errors="replace"))


def _plain(text: str) -> str:
    """Text has letters and line ends; a picture or a program read as text has control characters."""
    odd = len(re.findall(r"[\x00-\x08\x0e-\x1f\ufffd]", text[:5000]))
    if odd > len(text[:5000]) * 0.02:
        raise Unreadable("not_a_table")
    return text.replace("\x00", "")


def _separator(text: str) -> tuple[str, int]:
    """(separator, lines to leave out): what splits the first lines most alike; Excel's own «sep=;» line is obeyed."""
    told = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if told:
        return told[1], 1
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:20_000].splitlines()[:40] if line.strip()]
    counts = {separator: [line.count(separator) for line in lines] for separator in SEPARATORS}

    def agreement(separator):
        found = [count for count in counts[separator] if count]
        if not found:
            return 0, 0
        usual = max(set(found), key=found.count)
        return found.count(usual) * min(usual, 3), usual

    best = max(SEPARATORS, key=agreement)
    return (best, 0) if agreement(best) > (0, 0) else (";", 0)
