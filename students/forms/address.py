"""An address by the official list, as part of any form about a person (R1-1.2c)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.people import places
from schoolmis.people.models import Address
from schoolmis.ui.forms import Pair

PARTS = ("place", "settlement", "street")


class AddressFields(forms.Form):
    """`address_version` is what the reader saw, 0 where no address was kept."""

    place = forms.ChoiceField(label=_("Region, district or city"), choices=places.choices, required=False)
    settlement = forms.CharField(label=_("Settlement"), max_length=100, required=False)
    street = forms.CharField(label=_("Street, house, flat"), max_length=150, required=False)
    address_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def of(address: Address | None) -> dict:
        """Initial values of the fields."""
        if address is None:
            return {"address_version": 0}
        return {name: getattr(address, name) for name in PARTS} | {"address_version": address.version}

    @staticmethod
    def address_layout():
        return "place", Pair("settlement", "street"), "address_version"

    def clean(self):
        data = super().clean()
        if (data.get("settlement") or data.get("street")) and not data.get("place") and "place" not in self.errors:
            self.add_error("place", _("Choose the district or the city from the list."))
        return data

    @property
    def address(self) -> dict | None:
        """For the act `set_address`; None where no place is chosen."""
        if not self.cleaned_data.get("place"):
            return None
        found = {name: self.cleaned_data[name] for name in PARTS}
        return found | {"address_version": self.cleaned_data["address_version"] or 0}
