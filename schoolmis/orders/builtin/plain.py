"""Orders that are their words and little more: revoking, opening, other."""

from django.utils.translation import gettext_lazy as _

from schoolmis.orders import basis, kinds
from schoolmis.orders.cited import CITING
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from schoolmis.structure.actions import close_opening


def concerned(order):
    """Whom the revoked order concerned: it is undone for them."""
    return kinds.of(order.revokes).concerns(order.revokes) if order.revokes else []


def closed(order):
    """The basis of a revocation names no number of a paper on health, its own or the revoked order's (R7-3.5)."""
    own, first = basis.closed(order), kinds.of(order.revokes).closed(order.revokes) if order.revokes else None
    return None if own is first is None else f"{basis.open_numbers(order)} {first or ''}"


def close_register(order, by):
    """The opening register is complete: from now on a list brings nobody in without an order of its own (design §5)."""
    close_opening(order.executed_on, by=by)


REVOKE = register(
    Kind(
        "revoke",
        _("Revocation of an order"),
        Series.GENERAL,
        ("Буйрукту жокко чыгаруу жөнүндө", "Об отмене приказа", "", ""),
        apply=lambda order, by: kinds.undo(order),
        closed=closed,
        beside=basis.beside,
        concerns=concerned,
        offered=False,
        rests=lambda order: str(_("a revoking order is undone by a new order of the same kind")),
    )
)
OTHER = register(Kind("other", _("Other"), Series.GENERAL, ("", "", "", ""), **CITING))
OPENING = register(
    Kind(
        "opening",
        _("Opening order"),
        Series.OPENING,
        (
            "Мектептин маалыматтык системасын ишке киргизүү жөнүндө",
            "О введении в действие информационной системы школы",
            "1. Система ишке киргизилсин.\n2. Ачылыш реестри ушул буйруктун тиркемеси болуп эсептелсин.",
            "1. Ввести систему в действие.\n2. Считать реестр открытия приложением к настоящему приказу.",
        ),
        offered=False,
        executed=close_register,
        rests=lambda order: str(_("the whole system")),
    )
)
