"""What stands and what was typed, where two people changed the same card (R1-3.1a)."""

from django.db import models


def differences(row, values: dict) -> list[tuple[str, str, str]]:
    """[(field's label, stored, typed)] where `values` differ from the stored `row`."""
    found = []
    for name, mine in values.items():
        field, stored = row._meta.get_field(name), getattr(row, name)
        if (stored or "") != (mine or ""):
            found.append((str(field.verbose_name), _word(field, stored), _word(field, mine)))
    return found


def _word(field: models.Field, value) -> str:
    choices = dict(field.flatchoices)
    return str(choices.get(value, value if value is not None else ""))
