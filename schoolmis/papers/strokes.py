"""Text and rules of a table as PDF operators.

They are written into ReportLab's lists of operators directly: its public calls format every number by a slow
function, a third of the time of a school's report cards. Two decimals of a point are finer than any printer.
"""

from . import fonts
from .fonts import BOLD
from .measure import LEADING, PAD

HAIR, FIRM, THICK = 0.35, 0.8, 1.3
GREY = 0.5


class Pen:
    """All text of one table as one text object."""

    def __init__(self, canvas, size):
        self.canvas, self.size = canvas, size
        self.text = canvas.beginText()
        self.code = self.text._code
        self.face, self.under = None, []

    def set(self, face):
        if face != self.face:
            self.text.setFont(face, self.size)
            self.face = face

    def write(self, line, x, y, turn="1 0 0 1"):
        self.code.append(f"{turn} {x:.2f} {y:.2f} Tm")
        self.code.append(self.text._formatText(line))

    def cell(self, lines, face, side, left, right, bottom, top, under=False, low=False):
        """Lines of one cell between its edges, in the middle of its height, or at its foot when `low`."""
        leading = self.size * LEADING
        block = len(lines) * leading
        high = bottom + PAD + block if low else (top + bottom + block) / 2
        self.set(face)
        base = high - leading + self.size * 0.29
        for line in lines:
            long = 0 if side == "left" else fonts.width(line, face) * self.size
            if side == "left":
                x = left + PAD
            elif side == "right":
                x = right - PAD - long
            else:
                x = (left + right - long) / 2
            self.write(line, x, base)
            if under:
                self.under.append((x - 0.3, base - 1.1, x + long + 0.3, base - 1.1))
            base -= leading

    def turned(self, lines, left, right, bottom):
        leading = self.size * LEADING
        self.set(BOLD)
        x = (left + right - len(lines) * leading) / 2 + leading - self.size * 0.29
        for line in lines:
            self.write(line, x, bottom + PAD, "0 1 -1 0")
            x += leading

    def done(self):
        self.canvas.drawText(self.text)
        if self.under:
            stroke(self.canvas, self.under, 0.7)


def stroke(canvas, lines, thick, grey=0):
    canvas.setLineWidth(thick)
    canvas.setStrokeGray(grey)
    canvas._code.append("n")
    canvas._code.extend(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in lines)
    canvas._code.append("S")


class Lines:
    """Rules gathered by thickness; uprights that continue each other become one stroke."""

    def __init__(self):
        self.by_width, self.open = {}, {}

    def add(self, thick, *line):
        self.by_width.setdefault(thick, []).append(line)

    def rise(self, x, bottom, top):
        pair = self.open.get(x)
        if pair and abs(pair[0] - top) < 0.01:
            pair[0] = bottom
        else:
            if pair:
                self.add(HAIR, x, pair[0], x, pair[1])
            self.open[x] = [bottom, top]

    def draw(self, canvas):
        for x, (bottom, top) in self.open.items():
            self.add(HAIR, x, bottom, x, top)
        for thick in sorted(self.by_width):
            stroke(canvas, self.by_width[thick], thick, GREY if thick == HAIR else 0)
        canvas.setStrokeGray(0)
