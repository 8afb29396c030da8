"""How year and final results are proposed; the school settles what no regulation names (domain facts §2.4). Pure."""

from dataclasses import dataclass
from decimal import Decimal

MEAN, LAST = "mean", "last"
HALF = Decimal("0.50")
MARKED = ("5", "4", "3", "2", "н/а", "осв")
PASSED = ("зч", "нзч", "н/а", "осв")


@dataclass(frozen=True)
class Policy:
    """`round_up`: from which fraction a mean goes up; `passing`: ids of subjects that are passed or not, without marks.

    `texts`: where terms are described in words (unmarked, all), `described`: subjects where they always are.
    `late`: how a mark is changed after the free days (reason, free); `decided`: once the term's results are complete
    (open, reason, locked).
    `year_by`: the mean of the terms, or at the exact half the last term decides. `final_by`: exam, mean or year.
    """

    round_up: Decimal = HALF
    year_by: str = MEAN
    final_by: str = "exam"
    passing: frozenset = frozenset()
    late: str = "reason"
    decided: str = "reason"
    texts: str = "unmarked"
    described: frozenset = frozenset()


def rounded(mean: Decimal, policy: Policy) -> int:
    """A mark from a mean: up from the school's fraction on; never under 2."""
    whole = int(mean)
    return max(2, min(5, whole + (mean - whole >= policy.round_up)))


DEFAULT = Policy()


def proposed(mean: Decimal | None, policy: Policy = DEFAULT) -> int | None:
    """The term mark that the weighted mean hints at; the teacher decides."""
    return None if mean is None else rounded(mean, policy)


def year_mark(terms: list[int], policy: Policy = DEFAULT) -> int | None:
    """R1-4.1/1: the year's mark from the marks of terms or half-years, in their order."""
    if not terms:
        return None
    mean = Decimal(sum(terms)) / len(terms)
    if policy.year_by == LAST and mean % 1 == HALF:
        return int(mean) + (terms[-1] > mean)
    return rounded(mean, policy)
