from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.ui.forms import SchoolForm


class RulesForm(SchoolForm):
    """A new version of the rules of use, in both languages."""

    hint = _("## makes a heading, - a point of a list, | a table.")
    text_ky = forms.CharField(label=_("Text in Kyrgyz"), widget=forms.Textarea(attrs={"rows": 18}), help_text=hint)
    text_ru = forms.CharField(label=_("Text in Russian"), widget=forms.Textarea(attrs={"rows": 18}))
