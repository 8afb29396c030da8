"""What is kept of buildings and equipment, as a page and a table say it."""

from django.utils.translation import gettext as _

from schoolmis.structure.models import Premises


def premises_facts(premises: Premises) -> list[tuple[str, object]]:
    """[(words, value)]: a number, a word, or None where nothing is known."""
    out = []
    for field in Premises._meta.fields[1:-1]:
        value = getattr(premises, field.name)
        if field.choices:
            value = getattr(premises, f"get_{field.name}_display")() or None
        elif isinstance(value, bool):
            value = (_("yes") if value else _("no")) if premises.version > 1 else None
        out.append((str(field.verbose_name), value))
    return out
