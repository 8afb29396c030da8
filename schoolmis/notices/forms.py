"""What the page of the hours of rest asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.notices.models import Rest
from schoolmis.ui.forms import SchoolModelForm


class RestForm(SchoolModelForm):
    """`version` is what the reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Rest
        fields = ["begins", "ends", "days_off"]
        help_texts = {
            "begins": _("Both empty: notices go out at any hour."),
            "days_off": _(
                "Outside the study week and on holidays of the whole school; vacations are no days off here."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
