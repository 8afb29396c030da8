"""Reading a result as people write it: 2–5, «н/а», «осв», «зч», «нзч», in either language."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = {
    "na": ("н/а", "на", "н а", "н.а.", "n/a", "аттестацияланган эмес", "не аттестован", "не аттестована"),
    "exempt": ("осв", "осв.", "бош", "бошотулган", "освобожден", "освобождена", "освобождён"),
    "pass": ("зч", "зачет", "зачёт", "зач"),
    "fail": ("нзч", "незачет", "незачёт", "н/зч", "не зачет"),
}
CODES = {word: code for code, words in WORDS.items() for word in words}
EMPTY = {"", "-", "–", "—"}


def read_result(text) -> tuple[int | None, str]:
    """(mark or None, code or ""); a ValidationError for what is neither."""
    told = " ".join(str(text if text is not None else "").strip().lower().split())
    if told.endswith(".0"):
        told = told[:-2]
    if told in EMPTY:
        return None, ""
    if told in {"2", "3", "4", "5"}:
        return int(told), ""
    if told in CODES:
        return None, CODES[told]
    raise ValidationError(_("“%(text)s” is not a mark.") % {"text": str(text)[:10]}, "text")
