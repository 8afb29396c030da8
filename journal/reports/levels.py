"""Levels in words on paper: what each letter means, and how many students have it (R1-4.1/2)."""

from collections import Counter

from django.utils.translation import gettext as _

from journal import policy
from journal.rules.scales import LEVELS


def scales_of(school_class) -> list:
    """The different scales of levels of the journals of the class; one statement, and none where levels cannot be."""
    rows, known = policy.grading()
    levels = [row for row in rows if known[row.scale].kind == LEVELS]
    if not any(row.section or row.low is None or row.low <= school_class.grade <= row.high for row in levels):
        return []
    sections = policy.sections().filter(group__classes=school_class)
    return list(dict.fromkeys(policy.scales_for(sections).values()))


def values_of(scales) -> dict[str, str]:
    """{letter: its name} of all the scales of levels, best first."""
    return {value.text: value.name for scale in scales if scale.kind == LEVELS for value in scale.values}


def legend(scales) -> tuple[str, ...]:
    """The note below a table in which levels stand; nothing where there are only marks."""
    named = "; ".join(f"{text} – {name}" for text, name in values_of(scales).items())
    return (_("Levels: %(levels)s.") % {"levels": named},) if named else ()


def level_rows(scales, told: dict[str, list], label="name"):
    """Footer rows by column key: how many have each level; `told` are the results in each column."""
    counts = {key: Counter(map(str, results)) for key, results in told.items()}
    for text, name in values_of(scales).items():
        yield {label: f"{text} – {name}", **{key: count[text] or None for key, count in counts.items()}}
