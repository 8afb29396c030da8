"""Pure rules of control works: which works they are, and when a day has too many of them. Nothing here refuses."""

from decimal import Decimal

ORDINARY = Decimal(1)
"""The weight of an ordinary mark; a work that weighs more is a control work."""
MOST = 1
"""Of a class on one day, until the school says else."""


def is_control(weight) -> bool:
    return weight > ORDINARY


def is_crowded(subjects: int, limits: dict[str, int]) -> bool:
    """Whether a day has control works in more subjects than the norm says; `limits`: {"works": the most}."""
    return subjects > limits.get("works", MOST)
