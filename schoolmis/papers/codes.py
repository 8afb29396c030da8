"""QR codes as a handful of rectangles."""

from functools import lru_cache

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.platypus import Flowable

from . import fonts
from .fonts import PLAIN

QUIET = 4
"""Empty modules around a code, without which a phone does not see it."""


@lru_cache(maxsize=256)
def runs(value):
    """(number of modules, tuple of (row, from, length)) of the code of `value`."""
    widget = QrCodeWidget(value, barLevel="M")
    widget.draw()
    code = widget.qr
    count = code.getModuleCount()
    found = []
    for row in range(count):
        start = None
        for place in range(count + 1):
            dark = place < count and code.isDark(row, place)
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                found.append((row, start, place - start))
                start = None
    return count, tuple(found)


class Code(Flowable):
    def __init__(self, value, side, note=""):
        super().__init__()
        fonts.register()
        self.value, self.side, self.note = value, side, note
        self.spaceBefore = 10

    def wrap(self, room, height):
        self.width, self.height = room, self.side
        return room, self.side

    def draw(self):
        count, dark = runs(self.value)
        unit = self.side / (count + 2 * QUIET)
        path = self.canv.beginPath()
        for row, start, length in dark:
            path.rect((QUIET + start) * unit, self.side - (QUIET + row + 1) * unit, length * unit, unit)
        self.canv.drawPath(path, stroke=0, fill=1)
        if self.note:
            lines = fonts.wrap(self.note, PLAIN, 8, self.width - self.side - 4)
            self.canv.setFont(PLAIN, 8)
            y = self.side / 2 + (len(lines) - 1) * 5
            for line in lines:
                self.canv.drawString(self.side + 4, y, line)
                y -= 10
