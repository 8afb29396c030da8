"""Pure rules of control works: which works they are, what a topic of the plan means, and when a day has too many."""

from decimal import Decimal

ORDINARY = Decimal(1)
"""The weight of an ordinary mark; a work that weighs more is a control work."""
MOST = 1
"""Of a class on one day, until the school says else."""


def is_control(weight) -> bool:
    return weight > ORDINARY


def named(topic: str, kinds) -> object | None:
    """The kind whose name the topic begins with in whole words, «Контрольная работа № 3»; the longest name is meant.

    `kinds`: (kind, names).
    """
    said = topic.casefold()
    found = [(len(name), kind) for kind, names in kinds for name in names if name and _begins(said, name.casefold())]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _begins(said: str, name: str) -> bool:
    return said.startswith(name) and not said[len(name) : len(name) + 1].isalpha()


def is_crowded(subjects: int, limits: dict[str, int]) -> bool:
    """Whether a day has control works in more subjects than the norm says; `limits`: {"works": the most}."""
    return subjects > limits.get("works", MOST)
