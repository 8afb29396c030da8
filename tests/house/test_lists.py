"""Every list answers its own search, each of its sortings and each choice of its filters (docs/ui.md)."""

import copy

import pytest

from schoolmis.ui.lists import List
from tests.house.test_matrix import ROLES, ROWS

OPEN = sorted({row[0].split("?")[0] for row in ROWS if "{" not in row[0] and row[1 + ROLES.index("director")] == "y"})


def offered(shown: List):
    """What a reader of the list may ask of it, one thing at a time."""
    if shown.search:
        yield from ({"q": "Өскөнбаева"}, {"q": "17"})
    yield from ({"sort": column.code} for column in shown.columns if column.sort)
    for one, options, _value in shown.choices:
        yield from ({one.code: value} for value, _label in options)


def ask(shown: List, rf, asked: dict) -> list:
    """The rows of the same list for another address, without the page around them."""
    again = copy.copy(shown)
    for kept in ("found", "count"):
        again.__dict__.pop(kept, None)
    request = rf.get("/", asked)
    request.user = shown.request.user
    return list(again.bind(request).found[:1])


@pytest.mark.django_db
def test_every_list_answers_what_it_offers(world, login, director, rf):
    client, walked = login(director), set()
    for address in OPEN:
        answer = client.get(address)
        shown = (answer.context or {}).get("list") if answer.status_code == 200 else None
        if isinstance(shown, List):
            walked.add(type(shown).__name__)
            for asked in offered(shown):
                ask(shown, rf, asked)
    assert {"DebtList", "Conditionals", "StateDocuments"} <= walked
