"""What an act refuses, shown at the form."""

from datetime import date

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import override

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


class Stale(ValidationError):
    field, version = "version", 3
    stored = {
        "first": date(2026, 9, 5),
        "second": date(2026, 9, 2),
        "elsewhere": "not asked here",
        None: "a sentence about the rest",
    }


class Versioned(Span):
    version = forms.IntegerField()


def test_what_another_saved_meanwhile_stands_beside_what_was_typed_and_saving_again_is_on_purpose():
    form = Versioned({"first": "2026-09-01", "second": "2026-09-02", "version": "2"})
    assert form.is_valid()

    def act():
        raise Stale("Somebody was quicker.")

    with override("en"):
        assert not tried(form, act)
        above = ["Somebody was quicker.", "Stored meanwhile: a sentence about the rest"]
        assert form.errors == {"first": ["Stored meanwhile: 05.09.2026"], NON_FIELD_ERRORS: above}
    assert (form["first"].value(), form["version"].value()) == ("2026-09-01", "3")
