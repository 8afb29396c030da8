"""The head of the grid: topic and day of each lesson, built by one function as the rows are (design §11)."""

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

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
        title, name = escape(column.title), "".join(f", {escape(word)}" for word in _said(grid, column))
        locked = f' data-locked="{escape(column.locked)}"' if column.locked else ""
        short = column.kind or (f"+{column.part}" if column.part else "")
        below = f'<span class="kind">{escape(short)}</span>' if short else column.weekday
        of = f' data-of="{column.of}"' if column.of else ""
        if column.remote:
            of += f' data-remote="{escape(_("at a distance: %(where)s") % {"where": column.remote})}"'
        if column.taken:
            of += " data-taken"
        if column.most:
            of += f' data-most="{column.most}"'
            below = f'<span class="kind">{escape(short)}/{column.most}</span>'
        if said := grid.checks.get((column.id, 0)):
            of += f' data-check="{escape(said)}"'
        if column.signed:
            of += f' data-signed="{escape(column.signed)}"{" data-changed" if column.is_changed else ""}'
        cells.append(
            f'<th class="{_classes(grid, at)}" data-l="{column.id}"{of} data-title="{title}" '
            f'data-home="{escape(column.homework)}" data-href="{address.replace("/0/", f"/{column.id}/")}"{locked} '
            f'title="{title}{name}"><b>{column.date.day}</b><small>{below}</small></th>'
        )
    return mark_safe("".join(cells))  # noqa: S308


def _classes(grid, at):
    column = grid.columns[at]
    return " ".join(filter(None, ["work" * bool(column.part), "exam" * column.heavy, "today" * (at == grid.today)]))


def _said(grid, column):
    """What the head tells besides day and lesson: kind of work, what its marks are not."""
    if column.kind_name:
        yield column.kind_name
    if column.stood_in:
        yield _("held by %(name)s") % {"name": column.stood_in}
    if column.remote:
        yield _("at a distance: %(where)s") % {"where": column.remote}
    if column.signed:
        yield column.signed
    if (column.id, 0) in grid.checks:
        yield grid.checks[column.id, 0]
    if not column.counts:
        yield _("does not enter the average")
    if not column.visible:
        yield _("not shown to parents yet")
