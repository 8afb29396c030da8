"""The pieces that `kit` hands out: each measures and draws itself. Sizes are points."""

from reportlab.platypus import Flowable

from . import fonts
from .fonts import BOLD, PLAIN

SIZE = 10.5
STEP = 1.34


class Text(Flowable):
    """Plain text in one face, broken between words: what Paragraph does, at a tenth of its cost."""

    def __init__(self, value, *, face=PLAIN, size=SIZE, align="left", indent=0, hang="", before=0, after=4, keep=False):
        super().__init__()
        fonts.register()
        self.value, self.face, self.size, self.align = str(value), face, size, align
        self.indent, self.hang = indent, hang
        self.spaceBefore, self.spaceAfter = before, after
        self.keepWithNext = keep
        self.lines = None

    def wrap(self, room, height):
        self.width = room
        self.lines = fonts.wrap(self.value, self.face, self.size, room - self.indent)
        self.height = len(self.lines) * self.size * STEP
        return room, self.height

    def split(self, room, height):
        self.wrap(room, height)
        fit = int(height // (self.size * STEP))
        if fit < 2 or len(self.lines) - fit < 2:
            return []
        return [self._part(self.lines[:fit], 0), self._part(self.lines[fit:], self.spaceAfter, hang="")]

    def _part(self, lines, after, hang=None):
        return Text(
            "\n".join(lines),
            face=self.face,
            size=self.size,
            align=self.align,
            indent=self.indent,
            hang=self.hang if hang is None else hang,
            after=after,
        )

    def draw(self):
        text = self.canv.beginText()
        text.setFont(self.face, self.size)
        y = self.height - self.size * (STEP + 0.76) / 2
        if self.hang:
            text.setTextOrigin(0, y)
            text.textOut(self.hang)
        for line in self.lines:
            free = self.width - self.indent - fonts.width(line, self.face) * self.size
            shift = {"center": free / 2, "right": free}.get(self.align, 0)
            text.setTextOrigin(self.indent + shift, y)
            text.textOut(line)
            y -= self.size * STEP
        self.canv.drawText(text)


class Block(Flowable):
    """Pieces that stay together on one page."""

    def __init__(self, pieces):
        super().__init__()
        self.pieces = pieces
        self.spaceBefore = pieces[0].getSpaceBefore() if pieces else 0

    def wrap(self, room, height):
        self.width = room
        self.places, y = [], 0
        for number, piece in enumerate(self.pieces):
            y += piece.getSpaceBefore() if number else 0
            _, need = piece.wrapOn(self.canv, room, height)
            self.places.append(y + need)
            y += need + piece.getSpaceAfter()
        self.height = y
        return room, y

    def draw(self):
        for piece, place in zip(self.pieces, self.places, strict=True):
            piece.drawOn(self.canv, 0, self.height - place)


class Parts(Flowable):
    """Short texts on one line: the first at the left, the last at the right, others in the middle."""

    def __init__(self, texts, size=SIZE, after=6):
        super().__init__()
        fonts.register()
        self.texts, self.size, self.spaceAfter = [str(text) for text in texts], size, after

    def wrap(self, room, height):
        self.width = room
        widths = [fonts.width(text, PLAIN) * self.size for text in self.texts]
        self.stacked = sum(widths) + 8 * (len(widths) - 1) > room
        self.all_lines = [line for text in self.texts for line in fonts.wrap(text, PLAIN, self.size, room)]
        self.height = self.size * STEP * (len(self.all_lines) if self.stacked else 1)
        return room, self.height

    def draw(self):
        self.canv.setFont(PLAIN, self.size)
        y = self.height - self.size * (STEP + 0.76) / 2
        if self.stacked:
            for line in self.all_lines:
                self.canv.drawString(0, y, line)
                y -= self.size * STEP
            return
        widths = [fonts.width(text, PLAIN) * self.size for text in self.texts]
        gap = (self.width - sum(widths)) / max(1, len(widths) - 1)
        x = 0
        for text, width in zip(self.texts, widths, strict=True):
            self.canv.drawString(x, y, text)
            x += width + gap


class Signed(Flowable):
    """Post, a line for the hand, name: three places that stand below each other on every row."""

    def __init__(self, post, name="", size=SIZE, before=16):
        super().__init__()
        fonts.register()
        self.post, self.name, self.size, self.spaceBefore = str(post), str(name), size, before

    def wrap(self, room, height):
        self.width = room
        self.posts = fonts.wrap(self.post, PLAIN, self.size, room * 0.42)
        self.names = fonts.wrap(self.name, PLAIN, self.size, room * 0.30)
        self.height = max(len(self.posts), len(self.names), 1) * self.size * STEP + 2
        return room, self.height

    def draw(self):
        self.canv.setFont(PLAIN, self.size)
        foot = 2 + self.size * 0.29
        for x, lines in ((0, self.posts), (self.width * 0.70, self.names)):
            for place, line in enumerate(reversed(lines)):
                self.canv.drawString(x, foot + place * self.size * STEP, line)
        self.canv.setLineWidth(0.6)
        self.canv.line(self.width * 0.44, foot - 1.5, self.width * 0.68, foot - 1.5)


class Fact(Flowable):
    """A label at the left and its value, bold, from `at` on; both break between words. Facts stand below each other."""

    def __init__(self, label, value, *, at=0.42, size=SIZE, after=5):
        super().__init__()
        self.at, self.spaceAfter = at, after
        self.label = Text(label, size=size)
        self.value = Text(value, face=BOLD, size=size)

    def wrap(self, room, height):
        self.width = room
        _, left = self.label.wrap(room * self.at - 8, height)
        _, right = self.value.wrap(room * (1 - self.at), height)
        self.height = max(left, right)
        return room, self.height

    def draw(self):
        self.label.drawOn(self.canv, 0, self.height - self.label.height)
        self.value.drawOn(self.canv, self.width * self.at, self.height - self.value.height)


class Rule(Flowable):
    def __init__(self, thick=1.4, before=2, after=8):
        super().__init__()
        self.thick, self.spaceBefore, self.spaceAfter = thick, before, after

    def wrap(self, room, height):
        self.width, self.height = room, self.thick
        return room, self.thick

    def draw(self):
        self.canv.setLineWidth(self.thick)
        self.canv.line(0, self.thick / 2, self.width, self.thick / 2)


class Tick(Flowable):
    """A box, ticked or empty, and its text; drawn, because the font has no tick."""

    def __init__(self, value, on=False, size=SIZE):
        super().__init__()
        self.on, self.text = on, Text(value, size=size, indent=size * 1.5, after=0)
        self.spaceAfter = 3

    def wrap(self, room, height):
        self.width, self.height = self.text.wrap(room, height)
        return self.width, self.height

    def draw(self):
        side = self.text.size * 0.85
        y = self.height - self.text.size * STEP + self.text.size * 0.25
        self.canv.setLineWidth(0.7)
        self.canv.rect(0, y, side, side)
        if self.on:
            self.canv.setLineWidth(1.2)
            self.canv.lines(
                [
                    (side * 0.2, y + side * 0.5, side * 0.42, y + side * 0.25),
                    (side * 0.42, y + side * 0.25, side * 0.85, y + side * 0.85),
                ]
            )
        self.text.drawOn(self.canv, 0, 0)
