"""Pure rules of comparing a list with what is kept."""

from collections.abc import Sequence

from schoolmis.people.names import Name, fold

KYRGYZ = frozenset("ңөүёҢӨҮЁ")


def better_name(stored: tuple[str, str, str] | None, told: Name) -> Name | None:
    """The name to keep, or None where the stored one stays.

    A list typed without ң ө ү, or in other letters that only look alike, does not spoil a name written right.
    """
    if stored is None:
        return told
    before, after = " ".join(filter(None, stored)), str(told)
    if before == after:
        return None
    if fold(before) == fold(after) and _letters(after) <= _letters(before):
        return None
    return told


def _letters(name: str) -> int:
    return sum(letter in KYRGYZ for letter in name)


def halves(people: Sequence, parts: int) -> list[list]:
    """An alphabetical list in `parts` runs whose sizes differ by one at most, the first ones larger."""
    size, more = divmod(len(people), parts)
    runs, start = [], 0
    for part in range(parts):
        end = start + size + (part < more)
        runs.append(list(people[start:end]))
        start = end
    return runs
