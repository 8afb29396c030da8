"""The final state attestation (R7-3.1, domain §2.5): what may be entered, how the final mark is made."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

EXAM, MEAN, YEAR = "exam", "mean", "year"
GRADES = (9, 11, 12)
MARKS = ("2", "3", "4", "5")


def final_mark(year: int | None, exam: int | None, by: str = EXAM) -> int | None:
    """R7-3.1: the final mark from the year's and the exam's; an exam that is failed cannot be made good by the year.

    `by` exam: the exam decides where the two differ by one, else their mean, half up (domain facts §2.4).
    """
    if year is None or exam is None:
        return None
    if exam <= 2:
        return 2
    if by == YEAR:
        return year
    if by == EXAM and abs(year - exam) <= 1:
        return exam
    return int((Decimal(year + exam) / 2).quantize(Decimal(1), ROUND_HALF_UP))


def may_enter(
    text: str, again: str, former: tuple, *, on: date | None, repeat_on: date | None, today: date, appeal: str
):
    """What one line of a protocol may say; `former`: (text, again) stored before. Refused with the field's sentence."""
    if text not in {"", "н", *MARKS} or again not in {"", *MARKS}:
        _refuse("mark", _("“%(text)s” is not a mark.") % {"text": (text if text not in MARKS else again)[:10]})
    if text and on is None:
        _refuse("day", _("Set the day of the exam first: the page “Days and commission”."))
    if text and on > today:
        _refuse("day", _("The day of the exam has not come (R7-3.1)."))
    if again:
        if text not in {"н", "2"}:
            _refuse("repeat", _("The repeat day is for those who were absent or failed."))
        if repeat_on is None or repeat_on > today:
            _refuse("repeat_day", _("The repeat day has not come."))
    changes = any(old and old != new for old, new in zip(former, (text, again), strict=True))
    if changes and not appeal.strip():
        _refuse("appeal", _("A mark of the protocol changes only by an appeal or a correction: write the remark."))


def may_take_off(*, compulsory: bool, result: bool, protocol: bool) -> None:
    """R7-3.1: off the list of an exam by choice, while neither the student's result nor the exam's protocol stands."""
    if compulsory:
        _refuse("compulsory", _("This exam is compulsory for all who are admitted."))
    if result:
        _refuse("result", _("This student has a result of this exam already and stays on the list."))
    if protocol:
        _refuse("protocol", _("Marks of this exam are entered: its protocol stands, and nobody is taken off the list."))


def counted(text: str, again: str) -> tuple[int | None, str]:
    """(mark, code) as a result: of the repeat day where there is one, «н/а» for who came on neither."""
    told = again or text
    return (int(told), "") if told in MARKS else (None, "na" if told == "н" else "")


def _refuse(code, sentence):
    raise ValidationError(sentence, code)
