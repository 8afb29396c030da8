"""A constraint that says what a regulation says names the clause, as the refusal of an act does."""

import re

import pytest
from django.apps import apps
from django.conf import settings

CLAUSE = re.compile(r"R\d+-\d+(?:\.\d+)?[a-z]?")
FROM_A_REGULATION = (
    "orders_signed_has_number orders_signed_protocol_has_number students_year_end_cites "
    "students_attempt_has_protocol students_one_form_of_study"
).split()


def sentences():
    for app in ("orders", "students"):
        for model in apps.get_app_config(app).get_models():
            for one in model._meta.constraints:
                yield one.name, str(one.violation_error_message)


@pytest.mark.parametrize("name", FROM_A_REGULATION)
def test_a_constraint_of_a_regulation_names_its_clause(name):
    assert CLAUSE.search(dict(sentences())[name])


def test_every_clause_named_has_its_row():
    known = (settings.BASE_DIR / "docs" / "regulations.md").read_text()
    assert not [(name, clause) for name, text in sentences() for clause in CLAUSE.findall(text) if clause not in known]
