"""When a lesson begins: the bell that fits the shift, the grade and the day best."""

from collections.abc import Iterable


class Bells:
    """All the bells, asked by shift and number; a bell for the grade goes before one for all grades.

    On a short day a bell of short days is taken where there is one, otherwise the ordinary one.
    """

    def __init__(self, bells: Iterable):
        self.found = {}
        for bell in bells:
            self.found.setdefault((bell.shift, bell.number), []).append(bell)

    def of(self, shift: int, number: int, grade: int | None = None, *, short: bool = False):
        """The bell, or None where the school has none for this lesson."""
        fits = [bell for bell in self.found.get((shift, number), ()) if _fits(bell, grade, short)]
        return max(fits, key=lambda bell: (bell.is_short, bell.grade_from is not None), default=None)


def _fits(bell, grade, short) -> bool:
    if bell.is_short and not short:
        return False
    return bell.grade_from is None or (grade is not None and bell.grade_from <= grade <= bell.grade_to)
