"""XML of a stranger: a small tree with line numbers, without entities, document types or endless depth."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from journal.formats.text import decode_xml
from schoolmis.imports.reading import Unreadable

LARGEST = 20 * 1024 * 1024
MOST_ELEMENTS = 500_000
DEEPEST = 40


@dataclass(slots=True)
class Element:
    """`attrib` by lower-case name."""

    tag: str
    attrib: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def all(self, *tags: str) -> list["Element"]:
        return [one for one in self.children if one.tag in tags]

    def first(self, tag: str) -> "Element | None":
        return next((one for one in self.children if one.tag == tag), None)

    def value(self, tag: str) -> str:
        found = self.first(tag)
        return found.text.strip() if found else ""

    def values(self, tag: str) -> list[str]:
        return [one.text.strip() for one in self.children if one.tag == tag and one.text.strip()]

    def get(self, *names: str) -> str:
        return next((self.attrib[name].strip() for name in names if name in self.attrib), "")


def parse(content: bytes) -> Element:
    """The root element; tags in lower case. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable("xml_large")
    text = re.sub(
        r"^\s*<\?xml.*?\?>", lambda found: "\n" * found[0].count("\n"), decode_xml(content), count=1, flags=re.S
    )
    return _Tree().read(text.lstrip("\ufeff"))


class _Tree:
    def __init__(self):
        self.root, self.open, self.count = None, [], 0
        self.texts: list[list[str]] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._unsafe
        self.parser.StartDoctypeDeclHandler = self._doctype

    def read(self, text: str) -> Element:
        try:
            self.parser.Parse(text.encode("utf-8", errors="replace"), True)
        except expat.ExpatError as wrong:
            raise Unreadable("xml_broken", line=wrong.lineno) from wrong
        return self.root

    def _start(self, tag, attrib):
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) > DEEPEST:
            raise Unreadable("xml_large")
        made = Element(
            tag.rpartition(":")[2].lower(),
            {name.lower(): value for name, value in attrib.items()},
            self.parser.CurrentLineNumber,
        )
        if self.open:
            self.open[-1].children.append(made)
        else:
            self.root = made
        self.open.append(made)
        self.texts.append([])

    def _end(self, _tag):
        self.open.pop().text = "".join(self.texts.pop())

    def _text(self, text):
        self.texts[-1].append(text)

    def _doctype(self, _name, system, public, has_subset):
        # Old FET files begin with an empty <!DOCTYPE FET>.
        if system or public or has_subset:
            raise Unreadable("xml_unsafe")

    def _unsafe(self, *_told):
        raise Unreadable("xml_unsafe")
