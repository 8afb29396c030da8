"""Kinds of orders, registered by the apps whose rows they change (design §3)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schoolmis.orders.models import Series

registry: dict[str, "Kind"] = {}


def nothing(order, by):
    """An order whose text is all there is to it."""


@dataclass(frozen=True)
class Kind:
    """`apply` and `revoke` write the rows of a signed order; `lines` gives its table for paper and screen.

    `texts`: (title_ky, title_ru, text_ky, text_ru), the wording of a new draft.
    `lines(order, language) -> (headings, rows)`; `form`: a Form whose `payload()` fills the draft.
    `form`: a class, or a callable giving it late; called as `form(data=None, *, payload, prefix="kind")`.
    `rests(order) -> str`: what later rests on it, so that it cannot be revoked; empty when nothing does.
    `effects(order) -> list of sentences`: what signing does, shown beside the draft. `executed(order, by)`: what
    follows when every point is carried out.
    `beside(order, user) -> [(label, text)]`: what stands on the page beside the paper, for those who may read it.
    `ready(order) -> str`: why it cannot be signed yet; empty when it can.
    `closed(order) -> str or None`: of an order that rests on a paper on health, the numbers that its basis may name;
    None where it rests on none.
    `concerns(order) -> persons`: whom it is about, who are asked to read it once it is signed.
    `cites`: a decision of a body and documents are chosen beside the form (`cited.CITING`).
    `draft`: a permission that allows drafting this kind besides orders.draft. `offered`: it stands in "New order".
    """

    code: str
    label: str
    series: Series
    texts: tuple[str, str, str, str]
    form: type | Callable | None = None
    apply: Callable = nothing
    revoke: Callable = nothing
    lines: Callable | None = None
    rests: Callable = lambda order: ""
    effects: Callable = lambda order: []
    beside: Callable = lambda order, user: []
    ready: Callable = lambda order: ""
    executed: Callable = nothing
    concerns: Callable = lambda order: []
    closed: Callable = lambda order: None
    cites: bool = False
    draft: Any = None
    offered: bool = True

    def form_class(self):
        """The form's class or None; a callable that is not a class gives it late, past circular imports."""
        return self.form if self.form is None or isinstance(self.form, type) else self.form()


_resting: list[Callable] = []


def resting(function: Callable) -> Callable:
    """Register `function(order) -> str`: what rests on an order whatever its kind; empty when nothing does."""
    _resting.append(function)
    return function


_undone: list[Callable] = []


def undoing(function: Callable) -> Callable:
    """Register `function(order, second)`: what a revocation undoes whatever the kind of the order."""
    _undone.append(function)
    return function


def undo(second) -> None:
    """The revoked order's own kind writes what compensates it, and so do those who registered."""
    of(second.revokes).revoke(second.revokes, second)
    for function in _undone:
        function(second.revokes, second)


def rests(order) -> str:
    """What rests on `order`, so that it cannot be revoked: by its kind, or whatever its kind."""
    return of(order).rests(order) or next(filter(None, (find(order) for find in _resting)), "")


def register(kind: Kind) -> Kind:
    registry[kind.code] = kind
    return kind


def of(order) -> Kind:
    return registry[order.kind]


def label(code: str) -> str:
    """The kind's name; the code itself where its app is gone."""
    return str(registry[code].label) if code in registry else code
