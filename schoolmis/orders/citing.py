"""What rests on a decision: the apps whose acts cite decisions register how their rows are found.

@cites(among=lambda decisions: Promotion.objects.filter(decision__in=decisions))
def promotions(runs):
    for run in runs:
        yield run.decision_id, str(run), reverse("students:promotion", args=[run.pk])
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial

from django.db.models import IntegerField, QuerySet, Value

_citers: list[tuple[Callable[..., Iterable[tuple[int, str, str]]], Callable[[list], QuerySet] | None]] = []


def cites(find: Callable | None = None, *, among: Callable[[list], QuerySet] | None = None) -> Callable:
    """Register `find(rows of among(decisions)) -> (decision's id, label, address) …`, all decisions of a page at once.

    Whether there are such rows is asked for all apps in one statement: a page costs no more with each app that cites.
    Without `among`, `find` is given the decisions themselves.
    """
    if find is None:
        return partial(cites, among=among)
    _citers.append((find, among))
    return find


def resting_on(decisions) -> dict[int, list[tuple[str, str]]]:
    """{decision's id: [(label, address)]}."""
    found, decisions = defaultdict(list), list(decisions)
    present = _present(decisions) if decisions else set()
    for place, (find, among) in enumerate(_citers if decisions else ()):
        if among is None or place in present:
            for decision, label, url in find(among(decisions) if among else decisions):
                found[decision].append((label, url))
    return dict(found)


def _present(decisions) -> set[int]:
    """Places of the citers that have rows; one statement."""
    asked = [
        among(decisions).order_by().annotate(citer=Value(place, IntegerField())).values_list("citer", flat=True)[:1]
        for place, (_find, among) in enumerate(_citers)
        if among
    ]
    return set(asked[0].union(*asked[1:], all=True)) if asked else set()
