"""Laying a story on pages: what is on each page is known before anything is drawn, so «бет 1 / 3» is true."""

from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, PageBreak, Spacer


@dataclass
class Placed:
    flowable: object
    x: float
    y: float


class DoesNotFit(Exception):
    """A piece higher than a whole page that cannot be split."""


def paginate(canvas, story, box, first_box=None):
    """Pages of `Placed` from flowables; `box` = (left, bottom, width, height) in points, `first_box` for page one."""
    pages, page = [], []
    left, bottom, room, height = first_box or box
    y, todo = bottom + height, list(story)
    gap = 0

    def turn():
        nonlocal page, left, bottom, room, height, y, gap
        pages.append(page)
        page, gap = [], 0
        left, bottom, room, height = box
        y = bottom + height

    while todo:
        item = todo.pop(0)
        if isinstance(item, PageBreak):
            turn()
            continue
        if isinstance(item, CondPageBreak):
            if y - bottom < item.height:
                turn()
            continue
        if isinstance(item, Spacer) and not page:
            continue
        space = max(gap, item.getSpaceBefore()) if page else 0
        free = y - bottom - space
        _, need = item.wrapOn(canvas, room, free)
        if need + _after(item, todo, canvas, room) > free + 0.01:
            parts = item.splitOn(canvas, room, free) if free > 0 else []
            if parts and not (len(parts) == 1 and parts[0] is item):
                todo[:0] = parts
                if len(parts) == 1:
                    continue
                first = todo.pop(0)
                _, need = first.wrapOn(canvas, room, free)
                page.append(Placed(first, left, y - space - need))
                turn()
                continue
            if page:
                todo.insert(0, item)
                turn()
                continue
            if need > free + 0.01:
                raise DoesNotFit(f"{type(item).__name__} needs {need:.0f} of {free:.0f} points")
        y -= space + need
        gap = item.getSpaceAfter()
        page.append(Placed(item, left, y))
    pages.append(page)
    return pages


def _after(item, todo, canvas, room):
    """Points that must stay free below: a table's reserve, or what a heading wants to stand with."""
    below = getattr(item, "reserve", 0)
    if todo and item.getKeepWithNext():
        following = todo[0]
        _, need = following.wrapOn(canvas, room, 10_000)
        below += (getattr(following, "start", 0) or min(need, 60)) + max(
            item.getSpaceAfter(), following.getSpaceBefore()
        )
    return below


def draw(canvas, page):
    for placed in page:
        placed.flowable.drawOn(canvas, placed.x, placed.y)
