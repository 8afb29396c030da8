"""Thousands of pages are asked for their status alone."""

import pytest
from django.template.base import Template


@pytest.fixture
def pages_only(monkeypatch):
    """Django's tests keep a copy of the context of every template drawn; who asks for this looks at none."""
    monkeypatch.setattr(Template, "_render", lambda template, context: template.nodelist.render(context))
