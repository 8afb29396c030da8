"""What an order of the foundations rests on, as data: a decision of a body and documents (R1-1.1, R6-1.3).

payload: {decision: id of a Decision or None, basis: [{code, number, on}]}. Words stay possible: what somebody has typed
into the basis is kept as it is.
"""

from datetime import date

from crispy_forms.layout import Layout
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis.orders import basis, kinds
from schoolmis.orders.citing import cites
from schoolmis.orders.fields import DecisionField
from schoolmis.orders.models import Decision, Order, Protocol
from schoolmis.ui.forms import SchoolForm

CITING = {"cites": True, "closed": basis.closed, "beside": basis.beside}
"""The arguments of a `Kind` whose basis is chosen beside its own fields."""
LONGEST = Order._meta.get_field("basis_ky").max_length


class CitedForm(basis.CitesPapers, SchoolForm):
    """The decision and the documents of one order, beside the form of its kind."""

    decision = DecisionField(required=False)

    def __init__(self, data=None, *, payload=None, prefix="cited"):
        super().__init__(data, prefix=prefix)
        given = payload or {}
        self.fields["decision"].initial = given.get("decision")
        self.add_basis(given.get("basis", ()))
        kept = Decision.objects.filter(pk=given["decision"]).first() if given.get("decision") else None
        self.was = worded(kept, given.get("basis", ()))

    def layout(self):
        return Layout("decision", *self.basis_parts())

    def clean(self):
        data = super().clean()
        if not self.errors and max(map(len, self.basis().values())) > LONGEST:
            self.add_error("decision", ValidationError(_("These documents are too many for one basis."), "long"))
        return data

    def payload(self) -> dict:
        chosen = self.cleaned_data.get("decision")
        return {"decision": chosen and chosen.pk, "basis": self.basis_rows()}

    def basis(self) -> dict[str, str]:
        return worded(self.cleaned_data.get("decision"), self.basis_rows())


def worded(decision, rows) -> dict[str, str]:
    """`basis_ky` and `basis_ru`: the decision as orders name it, then the documents."""
    said = basis.in_words(rows)
    if decision is None:
        return said
    named = dict(zip(("basis_ky", "basis_ru"), decision.cited(), strict=True))
    return {name: "; ".join(filter(None, [named[name], said[name]])) for name in said}


def decision_of(order) -> Decision | None:
    """The decision that an order of any kind cites, for the link on its page."""
    pk = order.payload.get("decision")
    return Decision.objects.select_related("protocol__body").filter(pk=pk).first() if pk else None


def decided_before(order, on: date) -> None:
    """R7-2.1: an order is not dated before the decision that it rests on; the decision is of a signed protocol."""
    if not (kinds.of(order).cites and order.payload.get("decision")):
        return
    decision = decision_of(order)
    signed = decision and decision.protocol.status == Protocol.Status.SIGNED and not decision.protocol.annulled_at
    if not signed or decision.is_dropped:
        raise ValidationError(_("The decision that the order rests on is not in a signed protocol."), "decision")
    if on < decision.protocol.held_on:
        raise ValidationError(_("An order is not dated before the decision that it rests on (R7-2.1)."), "decision")


def _resting(decisions):
    codes = [code for code, kind in kinds.registry.items() if kind.cites]
    return Order.objects.filter(kind__in=codes, payload__decision__in=[one.pk for one in decisions], annulled_at=None)


@cites(among=_resting)
def orders(found):
    """R6-1.3, R2-5: orders of the foundations that a decision of a body has led to."""
    for one in found:
        yield one.payload["decision"], str(one), reverse("orders:order", args=[one.pk])
