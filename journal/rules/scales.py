"""Scales of marks as the school has them: what a cell may say, what it is worth, what it proposes. Pure."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal.rules import marks, results

FIVE, NONE, POINTS, LEVELS, PASS, CRITERIA = "five", "none", "points", "levels", "pass", "criteria"
WITHOUT = ("н/а", "осв")
MOST_BUTTONS = 12
# Letters and signs that mean something else in a cell.
TAKEN = re.compile(r"[нбу]|о|оп.*|.*\d.*")


@dataclass(frozen=True)
class Value:
    """A value that stands in a cell as `text` and in the database as `number`; `tone` 2–5: it looks like that mark."""

    text: str
    number: int
    name_ky: str = ""
    name_ru: str = ""
    tone: int = 0

    @property
    def name(self) -> str:
        return self.name_ru if (get_language() or "ky").startswith("ru") else self.name_ky


@dataclass(frozen=True)
class Scale:
    """`bottom` and `top` are points; of `criteria` the points of a work for which nothing else is said.

    `bands`: from where a mean proposes 5, 4 and 3: in points, of `criteria` in per cent. `own`: results stand in the
    scale's own points, the five-point mark beside them by the bands.
    """

    id: int | None
    kind: str
    bottom: int = 2
    top: int = 5
    bands: tuple[Decimal, ...] = ()
    own: bool = False
    values: tuple[Value, ...] = ()
    name_ky: str = ""
    name_ru: str = ""

    @property
    def marked(self) -> bool:
        """Whether anything but absences stands in the cells."""
        return self.kind != NONE

    @property
    def averaged(self) -> bool:
        return self.kind in {FIVE, POINTS, CRITERIA}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {value.text: value.number for value in self.values}

    @cached_property
    def _values(self) -> dict[int, Value]:
        return {value.number: value for value in self.values}

    @cached_property
    def _text(self):
        one = "|".join(re.escape(text) for text in sorted(self._numbers, key=len, reverse=True)) or r"\d{1,3}"
        return re.compile(rf"(?:(?P<first>{one})(?:(?P<sign>[/→>-])(?P<second>{one}))?)?\s*(?:оп(?P<late>\d{{0,3}}))?")

    def parse(self, text: str, most: int | None = None) -> marks.Content | None:
        """The content of a cell's text, None where it says nothing this scale knows; `most`: points of the work."""
        if self.kind in {FIVE, NONE}:
            return marks.parse(text)
        text = text.strip().lower()
        if text in marks.ABSENCES:
            return marks.Content(absence=text)
        found = self._text.fullmatch(text)
        if not found:
            return None
        pair = [self.number(found[name], most) for name in ("first", "second") if found[name]]
        if None in pair:
            return None
        first, second = (*pair, None, None)[:2]
        late = found["late"]
        return marks.Content(
            first,
            second,
            "",
            int(late or 0) if late is not None else None,
            retake=found["sign"] not in {None, "/"},
            said=self.said,
        )

    def number(self, text: str, most: int | None = None) -> int | None:
        """What stands in the database for a value's text."""
        if self.values:
            return self._numbers.get(text)
        return int(text) if self.bottom <= int(text) <= (most or self.top) else None

    def said(self, number: int) -> str:
        """The text of a stored number."""
        value = self._values.get(number)
        return value.text if value else str(number)

    def name_of(self, number: int) -> str:
        """A value in words; empty for points."""
        value = self._values.get(number)
        return value.name if value else ""

    def tone(self, number: int, most: int | None = None) -> int:
        """The mark that it looks like, 0 for none."""
        if self.kind in {FIVE, NONE}:
            return number
        if self.values:
            value = self._values.get(number)
            return value.tone if value else 0
        return self.mark(Decimal(number * 100) / (most or self.top) if self.kind == CRITERIA else number)

    def mean(self, total, weight) -> Decimal | None:
        """The average, of `criteria` in per cent of all points; None for none and for levels."""
        if not self.averaged:
            return None
        return marks.mean(total * 100 if self.kind == CRITERIA else total, weight)

    def mark(self, mean) -> int:
        """The five-point mark of a mean, by the bands."""
        return next((mark for mark, least in zip((5, 4, 3), self.bands, strict=True) if mean >= least), 2)

    def mark_of(self, mean, policy=results.DEFAULT) -> int:
        """The five-point mark that a mean hints at: what the indicators count."""
        return results.proposed(mean, policy) if self.kind == FIVE else self.mark(mean)

    def proposed(self, mean, policy=results.DEFAULT) -> str:
        """The result that a mean hints at."""
        if mean is None:
            return ""
        return self._rounded(mean, policy) if self.own else str(self.mark_of(mean, policy))

    def year(self, terms: list[int], policy=results.DEFAULT) -> str:
        """The year's result that those of the terms hint at."""
        if not terms or not self.averaged:
            return ""
        if self.own:
            return self._rounded(Decimal(sum(terms)) / len(terms), policy)
        return str(results.year_mark(terms, policy))

    def _rounded(self, mean, policy) -> str:
        whole = int(mean)
        return str(max(self.bottom, min(self.top, whole + (mean - whole >= policy.round_up))))

    def results(self, subject: int, policy) -> tuple[str, ...]:
        """What a result of the subject may say; nothing where none is set."""
        if subject in policy.passing or self.kind == PASS:
            return results.PASSED
        if self.kind == LEVELS:
            return (*(value.text for value in self.values), *WITHOUT)
        if self.own:
            return (*(str(point) for point in range(self.top, self.bottom - 1, -1)), *WITHOUT)
        return results.MARKED if self.marked else ()

    def asks_results(self, subject: int, policy) -> bool:
        """Whether a term is closed only when everybody has a result; a level is said where the teacher wishes."""
        return subject in policy.passing or self.kind not in {NONE, LEVELS}

    def stored(self, text: str) -> tuple[int | None, str, str] | None:
        """(mark, code, own text) of a result that says a value of the scale itself; None for all others."""
        if self.kind == LEVELS and text in self._numbers:
            return None, "level", text
        if self.own and text.isdigit():
            return self.mark(int(text)), "", text
        return None

    def pad(self) -> list[list[str]]:
        """Buttons of a phone, row by row, the best first; digits where there are too many values."""
        if self.values:
            buttons = [value.text for value in self.values]
        elif self.kind in {FIVE, POINTS} and self.top - self.bottom < MOST_BUTTONS:
            buttons = [str(point) for point in range(self.top, self.bottom - 1, -1)]
        else:
            buttons = [*"1234567890"] if self.marked else []
        rows = -(-len(buttons) // 5) or 1
        each = -(-len(buttons) // rows)
        return [buttons[at : at + each] for at in range(0, rows * each or 1, each or 1)]

    @property
    def by_digits(self) -> bool:
        """Whether a number is typed digit by digit on a phone too."""
        return self.kind == CRITERIA or (self.kind == POINTS and self.top - self.bottom >= MOST_BUTTONS)

    def page(self) -> dict | None:
        """What the page's program asks of it (docs/journal-grid.md); None for five points."""
        if self.kind in {FIVE, NONE}:
            return None
        if self.values:
            return {"words": [[value.text, value.number, value.tone] for value in self.values]}
        said = {"bottom": self.bottom, "top": self.top, "bands": [float(least) for least in self.bands]}
        return said | {"percent": True} if self.kind == CRITERIA else said

    def refusal(self, most: int | None = None) -> str:
        """What may stand in a cell, as a sentence."""
        if self.values:
            return _("Here stands one of: %(values)s.") % {"values": " ".join(value.text for value in self.values)}
        return _("Here stand points from %(bottom)s to %(top)s.") % {"bottom": self.bottom, "top": most or self.top}

    def listed(self, numbers) -> str:
        """How often each value stands, the best first: `3 т, 1 ж`; what levels have in place of an average."""
        found = list(numbers)
        counts = ((value.text, found.count(value.number)) for value in self.values)
        return " ".join(f"{count}{text}" for text, count in counts if count)


def may_be_values(texts: list[str]) -> None:
    """R1-4.1/2: two to six values, each typed by a key of its own, none read as an absence or as a number."""
    if not 2 <= len(texts) <= 6:
        raise ValidationError(_("Give two to six values, the best one first."), "number")
    for text in texts:
        if not re.fullmatch(r"[^\W_]+[+]?", text) or text != text.lower() or TAKEN.fullmatch(text):
            said = _("“%(text)s” cannot stand in a cell: write small letters that are not н, б, у, о and no digits.")
            raise ValidationError(said % {"text": text}, "text")
    if len(set(texts)) < len(texts):
        raise ValidationError(_("Two values look the same."), "text")


FIVE_POINTS = Scale(None, FIVE)
NO_MARKS = Scale(0, NONE)


def percent(points: int, most: int) -> Decimal:
    """Points of a work in per cent, two decimals, half up."""
    return (Decimal(points) * 100 / most).quantize(Decimal("0.01"), ROUND_HALF_UP)
