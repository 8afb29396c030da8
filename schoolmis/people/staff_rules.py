"""Pure rules of the staff file: experience in years, what a written education or category means, what runs out."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis.people.names import fold

EDUCATION = (
    ("incomplete", ("бутпогон жогорку", "толук эмес жогорку", "незаконч", "неоконч", "неполное высш")),
    ("special", ("орто атайын", "орто кесип", "атайын орто", "средне спец", "среднее спец", "средне проф", "ср спец")),
    ("higher", ("жогорку", "высш", "бакалавр", "магистр", "специалист")),
    ("secondary", ("орто", "жалпы орто", "средн", "полное средн")),
)
CATEGORY = (
    ("highest", ("жогорку", "высш")),
    ("first", ("биринчи", "1 категория", "перв", "i категория", "1", "i")),
    ("second", ("экинчи", "2 категория", "втор", "ii категория", "2", "ii")),
)
SOON = 90
"""Days before its end at which a category or a document is told to be running out."""


def years_at(figure: int | None, as_of: date | None, day: date, left_on: date | None = None) -> int | None:
    """Full years of experience on `day` from a figure counted on `as_of`; they stop growing where the work ended.

    A figure without its day stays as it was written.
    """
    if figure is None or as_of is None:
        return figure
    until = min(day, left_on) if left_on else day
    if until <= as_of:
        return figure
    return figure + until.year - as_of.year - ((until.month, until.day) < (as_of.month, as_of.day))


def may_have_worked(total: int | None, teaching: int | None, age: int | None) -> None:
    """R5-3f: experience in the speciality is a part of the whole; nobody has worked before fourteen."""
    if total is not None and teaching is not None and teaching > total:
        raise ValidationError(
            _("Pedagogical experience is a part of the whole: it is not longer than it."), "experience_teaching"
        )
    if age is not None and total is not None and total > max(0, age - 14):
        raise ValidationError(_("A person of %(age)s cannot have so many years of work.") % {"age": age}, "experience")


def code_of(text: str, table) -> str:
    """The code of what a list says in words: "" where it says nothing that is known."""
    words = fold(text).strip(" .")
    for code, starts in table:
        if any(words == start if len(start) < 3 else words.startswith(start) for start in starts):
            return code
    return ""


def education_of(text: str) -> str:
    return code_of(text, EDUCATION)


def category_of(text: str) -> str:
    return code_of(text, CATEGORY)


def in_order(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise ValidationError(_("The last day comes before the first one."), "order")


def runs_out(until: date | None, today: date, soon: int = SOON) -> str:
    """ "over", "soon" or "": how a term that ends on `until`, that day within, stands today."""
    if until is None:
        return ""
    if until < today:
        return "over"
    return "soon" if (until - today).days <= soon else ""
