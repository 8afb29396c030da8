"""How wide the columns of a paper's table stand: measured by their contents, then fitted to the page."""

from reportlab.lib.units import mm

from . import fonts
from .fonts import BOLD

TURNED_HEIGHT = 34 * mm
PAD = 2.5
LEADING = 1.22


def heads(columns, size):
    """Lines of each head at `size` points: turned ones wrap to the head's height, others by word later."""
    return [fonts.wrap(column.title, BOLD, size, TURNED_HEIGHT) if column.turned else None for column in columns]


def natural(columns, cells, size):
    """(wanted, usual, least) width in points of each column, before fitting; usual: all but the longest tenth fit."""
    turned = heads(columns, size)
    wanted, usual, least = [], [], []
    for place, column in enumerate(columns):
        texts = [row[place] for row in cells]
        every = sorted(fonts.width(text, face) for text, face in texts if text) or [0]
        broad, most = every[-1] * size, every[(len(every) - 1) * 9 // 10] * size
        words = max((_longest(text, face) for text, face in texts), default=0) * size
        if column.turned:
            head = len(turned[place]) * size * LEADING
            broad, words = max(broad, head), max(words, head)
        else:
            head = _longest(column.title, BOLD) * size
            broad, words = max(broad, head), max(words, head)
        if column.kind != "text":
            words = broad
        if column.width:
            broad = words = max(column.width * mm - 2 * PAD, words)
        wanted.append(broad + 2 * PAD)
        usual.append(max(most, words) + 2 * PAD)
        least.append(words + 2 * PAD)
    return _level(columns, wanted), _level(columns, usual), _level(columns, least)


def fit(columns, cells, size, room):
    """Widths in points that fill `room`, or None when even broken between words they do not fit."""
    wanted, usual, least = natural(columns, cells, size)
    if sum(least) > room + 0.01:
        return None
    if sum(wanted) <= room:
        return _spread(columns, wanted, room - sum(wanted))
    if sum(usual) < room:
        return _between(usual, wanted, room)
    return _between(least, usual, room)


def _between(low, high, room):
    """Widths from `low` to `high` that fill `room`: all give the same part of what lies between."""
    give = [big - small for big, small in zip(high, low, strict=True)]
    part = (room - sum(low)) / (sum(give) or 1)
    return [small + more * part for small, more in zip(low, give, strict=True)]


def squeeze(columns, cells, size, room):
    """The last resort: every column narrower in proportion, words are cut."""
    least = natural(columns, cells, size)[2]
    return [width * room / sum(least) for width in least]


def _longest(text, face):
    words = fonts.unbroken(" ".join(text.split())) if "№" in text else text.split()
    return max((fonts.width(word, face) for word in words), default=0)


def _level(columns, widths):
    """Columns of marks stand equally wide, and those of days."""
    free = [(place, column) for place, column in enumerate(columns) if not column.width]
    marks = [place for place, column in free if column.kind == "mark"]
    days = [place for place, column in free if column.kind == "text" and column.title.isdigit()]
    for same in (marks, days):
        most = max((widths[place] for place in same), default=0)
        for place in same:
            widths[place] = most
    return widths


def _spread(columns, widths, left):
    """Share what is left: turned columns up to 11 mm, figures to 18, then by weight or to the text.

    Where columns have weights, a third of what is left goes to the narrow ones at most.
    """
    shares = [column.weight for column in columns]
    most = {place: _most(column) for place, column in enumerate(columns) if _most(column) and not column.width}
    most = {place: limit for place, limit in most.items() if not shares[place]}
    each = (left / 3 if any(shares) else left) / len(most) if most else 0
    for place, limit in most.items():
        more = min(max(0, limit * mm - widths[place]), each)
        widths[place] += more
        left -= more
    if not any(shares):
        loose = [not column.width and column.kind == "text" and not column.turned for column in columns]
        if not any(loose):
            loose = [not column.width for column in columns]
        shares = [width if free else 0 for width, free in zip(widths, loose, strict=True)]
    whole = sum(shares) or 1
    return [width + left * share / whole for width, share in zip(widths, shares, strict=True)]


def _most(column):
    """Millimetres that a narrow column may grow to; 0: it is not narrow."""
    return 11 if column.turned else 0 if column.kind == "text" else 18
