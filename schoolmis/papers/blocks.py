"""The blocks above and below a report's table on paper: heading, approval, notes, signatures."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from . import fonts
from .fonts import BOLD, PLAIN
from .words import word

SIZE, TITLE = 9, 11
STEP = 1.3
HAND = 24 * mm


def put(canvas, text, x, y, face=PLAIN, size=SIZE, side="left"):
    """One line of text; `side` says which end stands at `x`."""
    if side != "left":
        long = fonts.width(text, face) * size
        x -= long if side == "right" else long / 2
    canvas.setFont(face, size)
    canvas.drawString(x, y, text)


def signed(canvas, post, name, x, y, width, hand=None):
    """`post ______ name` on one line: the line takes what the words leave, or `hand` points."""
    long = fonts.width(post, PLAIN) * SIZE
    tail = fonts.width(name, PLAIN) * SIZE
    start = x + (long + 3 if post else 0)
    end = start + hand if hand else x + width - (tail + 3 if name else 0)
    put(canvas, post, x, y)
    canvas.setLineWidth(0.6)
    canvas.line(start, y - 1.5, end, y - 1.5)
    put(canvas, name, end + 3, y)


class HeadBlock(Flowable):
    """School at the left, title in the middle, approval at the right; on a narrow page the title stands below."""

    def __init__(self, heading, lang):
        super().__init__()
        fonts.register()
        self.heading, self.lang = heading, lang

    def wrap(self, room, height):
        self.width, self.broad = room, room > 220 * mm
        side = room * (0.31 if self.broad else 0.48)
        self.left = [line for text in self.heading.left for line in fonts.wrap(text, PLAIN, SIZE, side)]
        self.right = self._approval(side) if self.heading.approve else []
        middle = self._middle(room)
        self.titles = [(line, BOLD, TITLE) for line in fonts.wrap(self.heading.title, BOLD, TITLE, middle)]
        if self.heading.subtitle:
            self.titles += [(line, PLAIN, SIZE) for line in fonts.wrap(self.heading.subtitle, PLAIN, SIZE, middle)]
        self.sides = max(len(self.left) * SIZE * STEP, len(self.right) * SIZE * STEP + (3 if self.right else 0))
        self.centre = sum(size * STEP for *_, size in self.titles)
        gap = 6 if self.sides and not self.broad else 0
        tall = max(self.sides, self.centre) if self.broad else self.sides + gap + self.centre
        self.height = tall + 6
        return room, self.height

    def _approval(self, side):
        """Lines of the block: plain text, or (post, name) with a line between them."""
        approve = self.heading.approve
        lines, day = [approve.word or word("approve", self.lang)], word("approved_on", self.lang)
        self.block = (fonts.width(approve.post, PLAIN) + fonts.width(approve.name, PLAIN)) * SIZE + HAND + 6
        if self.block <= side:
            return [*lines, (approve.post, approve.name), day]
        self.block = min(side, 62 * mm)
        return [*lines, *fonts.wrap(approve.post, PLAIN, SIZE, self.block), ("", approve.name), day]

    def _middle(self, room):
        """Width for the title; it stands in the page's middle, or between the sides when it is too long for that."""
        self.axis = room / 2
        if not self.broad:
            return room
        left = max((fonts.width(line, PLAIN) for line in self.left), default=0) * SIZE + 6 * mm
        right = self.block + 6 * mm if self.right else 0
        middle = room - 2 * max(left, right)
        if fonts.width(self.heading.title, BOLD) * TITLE > middle:
            middle, self.axis = room - left - right, (left + room - right) / 2
        return middle

    def draw(self):
        top = self.height
        y = top - SIZE
        for line in self.left:
            put(self.canv, line, 0, y)
            y -= SIZE * STEP
        y = top - SIZE
        for line in self.right:
            x = self.width - self.block
            if isinstance(line, tuple):
                y -= 2
                signed(self.canv, *line, x, y, self.block)
                y -= 1
            else:
                put(self.canv, line, x, y)
            y -= SIZE * STEP
        y = top if self.broad else 6 + self.centre
        for line, face, size in self.titles:
            y -= size * STEP
            put(self.canv, line, self.axis, y + size * 0.25, face, size, "center")


class SignBlock(Flowable):
    """Notes and signatures: spread over one line when they fit, else one below the other."""

    def __init__(self, heading, lang=None):
        super().__init__()
        fonts.register()
        self.heading = heading
        self.stamp = word("stamp", lang) if heading.stamp else ""

    def wrap(self, room, height):
        self.width = room
        self.notes = list(self.heading.notes)
        self.items = [(one.post, one.name) for one in self.heading.signatures]
        widths = [fonts.width(text, PLAIN) * SIZE for text in self.notes]
        widths += [(fonts.width(post, PLAIN) + fonts.width(name, PLAIN)) * SIZE + HAND + 6 for post, name in self.items]
        self.widths = widths
        self.one_line = sum(widths) + 6 * mm * max(0, len(widths) - 1) <= room
        if self.one_line:
            lines = 1 if widths else 0
            self.height = (12 + SIZE * STEP) if lines else 0
        else:
            self.lines = [line for text in self.notes for line in fonts.wrap(text, PLAIN, SIZE, room)]
            self.height = 8 + len(self.lines) * SIZE * STEP + len(self.items) * SIZE * 2
        self.below = SIZE * 2 if self.stamp else 0
        self.height += self.below
        return room, self.height

    def draw(self):
        if self.stamp:
            put(self.canv, self.stamp, 0, 4)
        if self.one_line:
            self._draw_line()
        else:
            self._draw_lines()

    def _draw_lines(self):
        y = self.height - 8
        for line in self.lines:
            y -= SIZE * STEP
            put(self.canv, line, 0, y + 3)
        for post, name in self.items:
            y -= SIZE * 2
            put(self.canv, post, 0, y + 4)
            signed(self.canv, "", name, self.hands, y + 4, self.width, hand=HAND * 1.4)

    @property
    def hands(self):
        """Where the lines to sign on begin when the posts stand one below the other."""
        return max((fonts.width(post, PLAIN) for post, _ in self.items), default=0) * SIZE + 12

    def spread(self):
        """(place from the left, a note or (post, name)) of each, where all stand on one line."""
        gap = (self.width - sum(self.widths)) / max(1, len(self.widths) - 1)
        x = 0
        for item, width in zip([*self.notes, *self.items], self.widths, strict=True):
            yield x, item
            x += width + gap

    def _draw_line(self):
        for x, item in self.spread():
            if isinstance(item, str):
                put(self.canv, item, x, 2 + self.below)
            else:
                signed(self.canv, *item, x, 2 + self.below, 0, hand=HAND)
