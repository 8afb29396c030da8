"""The form field by which an act or an order rests on a decision of one of the school's bodies."""

from datetime import date
from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.orders.bodies.rules import school_year
from schoolmis.orders.models import Decision
from schoolmis.ui.dates import date_short

YEARS = 2


def citable(kinds=(), years: int = YEARS):
    """Decisions of signed protocols, newest first, of the last `years` school years; `kinds`: of these bodies only."""
    since = date(school_year(clock.today()) - years + 1, 8, 1)
    found = Decision.objects.filter(
        is_dropped=False, protocol__status="signed", protocol__annulled_at=None, protocol__held_on__gte=since
    )
    if kinds:
        found = found.filter(protocol__body__kind__in=kinds)
    return found.select_related("protocol__body").order_by("-protocol__held_on", "-protocol_id", "number")


class _ByProtocol(ModelChoiceIterator):
    """Points stand under their protocol."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for protocol, points in groupby(self.queryset, key=lambda point: point.protocol):
            yield self.field.heading(protocol), [self.choice(point) for point in points]


class DecisionField(forms.ModelChoiceField):
    """A point decided by a body: `DecisionField(kinds=[Body.Kind.COUNCIL])`; its cleaned value is a Decision.

    Signed protocols of the last `years` school years are offered, newest first, each with its points.
    """

    iterator = _ByProtocol

    def __init__(self, *, kinds=(), years: int = YEARS, **kwargs):
        self.kinds, self.years = tuple(kinds), years
        kwargs.setdefault("label", _("Decision of the body"))
        kwargs.setdefault("help_text", _("A point of a signed protocol: Office, Bodies and protocols."))
        super().__init__(Decision.objects.none(), **kwargs)

    def __deepcopy__(self, memo):
        """Each form asks anew what may be cited on its day."""
        mine = super().__deepcopy__(memo)
        mine.queryset = citable(mine.kinds, mine.years)
        return mine

    @staticmethod
    def heading(protocol):
        return f"{protocol.body}, {protocol.label}, {date_short(protocol.held_on)}"

    def label_from_instance(self, point):
        return f"{point.number}. {Truncator(point.question).chars(90)}"
