"""What a class journal is made of: class, period, subject, language."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from journal.reports.forms import ClassTermForm
from schoolmis.structure.models import Subject
from schoolmis.ui.forms import Pair


class BookForm(ClassTermForm):
    subject = forms.ModelChoiceField(
        Subject.objects.none(), label=_("Subject"), required=False, empty_label=_("All subjects: the whole journal")
    )
    lang = forms.ChoiceField(label=_("Language of the paper"), choices=[("ky", _("Kyrgyz")), ("ru", _("Russian"))])
    field_order = ["school_class", "term", "subject", "lang"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        taught = Subject.objects.filter(sections__group__classes__in=self.classes)
        self.fields["subject"].queryset = taught.distinct()
        self.fields["term"].label = _("Period")

    def layout(self):
        return Layout(Pair("school_class", "term"), Pair("subject", "lang"))

    def clean(self):
        data = super().clean()
        subject, classes = data.get("subject"), data.get("classes")
        if subject and classes:
            taught = {one.pk for one in classes if subject.sections.filter(group__classes=one).exists()}
            data["classes"] = [one for one in classes if one.pk in taught]
            if not taught:
                self.add_error("subject", _("This class is not taught this subject."))
        return data

    def books(self) -> list[dict]:
        """What each book of the answer is made of."""
        told = self.cleaned_data
        of = {"term": told["term"], "subject": told["subject"], "lang": told["lang"]}
        return [{"of": one, **of} for one in told["classes"]]
