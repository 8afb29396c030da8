"""The head of the grid: topic and day of each lesson, built by one function as the rows are (design §11)."""

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from journal.grid import Grid


def topics(grid: Grid) -> str:
    """The cells of `tr.topic` that stand over lessons."""
    return mark_safe(  # noqa: S308
        "".join(
            f'<th class="{_classes(grid, at)}"><span>{escape(column.topic)}</span></th>'
            for at, column in enumerate(grid.columns)
        )
    )


def days(grid: Grid) -> str:
    """The cells of `tr.day` that stand over lessons, with what the page's program reads of them."""
    address = reverse("journal:lesson", args=[0])
    cells = []
    for at, column in enumerate(grid.columns):
        title, name = escape(column.title), f", {escape(column.kind_name)}" if column.kind_name else ""
        locked = f' data-locked="{escape(column.locked)}"' if column.locked else ""
        below = f'<span class="kind">{escape(column.kind)}</span>' if column.kind else column.weekday
        cells.append(
            f'<th class="{_classes(grid, at)}" data-l="{column.id}" data-title="{title}" '
            f'data-home="{escape(column.homework)}" data-href="{address.replace("/0/", f"/{column.id}/")}"{locked} '
            f'title="{title}{name}"><b>{column.date.day}</b><small>{below}</small></th>'
        )
    return mark_safe("".join(cells))  # noqa: S308


def _classes(grid, at):
    return " ".join(filter(None, ["exam" if grid.columns[at].heavy else "", "today" if at == grid.today else ""]))
