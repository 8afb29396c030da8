"""Forms of the certificates of study."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.ui.forms import SchoolForm

HINT = _("Leave it empty for “where it is required”.")


class IssueForm(SchoolForm):
    addressee = forms.CharField(label=_("To be presented"), max_length=200, required=False, help_text=HINT)
    received_by = forms.CharField(label=_("Given to"), max_length=200, help_text=_("Who takes it, in the nominative."))
    first_number = forms.IntegerField(
        label=_("First number of the year"),
        min_value=1,
        max_value=99999,
        required=False,
        help_text=_("Only now: the number that follows the last one in your paper register."),
    )

    def __init__(self, *args, first, **kwargs):
        """`first`: no certificate of this year is in the register yet."""
        super().__init__(*args, **kwargs)
        if not first:
            del self.fields["first_number"]


class AskForm(SchoolForm):
    addressee = forms.CharField(label=_("To be presented"), max_length=200, required=False, help_text=HINT)


class AnswerForm(SchoolForm):
    answer = forms.CharField(label=_("Answer"), max_length=200, help_text=_("The family reads it."))
