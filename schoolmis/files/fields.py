"""The form field of a scan: what is wrong with the file is said at the field, before any act."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from schoolmis.files.actions import DOCUMENTS, SCANS
from schoolmis.files.checks import check_upload

PAPER = _("A PDF or a picture, at most 20 MB.")
ACCEPTED = ".pdf,.docx,.xlsx,image/jpeg,image/png"
"""Said to the browser, so that a phone turns its own kind of photograph into JPEG."""
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


class ManyFiles(forms.FileInput):
    """Several at once, and dropped onto: browsers take a drop on a file input themselves."""

    allow_multiple_selected = True

    def __init__(self, attrs=None):
        super().__init__({"class": "drop", "accept": ACCEPTED} | (attrs or {}))


class ScansField(ScanField):
    """Several files; its cleaned value is a list. One that is not taken is named."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        uploads = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        if not uploads and self.required:
            raise ValidationError(self.error_messages["required"], "required")
        taken, wrong = [], []
        for upload in uploads:
            try:
                taken.append(super().clean(upload, initial))
            except ValidationError as fault:
                wrong += [f"{upload.name}: {message}" for message in fault.messages]
        if wrong:
            raise ValidationError(wrong)
        return taken
