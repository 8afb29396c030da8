"""A field's refusals are worded for a grown-up, in both languages."""

import pytest
from django import forms
from django.utils import translation


@pytest.mark.parametrize(("language", "sentence"), [("ky", "Бул талааны толтуруңуз."), ("ru", "Заполните это поле.")])
def test_an_empty_field_asks_politely(language, sentence):
    with translation.override(language):
        assert forms.CharField().error_messages["required"] == sentence
