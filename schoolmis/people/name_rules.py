"""When the name of a person may change. Pure."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def may_change_name(old: tuple, new: tuple, on: date, document: str, document_on: date, today: date) -> None:
    """Domain §4.2: a name changes by a document, from a day; the former one is kept."""
    if old == new:
        raise ValidationError(_("The name stands so already."), "same")
    if not document.strip():
        raise ValidationError({"document": ValidationError(_("A change of name rests on a document."), "document")})
    if document_on > today or on > today:
        raise ValidationError({"on": ValidationError(_("This day has not come yet."), "future")})
    if on < document_on:
        raise ValidationError({"on": ValidationError(_("The name changes on the document's day or later."), "before")})
