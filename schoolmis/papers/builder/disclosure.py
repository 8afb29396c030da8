"""Cells too small to be shown to a stranger, and those that would give them away by a subtraction."""

LEAST = 5


def hidden(counts, ALL, least=LEAST):
    """Keys of `counts` ({(row, inner, column): n}) to hide: 0 < n < least, and what keeps each sum from being undone.

    A line is a sum and its parts, all of them printed; in no line is one cell hidden alone.
    """
    out = {key for key, n in counts.items() if 0 < n < least}
    lines = _lines(counts, ALL)
    todo = True
    while todo:
        todo = False
        for line in lines:
            gone = [key for key in line if key in out]
            if len(gone) == 1:
                left = [key for key in line if key not in out]
                if left:
                    out.add(min(left, key=lambda key: (not counts[key], counts[key], sum(part is ALL for part in key))))
                    todo = True
    return frozenset(out)


def _lines(counts, ALL):
    """Every sum with its parts: along the columns, along the inner rows, along the rows."""
    lines = {}
    for row, inner, column in counts:
        if column is not ALL:
            lines.setdefault(("c", row, inner), set()).update({(row, inner, column), (row, inner, ALL)})
        if inner is not ALL:
            lines.setdefault(("i", row, column), set()).update({(row, inner, column), (row, ALL, column)})
        elif row is not ALL:
            lines.setdefault(("r", column), set()).update({(row, ALL, column), (ALL, ALL, column)})
    return [[key for key in line if key in counts] for line in lines.values()]
