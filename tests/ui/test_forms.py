"""What an act refuses, shown at the form."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from schoolmis.ui.forms import SchoolForm, tried


class Span(SchoolForm):
    first = forms.DateField()
    second = forms.DateField()


def test_a_refusal_stands_at_its_field_or_above_the_form_and_never_breaks_the_page():
    form = Span({"first": "2026-09-01", "second": "2026-09-02"})

    def act():
        raise ValidationError({"second": ["Too late."], "elsewhere": ["Not here."]})

    assert not tried(form, act)
    assert form.errors == {"second": ["Too late."], NON_FIELD_ERRORS: ["Not here."]}
    assert tried(form, lambda: None)
