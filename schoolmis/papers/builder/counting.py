"""A table of counts: rows × columns × measures in one statement, in two when a row may have several values at once."""

from dataclasses import dataclass, field

from .disclosure import hidden

ALL = object()
"""Stands for «all» in a key."""


@dataclass
class Counted:
    """`cells`: {(row, inner row, column): {part: sum}}, with `ALL` where summed; `keys` of each dimension in order."""

    dims: tuple
    keys: tuple
    cells: dict
    inner_of: dict = field(default_factory=dict)
    hidden: frozenset = frozenset()

    def part(self, row, inner, column):
        return self.cells.get((row, inner, column), {})


def count(built, asked, rows, inner, column, measures, narrowed, safe=False):
    """Count `narrowed` (a queryset of the subject's rows) by up to three fields; each may be None."""
    dims = (rows, inner, column)
    cells = {}
    several = [place for place, dim in enumerate(dims) if dim is not None and dim.many]
    leaf = _statement(built, asked, dims, measures, narrowed, bool(several))
    _add(cells, leaf, several, keep=lambda key: all(key[place] is not ALL for place in several))
    if several:
        plain = tuple(None if place in several else dim for place, dim in enumerate(dims))
        rest = _statement(built, asked, plain, measures, narrowed, False)
        _add(cells, rest, several, keep=lambda key: True, only=True)
    found = Counted(dims, tuple(_keys(dims, place, leaf, asked) for place in range(3)), cells)
    for key in leaf:
        found.inner_of.setdefault(key[0], set()).add(key[1])
    rank = inner.rank if inner else lambda value, asked: 0
    found.inner_of = {row: sorted(of, key=lambda one: rank(one, asked)) for row, of in found.inner_of.items()}
    if safe:
        found.hidden = hidden({key: parts.get(measures[0].named("n")) or 0 for key, parts in cells.items()}, ALL)
    return found


def _statement(built, asked, dims, measures, narrowed, distinct):
    """{(row, inner, column): {part: value}}; a dimension that is not asked is ALL."""
    queryset, names = narrowed, []
    for place, dim in enumerate(dims):
        if dim is not None:
            queryset = dim.join(queryset, asked)
            queryset = queryset.annotate(**{f"d_{place}": dim.expression(built, asked)})
            names.append(f"d_{place}")
    aggregates = {}
    for measure in measures:
        aggregates |= measure.aggregates(asked, distinct)
    if not names:
        whole = queryset.order_by().aggregate(**aggregates)
        return {(ALL, ALL, ALL): whole}
    out = {}
    for line in queryset.order_by().values(*names).annotate(**aggregates):
        key = tuple(_plain(line.pop(f"d_{place}")) if dim else ALL for place, dim in enumerate(dims))
        _sum_into(out.setdefault(key, {}), line)
    return out


def _plain(value):
    """Nothing is nothing, stored as null or as an empty word."""
    return None if value == "" else value


def _sum_into(total, parts):
    for name, value in parts.items():
        total[name] = (total.get(name) or 0) + (value or 0)


def _add(cells, leaf, several, keep, only=False):
    """Each leaf into every margin above it."""
    for key, parts in leaf.items():
        for margin in _margins(key):
            if keep(margin):
                _sum_into(cells.setdefault(margin, {}), parts)


def _margins(key):
    row, inner, column = key
    return {(r, i, c) for r, i in {(row, inner), (row, ALL), (ALL, ALL)} for c in {column, ALL}}


def _keys(dims, place, leaf, asked):
    if dims[place] is None:
        return ()
    return tuple(sorted({key[place] for key in leaf}, key=lambda value: dims[place].rank(value, asked)))
