"""The hours of the week for an engine that knows one row of hours: bells of shifts and grades side by side. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import time

Span = tuple[time, time]


@dataclass
class Grid:
    """`columns`: the spans of each hour; `of[class]`: {number: column}; `spans[class]`: {column: when it is for them};
    `meeting`: pairs of columns that meet in time for somebody."""

    columns: list[list[Span]] = field(default_factory=list)
    of: dict = field(default_factory=dict)
    spans: dict = field(default_factory=dict)
    meeting: set[tuple[int, int]] = field(default_factory=set)

    @property
    def names(self) -> list[str]:
        """«08:00»; where bells differ, every beginning: «13:00/13:10»."""
        return ["/".join(dict.fromkeys(f"{begins:%H:%M}" for begins, _ends in spans)) for spans in self.columns]

    def number(self, of, column: int) -> int | None:
        return next((number for number, at in self.of[of].items() if at == column), None)


def lay_out(bells: dict) -> Grid:
    """`bells`: {class: {number: (begins, ends)}}. Spans in one column always meet; those that meet in two are told."""
    spans = sorted({span for of in bells.values() for span in of.values()})
    column: dict[Span, int] = {}
    for span in spans:
        column[span] = max((column[other] + 1 for other in column if other[1] <= span[0]), default=0)
    grid = Grid([[] for _at in range(max(column.values(), default=-1) + 1)])
    for span, at in column.items():
        grid.columns[at].append(span)
    grid.of = {of: {number: column[span] for number, span in told.items()} for of, told in bells.items()}
    grid.spans = {of: {column[span]: span for span in told.values()} for of, told in bells.items()}
    for one in spans:
        for two in spans:
            if column[one] < column[two] and two[0] < one[1]:
                grid.meeting |= {(column[one], column[two])}
    return grid


def plain(numbers: dict) -> dict:
    """Without bells lessons of one number meet: an hour of its own for each, from eight o'clock on."""
    found = defaultdict(dict)
    for of, many in numbers.items():
        for number in many:
            found[of][number] = time(7 + number), time(7 + number, 45)
    return dict(found)
