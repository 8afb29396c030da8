"""Kinds of orders, registered by the apps whose rows they change (design §3)."""

from collections.abc import Callable
from dataclasses import dataclass

from schoolmis.orders.models import Series

registry: dict[str, "Kind"] = {}


def nothing(order, by):
    """An order whose text is all there is to it."""


@dataclass(frozen=True)
class Kind:
    """`apply` and `revoke` write the rows of a signed order; `lines` gives its table for paper and screen.

    `texts`: (title_ky, title_ru, text_ky, text_ru), the wording of a new draft.
    `lines(order, language) -> (headings, rows)`; `form`: a Form whose `payload()` fills the draft.
    `rests(order) -> str`: what later rests on it, so that it cannot be revoked; empty when nothing does.
    """

    code: str
    label: str
    series: Series
    texts: tuple[str, str, str, str]
    form: type | None = None
    apply: Callable = nothing
    revoke: Callable = nothing
    lines: Callable | None = None
    rests: Callable = lambda order: ""


def register(kind: Kind) -> Kind:
    registry[kind.code] = kind
    return kind


def of(order) -> Kind:
    return registry[order.kind]
