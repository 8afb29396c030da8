"""The form field of a scan: what is wrong with the file is said at the field, before any act."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from schoolmis.files.actions import DOCUMENTS, SCANS
from schoolmis.files.checks import check_upload

PAPER = _("A PDF or a picture, at most 20 MB.")
OFFICE = _("A PDF, a picture, DOCX or XLSX, at most 20 MB.")


class ScanField(forms.FileField):
    """A PDF or a picture; `kinds=DOCUMENTS` takes DOCX and XLSX too. Its cleaned value goes to `keep_file`."""

    def __init__(self, *args, kinds=SCANS, **kwargs):
        self.kinds = kinds
        kwargs.setdefault("label", _("Scan"))
        kwargs.setdefault("help_text", OFFICE if kinds == DOCUMENTS else PAPER)
        super().__init__(*args, **kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload is not initial:
            try:
                check_upload(upload, kinds=self.kinds)
            except ValidationError as wrong:
                raise ValidationError(wrong.messages) from wrong
        return upload
