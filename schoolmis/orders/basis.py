"""The documents that an order rests on, as data: kind, number and day. payload: {basis: [{code, number, on}]}.

Many read a basis, so of a paper on health it says the fact alone (R7-3.5); its number stays in the payload and beside
the paper, for who signs.
"""

from datetime import date

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders import permissions
from schoolmis.ui.forms import Pair, Section


class BasisPaper(models.TextChoices):
    APPLICATION = "application", gettext_lazy("application")
    MEMO = "memo", gettext_lazy("memorandum")
    SICK = "sick", gettext_lazy("sick note or another paper on health")
    CALL = "call", gettext_lazy("call or invitation")
    ORDER = "order", gettext_lazy("order of the school or of an authority")
    PROTOCOL = "protocol", gettext_lazy("protocol")
    OTHER = "other", gettext_lazy("other document")


HEALTH = frozenset({BasisPaper.SICK})
# A basis is an official text in the paper's language, whichever the reader's: it stands outside the catalogue.
IN_WORDS = {
    "application": ("арыз", "заявление"),
    "memo": ("билдирүү кат", "служебная записка"),
    "sick": ("медициналык документ", "медицинский документ"),
    "call": ("чакыруу кагазы", "вызов"),
    "order": ("буйрук", "приказ"),
    "protocol": ("протокол", "протокол"),
    "other": ("документ", "документ"),
    "mistake": ("буйруктагы ката", "ошибка в приказе"),
}


def written(row) -> str:
    """«№ 12, 10.11.2026»"""
    number = f"№ {row['number'].removeprefix('№').strip()}" if row.get("number") else ""
    return ", ".join(filter(None, [number, row.get("on") and f"{date.fromisoformat(row['on']):%d.%m.%Y}"]))


def in_words(rows) -> dict[str, str]:
    """`basis_ky` and `basis_ru` of the documents, a paper on health by the fact alone."""
    said = {}
    for place, lang in enumerate(("ky", "ru")):
        named = [(IN_WORDS[row["code"]][place], "" if row["code"] in HEALTH else written(row)) for row in rows]
        words = [" ".join(filter(None, pair)) for pair in named]
        text = "; ".join(dict.fromkeys(words))
        said[f"basis_{lang}"] = text[:1].upper() + text[1:]
    return said


def open_numbers(order) -> str:
    return " ".join(written(row) for row in order.payload.get("basis", []) if row["code"] not in HEALTH)


def closed(order) -> str | None:
    """`Kind.closed`: what the basis may name where a paper on health is among the documents."""
    on_health = any(row["code"] in HEALTH for row in order.payload.get("basis", []))
    return open_numbers(order) if on_health else None


def beside(order, user) -> list[tuple[str, str]]:
    """The paper on health in full, for who signs."""
    rows = [row for row in order.payload.get("basis", []) if row["code"] in HEALTH and written(row)]
    return [(_("Paper on health"), written(row)) for row in rows] if permissions.SIGN.allows(user) else []


class CitesPapers:
    """A form with rows for the documents of the basis; `kept`: those of the stored draft."""

    papers = 2
    further = ()
    """Choices beside the documents, which have no number."""

    def add_basis(self, kept=()):
        kept = list(kept)
        self.was = in_words(kept)
        for n in range(1, self.papers + 1):
            row = kept[n - 1] if n <= len(kept) else {}
            code, number, on = self._row(n)
            self.fields[code] = forms.ChoiceField(
                label=_("Document of the basis"),
                choices=[("", "—"), *self.further, *BasisPaper.choices],
                required=False,
                initial=row.get("code"),
            )
            self.fields[number] = forms.CharField(
                label=_("Number"), max_length=60, required=False, initial=row.get("number")
            )
            self.fields[on] = forms.DateField(label=_("Date"), required=False, initial=row.get("on"))
        self.fields[code].help_text = _("Of a paper on health the order says the fact alone (R7-3.5).")

    @staticmethod
    def _row(n):
        return f"basis_{n}", f"basis_{n}_number", f"basis_{n}_on"

    def basis_names(self) -> set[str]:
        return {name for n in range(1, self.papers + 1) for name in self._row(n)}

    def layout(self):
        own = self.basis_names()
        return Layout(*[name for name in self.fields if name not in own], self.basis_section())

    def basis_parts(self) -> list:
        rows = [(code, Pair(number, on)) for code, number, on in map(self._row, range(1, self.papers + 1))]
        return [part for row in rows for part in row]

    def basis_section(self):
        return Section(_("Basis"), *self.basis_parts())

    def clean(self):
        data = super().clean() or self.cleaned_data
        without = {*HEALTH, *(code for code, _label in self.further)}
        for code, number, on in map(self._row, range(1, self.papers + 1)):
            if (data.get(number) or data.get(on)) and not data.get(code):
                self.add_error(code, ValidationError(_("Choose the kind of the document."), "kind"))
            elif data.get(code) and data[code] not in without:
                if not data.get(number):
                    self.add_error(number, ValidationError(_("Write the number of the document."), "number"))
                if not data.get(on) and on not in self.errors:
                    self.add_error(on, ValidationError(_("Write the date of the document."), "date"))
        return data

    def basis_rows(self) -> list[dict]:
        found = []
        for code, number, on in map(self._row, range(1, self.papers + 1)):
            if self.cleaned_data.get(code):
                day = self.cleaned_data.get(on)
                facts = {"number": self.cleaned_data.get(number), "on": day and day.isoformat()}
                found.append({"code": self.cleaned_data[code]} | {key: value for key, value in facts.items() if value})
        return found

    def without_basis(self) -> dict:
        own = self.basis_names()
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    def basis(self) -> dict[str, str]:
        return in_words(self.basis_rows())
