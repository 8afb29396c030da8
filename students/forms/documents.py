"""Papers of a student and the photograph."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.files.fields import ScanField
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, Section
from students.actions.documents import FIELDS, PICTURES
from students.models import StudentDocument


class DocumentForm(SchoolModelForm):
    """`version` is what the reader saw. The act judges number and days."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    scan = ScanField(required=False)
    checked = forms.BooleanField(label=_("Checked against the original"), required=False)

    class Meta:
        model = StudentDocument
        fields = FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["checked"].initial = bool(self.instance.checked_by_id)

    def validate_constraints(self):
        pass

    def layout(self):
        return Layout(
            Section(
                _("Document"),
                "kind",
                Pair("series", "number"),
                "issued_by",
                Pair("issued_on", "valid_until"),
                "scan",
                "checked",
                "version",
            )
        )

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in FIELDS}


class AnnulForm(SchoolForm):
    why = forms.CharField(label=_("Reason"), max_length=200)


class PhotoForm(SchoolForm):
    photo = ScanField(
        label=_("Photograph"),
        kinds=PICTURES,
        help_text=_("JPEG or PNG. The picture is drawn anew, without hidden data."),
    )
