"""Read the words of a PDF without a tool: content streams and the fonts' own tables of letters."""

import re
import zlib
from base64 import a85decode


def objects(data):
    found = {}
    for number, body in re.findall(rb"(\d+) 0 obj\r?\n?(.*?)endobj", data, re.S):
        found[int(number)] = body
    return found


def stream(body):
    start = re.search(rb"stream\r?\n", body).end()
    raw = body[start : start + int(re.search(rb"/Length (\d+)", body)[1])]
    if b"ASCII85Decode" in body:
        raw = a85decode(raw.strip().removesuffix(b"~>"))
    return zlib.decompress(raw) if b"FlateDecode" in body else raw


def letters(body):
    """{code: letter} of a ToUnicode table."""
    table = {}
    text = stream(body).decode("latin-1")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, _last, many, one in re.findall(r"<(\w+)>\s*<(\w+)>\s*(?:\[(.*?)\]|<(\w+)>)", block, re.S):
            for step, code in enumerate(re.findall(r"<(\w+)>", many) or [one]):
                table[int(first, 16) + step] = bytes.fromhex(code).decode("utf-16-be")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, to in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            table[int(code, 16)] = bytes.fromhex(to).decode("utf-16-be")
    return table


ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
TOKEN = re.compile(rb"/(F\d+(?:\+\d+)?) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\)\s*Tj|T\*|T[dm]\b", re.S)


def unescaped(raw):
    def one(found):
        code = found[1]
        return bytes([int(code, 8)]) if code[:1].isdigit() else ESCAPES.get(code, code)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, raw, flags=re.S)


def pages(data):
    """Text of each page, one line per piece drawn."""
    every = objects(data)
    fonts = {}
    for body in every.values():
        name, table = re.search(rb"/Name /(F\d+(?:\+\d+)?)", body), re.search(rb"/ToUnicode (\d+) 0 R", body)
        if name and table:
            fonts[name[1]] = letters(every[int(table[1])])
    out = []
    for body in every.values():
        if re.search(rb"/Type /Page\b(?!s)", body):
            content = stream(every[int(re.search(rb"/Contents (\d+) 0 R", body)[1])])
            out.append(_words(content, fonts))
    return out


def _words(content, fonts):
    face, words = {}, []
    for found in TOKEN.finditer(content):
        if found[1]:
            face = fonts.get(found[1], {})
        elif found[2] is not None:
            words.append("".join(face.get(code, chr(code)) for code in unescaped(found[2])))
        else:
            words.append("\n")
    return re.sub(r"\n+", "\n", "".join(words)).strip()
