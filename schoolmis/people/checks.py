"""Who lacks what, as conditions on rows of people; students and staff keep a set of checks each (R1-1.2b, R3-1.2b).

Without a consent in force the school may not keep personal data: such a person lacks the consent and nothing personal.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When

from schoolmis.people.models import Consent, Purpose


@dataclass(frozen=True)
class Check:
    """`lacks`: callable(day) → condition on a row. `personal`: asked only of those with a consent in force."""

    code: str
    title: Any
    lacks: Any
    personal: bool = True

    @property
    def name(self):
        return f"lacks_{self.code}"


def consent_to(purpose=Purpose.RECORDS):
    """A consent in force of the row's person."""
    return Exists(Consent.objects.filter(person=OuterRef("person"), purpose=purpose, ends_on=None))


class Checks:
    """A set of checks; an app above adds its own from `ready()`."""

    def __init__(self, *checks: Check):
        self._checks: dict[str, Check] = {}
        self.register(*checks)

    def register(self, *checks: Check) -> None:
        for check in checks:
            if check.code in self._checks:
                raise ValueError(f"check {check.code} is registered twice")
            self._checks[check.code] = check

    def every(self) -> tuple[Check, ...]:
        return tuple(self._checks.values())

    def lacks(self, row) -> str:
        """What is missing of an annotated row, in words."""
        return ", ".join(str(check.title) for check in self.every() if getattr(row, check.name))

    def annotate(self, rows, day):
        """`rows` with each check as `lacks_<code>`, `consented`, and `lacking`: any of them."""
        whether = {check.name: _whether(check, day) for check in self.every()}
        any_of = Q()
        for name in whether:
            any_of |= Q(**{name: True})
        lacking = Case(When(any_of, then=Value(True)), default=Value(False), output_field=BooleanField())
        return rows.annotate(consented=consent_to()).annotate(**whether).annotate(lacking=lacking)


def _whether(check, day):
    return Case(
        *([When(consented=False, then=Value(False))] if check.personal else []),
        When(check.lacks(day), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
