"""Papers of a student and the photograph."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.files.fields import ScanField
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, Section
from students.actions.documents import FIELDS, PICTURES
from students.models import CLOSED_KINDS, StudentDocument

CLOSED = ("series", "number", "issued_by")


class DocumentForm(SchoolModelForm):
    """`version` is what the reader saw. The act judges number and days."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    scan = ScanField(required=False)
    checked = forms.BooleanField(label=_("Checked against the original"), required=False)

    class Meta:
        model = StudentDocument
        fields = FIELDS

    def __init__(self, *args, opened=True, **kwargs):
        """Without `opened` what stands on a closed paper is written over, never read back."""
        super().__init__(*args, **kwargs)
        self.kept = {}
        if self.instance.pk and self.instance.is_closed and not opened:
            self.kept = {name: getattr(self.instance, name) for name in CLOSED}
            for name in CLOSED:
                self.initial[name] = ""
                self.fields[name].help_text = _("Few may read it. Left empty, it stays as it is.")
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
        kept = self.kept if self.cleaned_data["kind"] in CLOSED_KINDS else {}
        return {name: self.cleaned_data[name] or kept.get(name, self.cleaned_data[name]) for name in FIELDS}


class PhotoForm(SchoolForm):
    photo = ScanField(
        label=_("Photograph"),
        kinds=PICTURES,
        help_text=_("JPEG or PNG. The picture is drawn anew, without hidden data."),
    )
