"""Hours that an activity may not take because they meet another hour in time, where bells of shifts overlap. Pure."""

from collections import defaultdict


def barred(grid, activities) -> dict[int, set[int]]:
    """{activity: columns}: of two hours that meet, the later is closed to whom (teacher, room) both would need.

    An activity has `id`, `classes` and `needs`, whatever cannot be in two places.
    """
    whose = defaultdict(list)
    for one in activities:
        for need in one.needs:
            whose[need].append(one)
    found = defaultdict(set)
    for many in whose.values():
        uses = defaultdict(set)
        for one in many:
            for of in one.classes:
                for at in grid.of[of].values():
                    uses[at].add(of)
        for first, later in grid.meeting:
            # Of the later hour's classes, those alone whose hour there meets the earlier one of somebody.
            late = {
                b for b in uses[later] if any(_meet(grid.spans[a][first], grid.spans[b][later]) for a in uses[first])
            }
            for one in many:
                if late & set(one.classes):
                    found[one.id].add(later)
    return dict(found)


def _meet(one, two) -> bool:
    return one[0] < two[1] and two[0] < one[1]
