"""What is counted in a cell. A measure is kept as parts that add up, so that totals are sums and never averages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, F


@dataclass(frozen=True)
class Measure:
    """`parts`: {name: callable(asked, distinct) → aggregate}; `finish(own, row, all)` makes the figure of their sums.

    `own`, `row`, `all` are the parts of the cell, of its row and of the whole table.
    """

    code: str
    title: Any
    parts: dict = field(default_factory=lambda: {"n": _count})
    kind: str = "int"
    finish: Callable = lambda own, row, all: own["n"]
    permission: Any = None
    period: bool = False

    def named(self, name):
        return f"m_{self.code}_{name}"

    def aggregates(self, asked, distinct):
        return {self.named(name): make(asked, distinct) for name, make in self.parts.items()}

    def figure(self, own, row, all):
        read = [{name: of.get(self.named(name)) or 0 for name in self.parts} for of in (own, row, all)]
        return self.finish(*read)


def _count(asked, distinct):
    return Count("pk", distinct=distinct)


def Part(code, title, condition):
    """How many fulfil a condition (a Q, or callable(asked) → Q)."""

    def make(asked, distinct):
        return Count("pk", filter=condition(asked) if callable(condition) else condition, distinct=distinct)

    return Measure(code, title, {"n": make})


def Share(code, title, of="all"):
    """Per cent of the whole table, or of the row."""
    return Measure(
        code,
        title,
        kind="percent",
        finish=lambda own, row, all: share(own["n"], (row if of == "row" else all)["n"]),
    )


def Sum(code, title, lookup, **more):
    return Measure(code, title, {"s": lambda asked, distinct: models.Sum(F(lookup))}, finish=_sum, **more)


def Average(code, title, lookup, **more):
    """The sum by the count of what is given; nothing where nothing is."""
    parts = {"s": lambda asked, distinct: models.Sum(F(lookup)), "k": lambda asked, distinct: Count(F(lookup))}
    return Measure(code, title, parts, kind="decimal", finish=_average, **more)


def share(part, whole):
    return Decimal(part) * 100 / Decimal(whole) if whole else None


def _sum(own, row, all):
    return own["s"]


def _average(own, row, all):
    return Decimal(own["s"]) / own["k"] if own["k"] else None
