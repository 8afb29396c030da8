"""A ruled table drawn straight on the page: the head repeats, every fifth line is firm, «2» is underlined.

Ten times lighter than Platypus' Table: whole school's papers are drawn with it.
"""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from . import fonts, measure
from .fonts import BOLD
from .measure import LEADING, PAD
from .sheets import Band
from .strokes import FIRM, HAIR, THICK, Lines, Pen

KEEP = 3
"""Rows that go along when the totals or the signatures do not fit on a page."""


@dataclass
class Row:
    """`lines`: per cell (list of lines, face, underlined); a band has one cell over all columns."""

    lines: list
    height: float
    band: bool = False
    foot: bool = False
    firm: bool = False
    thick: bool = False
    follows: bool = False
    """It goes on with the row above: a page does not end between them."""


class Grid(Flowable):
    """`columns` are `sheets.Column`; `rows` and `footers` hold (text, face, underlined) per cell, or a `Band`.

    `reserve`: points that must stay free below the table on its last page (the signatures).
    """

    def __init__(self, columns, rows, footers=(), *, size=8.5, row_height=0, reserve=0, fifth=True):
        super().__init__()
        fonts.register()
        self.columns, self.size, self.row_height, self.reserve, self.fifth = columns, size, row_height, reserve, fifth
        self.source, self.footers = rows, footers
        self.room, self.rows, self.widths = None, [], []

    @property
    def leading(self):
        return self.size * LEADING

    def wrap(self, room, height):
        if self.room != room:
            self._lay(room)
        self.width = room
        self.height = self.head_height + sum(row.height for row in self.rows)
        return room, self.height

    @property
    def start(self):
        """Points that a heading above wants to stand with: the head and two rows, or the whole of a short table."""
        whole = len(self.rows) <= KEEP
        return self.head_height + sum(row.height for row in self.rows[: KEEP if whole else 2]) + whole * self.reserve

    def fits(self, room):
        """Whether the columns fit at this size without cutting words."""
        return measure.fit(self.columns, self._measured(), self.size, room) is not None

    def _measured(self):
        return [
            [(text, face) for text, face, _ in row]
            for row in (*self.source, *self.footers)
            if not isinstance(row, Band)
        ]

    def _lay(self, room):
        cells = self._measured()
        self.room = room
        self.widths = measure.fit(self.columns, cells, self.size, room) or measure.squeeze(
            self.columns, cells, self.size, room
        )
        self._lay_head()
        self.rows = []
        number, lead = 0, next((place for place, column in enumerate(self.columns) if column.leads), None)
        for source in self.source:
            row = self._row(source)
            number = 0 if row.band else number + 1
            row.firm = lead is None and self.fifth and number > 0 and number % 5 == 0
            row.follows = lead is not None and not row.band and not source[lead][0]
            if lead is not None and self.rows and not row.follows:
                self.rows[-1].firm = True
            self.rows.append(row)
        for place, source in enumerate(self.footers):
            row = self._row(source)
            row.foot, row.thick = True, place == 0
            self.rows.append(row)

    def _row(self, source):
        if isinstance(source, Band):
            lines = fonts.wrap(source.title, BOLD, self.size, self.room - 2 * PAD)
            return Row([(lines, BOLD, False)], self._height(len(lines)), band=True)
        lines = [
            ((fonts.wrap(text, face, self.size, width - 2 * PAD + 0.01) if text else []), face, under)
            for (text, face, under), width in zip(source, self.widths, strict=True)
        ]
        return Row(lines, self._height(max((len(cell[0]) for cell in lines), default=1)))

    def _height(self, lines):
        return max(self.row_height, max(lines, 1) * self.leading + (1.6 if lines < 2 else 2.6))

    def _lay_head(self):
        """Lines of the heads; a group's head takes the first band of the head's height."""
        self.heads, tall, self.groups = [], 0, []
        for column, width in zip(self.columns, self.widths, strict=True):
            if column.turned:
                lines = fonts.wrap(column.title, BOLD, self.size, measure.TURNED_HEIGHT)
                need = max((fonts.width(line, BOLD) for line in lines), default=0) * self.size + 2 * PAD
            else:
                lines = fonts.wrap(column.title, BOLD, self.size, width - 2 * PAD + 0.01)
                need = len(lines) * self.leading + 2 * PAD
            self.heads.append((lines, need))
        titled = any(column.title for column in self.columns)
        start = 0
        while start < len(self.columns):
            end = start + 1
            group = self.columns[start].group
            while group and end < len(self.columns) and self.columns[end].group == group:
                end += 1
            if group:
                lines = fonts.wrap(group, BOLD, self.size, sum(self.widths[start:end]) - 2 * PAD)
                self.groups.append((start, end, lines))
            start = end
        self.group_height = max((len(lines) for *_, lines in self.groups), default=0) * self.leading
        self.group_height += 2 * PAD if self.groups else 0
        for column, (_, need) in zip(self.columns, self.heads, strict=True):
            tall = max(tall, need + (self.group_height if column.group else 0))
        self.head_height = tall if titled or self.groups else 0

    def split(self, room, height):
        self.wrap(room, height)
        taken, used = 0, self.head_height
        while taken < len(self.rows) and used + self.rows[taken].height <= height + 0.01:
            used += self.rows[taken].height
            taken += 1
        if taken == len(self.rows) or self.rows[taken].foot or len(self.rows) - taken < KEEP:
            taken = self._whole_tail(taken)
        taken = self._whole_group(taken)
        while taken > 0 and self.rows[taken - 1].band:
            taken -= 1
        if taken <= 0 or taken == len(self.rows):
            return []
        return [self._part(self.rows[:taken], 0), self._part(self.rows[taken:], self.reserve)]

    def _whole_tail(self, taken):
        """Where to cut so that totals and signatures have a few rows above them on their page."""
        body = sum(not row.foot for row in self.rows)
        return max(1, min(taken, body - KEEP))

    def _whole_group(self, taken):
        """Where to cut so that a row and those that go on with it stay together, where they fit on a page at all."""
        start = taken
        while 0 < start < len(self.rows) and self.rows[start].follows:
            start -= 1
        return start or taken

    def _part(self, rows, reserve):
        part = object.__new__(Grid)
        part.__dict__.update(self.__dict__)
        part.rows, part.reserve = rows, reserve
        return part

    def draw(self):
        pen = Pen(self.canv, self.size)
        top, lines = self.height, Lines()
        edges = [0.0]
        for width in self.widths:
            edges.append(edges[-1] + width)
        if self.head_height:
            self._draw_head(pen, lines, edges, top)
            top -= self.head_height
        for row in self.rows:
            bottom = top - row.height
            if row.thick:
                lines.add(THICK, 0, top, self.room, top)
            self._draw_row(pen, row, edges, top)
            lines.add(FIRM if row.firm else HAIR, 0, bottom, self.room, bottom)
            inner = (0, self.room) if row.band else edges
            for x in inner:
                lines.rise(x, bottom, top)
            top = bottom
        pen.done()
        lines.draw(self.canv)

    def _draw_head(self, pen, lines, edges, top):
        bottom = top - self.head_height
        grouped = {place for start, end, _ in self.groups for place in range(start, end)}
        lines.add(HAIR, 0, top, self.room, top)
        lines.add(FIRM, 0, bottom, self.room, bottom)
        below = top - self.group_height
        for start, end, text in self.groups:
            pen.cell(text, BOLD, "center", edges[start], edges[end], below, top)
            lines.add(HAIR, edges[start], below, edges[end], below)
        ends = {start for start, *_ in self.groups} | {end for _, end, _ in self.groups}
        for place, x in enumerate(edges):
            inside = place in grouped and place not in ends
            lines.rise(x, bottom, below if inside else top)
        for place, (column, (text, _)) in enumerate(zip(self.columns, self.heads, strict=True)):
            left, right = edges[place], edges[place + 1]
            if column.turned:
                pen.turned(text, left, right, bottom)
            else:
                side = "left" if column.side == "left" else "center"
                ceiling = below if place in grouped else top
                pen.cell(text, BOLD, side, left, right, bottom, ceiling, low=place not in grouped)

    def _draw_row(self, pen, row, edges, top):
        bottom = top - row.height
        if row.band:
            lines, face, under = row.lines[0]
            pen.cell(lines, face, "left", 0, self.room, bottom, top)
            return
        for place, (lines, face, under) in enumerate(row.lines):
            if lines:
                side = self.columns[place].side
                pen.cell(lines, face, side, edges[place], edges[place + 1], bottom, top, under=under)
