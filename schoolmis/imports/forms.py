from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.imports import kinds
from schoolmis.ui.forms import SchoolForm


class UploadForm(SchoolForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel workbook (.xlsx) or CSV, as the school has it. Nothing is saved before you confirm."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    kind = forms.ChoiceField(label=_("What is in it"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = [(one.code, one.label) for one in kinds.registry.values() if one.permission.allows(user)]
        self.fields["kind"].choices = [("", _("Tell by its headings")), *mine]
