"""A draft being written: the words common to all orders and the fields of its kind, read together."""

import copy

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from schoolmis import clock
from schoolmis.orders import rules
from schoolmis.orders.cited import CitedForm
from schoolmis.orders.forms import WORDS, PlainKindForm, WordsForm
from schoolmis.orders.kinds import Kind
from schoolmis.orders.models import SUFFIX, Counter, Order
from schoolmis.orders.sheet import sheet
from schoolmis.ui.forms import refuse


def next_label(series: str) -> str:
    """The number that the next order of `series` gets this year: «128-О»."""
    counter = Counter.objects.filter(series=series, year=clock.today().year).first()
    return f"{counter.next_number if counter else 1}-{SUFFIX[series]}".rstrip("-")


def _of(order, payload):
    typed = copy.copy(order)
    typed.payload = payload
    return typed


class Drafting:
    """Its forms as one. `order` is the stored draft, or None while it is new."""

    def __init__(self, kind: Kind, data=None, *, order: Order | None = None):
        self.kind, self.order, self.data = kind, order, data
        # A form of a model writes what is typed into its row: it gets one of its own.
        row = copy.copy(order) if order else self._fresh()
        self.stored = row.version
        self.form = WordsForm(data, instance=row, initial={"version": row.version})
        form_class = kind.form_class() or PlainKindForm
        self.details = form_class(data, payload=dict(row.payload))
        self.cited = CitedForm(data, payload=row.payload) if kind.cites else None

    def _fresh(self):
        titles = dict(zip(("title_ky", "title_ru", "text_ky", "text_ru"), self.kind.texts, strict=True))
        return Order(kind=self.kind.code, series=self.kind.series, **titles)

    @cached_property
    def valid(self):
        cited = self.cited is None or self.cited.is_valid()
        return self.form.is_valid() & self.details.is_valid() & cited and self._keeps_closed()

    def _keeps_closed(self):
        """What many read says no number of a paper on health (R7-3.5)."""
        words, numbers = self.words, self.kind.closed(_of(self.form.instance, self.payload))
        for name in ("basis_ky", "basis_ru"):
            try:
                rules.basis_is_open(words[name], numbers)
            except ValidationError as refused:
                self.form.add_error(name, refused)
        return not self.form.errors

    def is_valid(self):
        return self.data is not None and self.valid

    @property
    def status(self):
        """422 when it was sent with errors."""
        if self.form.is_searching:
            return 200
        return 422 if self.data is not None and (not self.valid or self.form.errors) else 200

    @property
    def words(self):
        words = {name: self.form.cleaned_data[name] for name in WORDS}
        typed = {name: words[name] for name in ("basis_ky", "basis_ru")}
        # What the documents worded before is worded anew with them; what somebody has typed stays.
        told = self.cited or self.details
        by_hand = any(typed.values()) and typed != getattr(told, "was", None)
        return words if by_hand else words | told.basis()

    @property
    def payload(self):
        return self.details.payload() | (self.cited.payload() if self.cited else {})

    @property
    def version(self):
        return self.form.cleaned_data.get("version") or self.stored

    def refuse(self, problem, version):
        """Somebody saved first: what was typed stays, and the next attempt is made knowingly against `version`."""
        refuse(self.form, problem)
        self.form.data = self.form.data.copy()
        self.form.data["version"] = str(version)

    def differences(self, order):
        """[(field's label, the stored text, what the reader typed)] where they differ."""
        label = lambda name: self.form.fields[name].label  # noqa: E731
        mine = self.words
        return [(label(name), getattr(order, name), mine[name]) for name in WORDS if getattr(order, name) != mine[name]]

    def sheets(self):
        """The papers of what is typed, in both languages where Russian words are given."""
        order = self.form.instance
        if self.data is not None and self.valid:
            order.payload, words = self.payload, self.words
            order.basis_ky, order.basis_ru = words["basis_ky"], words["basis_ru"]
        languages = ("ky", "ru") if order.title_ru or order.text_ru else ("ky",)
        return [sheet(order, lang) for lang in languages]
