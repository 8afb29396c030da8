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

    def __init__(self, *args, user, of="", **kwargs):
        """`of`: the kind the reader came for, whose questions are asked beside the file."""
        super().__init__(*args, **kwargs)
        mine = [(one.code, one.label) for one in kinds.registry.values() if one.permission.allows(user)]
        self.fields["kind"].choices = [("", _("Tell by its headings")), *mine]
        self.asked = {}
        if of in dict(mine):
            self.fields["kind"].initial = of
            self.asked = kinds.registry[of].asks(user)
            if accept := kinds.registry[of].accept:
                self.fields["file"].widget.attrs["accept"] = accept
                self.fields["file"].help_text = kinds.registry[of].hint
            self.fields |= self.asked

    @property
    def options(self) -> dict[str, str]:
        """Answers to the kind's questions, as texts."""
        return {name: str(self.cleaned_data[name] or "") for name in self.asked}
