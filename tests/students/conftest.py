from datetime import date

import pytest

from schoolmis.orders.actions import draft_order, sign_order
from students.actions import register_application


@pytest.fixture
def signed(director):
    """`signed(kind, payload)`: an order drafted, and signed by the director on its own day."""

    def make(kind="other", on=None, **payload):
        texts = {} if kind != "other" else {"title_ky": "Окуучулар жөнүндө"}
        day = on or (date.fromisoformat(payload["from"]) if payload.get("from") else None)
        for line in payload.get("students", []):
            papers = line.setdefault("documents", [])
            if not any(one["code"] == "application" for one in papers):
                papers.append({"code": "application", "number": "17", "on": "2026-08-20"})
        return sign_order(
            draft_order(kind, by=director, payload=payload, basis_ky="арыз", **texts), by=director, on=day
        )

    return make


@pytest.fixture
def asked(secretary):
    """`asked(kind, student)`: an application of the register, as a line of an order cites it."""

    def make(kind, student, on=None, **more):
        received_on = on or date(2026, 11, 2)
        one = register_application(
            kind, received_on=received_on, student=student, applicant_name="Алымкулова Жаңыл", by=secretary, **more
        )
        return {"code": "application", "application": one.pk}

    return make
