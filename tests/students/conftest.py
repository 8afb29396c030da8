import pytest

from schoolmis.orders.actions import draft_order, sign_order


@pytest.fixture
def signed(director):
    """`signed(kind, payload)`: an order drafted and signed by the director."""

    def make(kind="other", on=None, **payload):
        texts = {} if kind != "other" else {"title_ky": "Окуучулар жөнүндө"}
        return sign_order(draft_order(kind, by=director, payload=payload, basis="арыз", **texts), by=director, on=on)

    return make
