"""The benchmark's outcome for people."""

HEAD = ("job", "median", "p95", "8: median", "p95", "SQL", "KB", "floor", "ratio", "goal", "")
SIGN = {True: "ok", False: "MISSED", None: ""}


def lines(rows):
    """Columns aligned with blanks; milliseconds unless the head says otherwise."""
    table = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        first, *others = zip(row, widths, strict=True)
        yield "  ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]).rstrip()


def _cells(row):
    return (
        row.name,
        *(_number(value) for value in (row.median, row.p95, row.median8, row.p95_8)),
        str(row.statements or "–"),
        f"{row.wire / 1024:.1f}" if row.wire else "–",
        _number(row.floor),
        f"{row.ratio:.1f} ×" if row.ratio else "–",
        row.goal,
        SIGN[row.ok],
    )


def _number(value):
    if not value:
        return "–"
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"
