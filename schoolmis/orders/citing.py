"""What rests on a decision: the apps whose acts cite decisions register how their rows are found.

@cites
def promotions(decisions):
    for run in Promotion.objects.filter(decision__in=decisions):
        yield run.decision_id, str(run), reverse("students:promotion", args=[run.pk])
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

_citers: list[Callable[[list], Iterable[tuple[int, str, str]]]] = []


def cites(find: Callable) -> Callable:
    """Register `find(decisions) -> (decision's id, label, address) …`: all decisions of a page at once."""
    _citers.append(find)
    return find


def resting_on(decisions) -> dict[int, list[tuple[str, str]]]:
    """{decision's id: [(label, address)]}."""
    found, decisions = defaultdict(list), list(decisions)
    for find in _citers if decisions else ():
        for decision, label, url in find(decisions):
            found[decision].append((label, url))
    return dict(found)
