"""Open Sans, registered once per process: it has Ң Ө Ү №; it lacks the tick and the som sign."""

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD, ITALIC = "Sans", "Sans-Bold", "Sans-Italic"
FILES = {PLAIN: "OpenSans-Regular.ttf", BOLD: "OpenSans-Bold.ttf", ITALIC: "OpenSans-Italic.ttf"}


@cache
def register():
    """Read the three faces; everything that draws calls this first."""
    rl_config.useA85 = 0  # streams as bytes: a fifth smaller, and no slow text encoding
    folder = Path(next(iter(find_spec("ttf_opensans").submodule_search_locations))) / "ttf"
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@lru_cache(maxsize=50_000)
def width(text, face):
    """Width of `text` in points at size 1."""
    register()
    return pdfmetrics.stringWidth(text, face, 1)


def wrap(text, face, size, room):
    """Lines of `text` no wider than `room` points: broken between words, inside a word only when it must be."""
    lines = []
    for paragraph in str(text).split("\n"):
        if width(paragraph, face) * size <= room:
            lines.append(paragraph)
            continue
        line = ""
        for part in unbroken(paragraph):
            longer = f"{line} {part}" if line else part
            if width(longer, face) * size <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = pieces(part, face, size, room)
            lines.extend(whole)
        lines.append(line)
    return lines


def unbroken(paragraph):
    """The parts of a paragraph between which a line may end: «№» stays with its number, a last one with its word."""
    words = paragraph.split(" ")
    if "№" not in paragraph:
        return words
    parts = []
    for place, word in enumerate(words):
        if parts and (parts[-1].endswith("№") or (word == "№" and place == len(words) - 1)):
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def pieces(word, face, size, room):
    """A word too wide for its place, cut after a hyphen or into what fits (at least one letter each)."""
    if width(word, face) * size <= room:
        return [word]
    first, hyphen, rest = word.partition("-")
    if rest and width(first + hyphen, face) * size <= room:
        return [first + hyphen, *pieces(rest, face, size, room)]
    cut, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, face) * size > room:
            cut.append(piece)
            piece = ""
        piece += letter
    return [*cut, piece]
