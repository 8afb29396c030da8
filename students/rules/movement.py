"""Who may come, move, leave and come back (R7). Pure: days, grades and words in, a ValidationError out."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from students.grounds import Ground

YOUNGEST = 6
BASIC, SECONDARY = 9, 11
YEAR = timedelta(days=366)


def age_on(born_on: date, day: date) -> int:
    """Whole years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def old_enough(born_on: date | None, on: date, grade: int) -> None:
    """A child is taken into grade 1 and above from six years of age; an unknown birth date is asked for elsewhere."""
    if born_on and grade >= 1 and age_on(born_on, on) < YOUNGEST:
        raise ValidationError(
            {
                "born_on": ValidationError(
                    _("The child is under %(age)s on %(day)s: school begins at %(age)s.")
                    % {"age": YOUNGEST, "day": f"{on:%d.%m.%Y}"},
                    "young",
                )
            }
        )


def within_year(on: date, first: date, last: date, name: str) -> None:
    """A place in a class is a place in its academic year; before the year begins an order may already name its day."""
    if not first <= on <= last:
        raise ValidationError(
            _("%(day)s is outside the academic year of class %(class)s (R7-3).")
            % {"day": f"{on:%d.%m.%Y}", "class": name},
            "year",
        )


def may_transfer(now, target, starts_on: date | None, on: date) -> None:
    """R7-2.6: a student moves to another class of the same grade and year; the grade changes by promotion.

    `now` and `target` are (class id, year id, grade), `now` None without a place; `starts_on` is its first day.
    """
    if now is None:
        raise ValidationError(
            _("The student is in no class on this day: admit or restore the student first (R7-3)."), "nowhere"
        )
    if now[0] == target[0]:
        raise ValidationError(_("The student is in this class already (R7-2.6)."), "same")
    if now[1] != target[1] or now[2] != target[2]:
        raise ValidationError(
            _("A transfer is to a class of the same grade and year; the grade changes only by promotion (R7-2.6)."),
            "grade",
        )
    if starts_on and on <= starts_on:
        raise ValidationError(
            _("The student came into the present class on %(day)s: the transfer is later (R7-2.6).")
            % {"day": f"{starts_on:%d.%m.%Y}"},
            "early",
        )


def not_far(ordered_on: date, on: date) -> None:
    """R7-3: an order is about the year that goes on or the next; a day beyond is a slip of the pen."""
    if on - ordered_on > YEAR:
        raise ValidationError(
            _("The day %(day)s is more than a year after the order of %(order)s: set the day anew (R7-3).")
            % {"order": f"{ordered_on:%d.%m.%Y}", "day": f"{on:%d.%m.%Y}"},
            "far",
        )


def in_time(ordered_on: date, on: date, *, last: bool = False) -> None:
    """An order takes effect on its own day or later: nobody is moved backwards (R7-3).

    `last`: `on` is the last day of what ends, which may be the one before the order.
    """
    not_far(ordered_on, on)
    if on < ordered_on - timedelta(days=last):
        raise ValidationError(
            _("The order is of %(order)s and cannot take effect on %(day)s, before it: set the day anew (R7-3).")
            % {"order": f"{ordered_on:%d.%m.%Y}", "day": f"{on:%d.%m.%Y}"},
            "backwards",
        )


def may_leave(
    starts_on: date | None, on: date, ground: str, *, grade: int | None = None, went_to="", last_seen=None
) -> None:
    """R7-3: a student leaves only on the regulation's grounds; its documents are demanded by rules.papers.

    R7-3.1: on completing basic or secondary school; R7-3.3 … R7-3.5 and life outside them: basic education is
    compulsory, so the school asks where to. `last_seen`: the last day on which the journal knows the student.
    """
    if starts_on is None:
        raise ValidationError(_("The student is not on the roll on this day (R7-3)."), "left")
    if on < starts_on:
        raise ValidationError(
            _("The student came on %(day)s and cannot leave before (R7-3).") % {"day": f"{starts_on:%d.%m.%Y}"}, "early"
        )
    if ground not in Ground.values:
        raise ValidationError(
            {"ground": ValidationError(_("A student leaves on one of the grounds of the regulation (R7-3)."), "ground")}
        )
    ends_at = {Ground.BASIC: BASIC, Ground.SECONDARY: SECONDARY}.get(ground)
    if ends_at and grade is not None and grade < ends_at:
        raise ValidationError(
            {
                "ground": ValidationError(
                    _("This ground is for students of grade %(grade)s (R7-3.1).") % {"grade": ends_at}, "grade"
                )
            }
        )
    compulsory = grade is None or grade <= BASIC
    if (ground in (Ground.MOVED, Ground.SCHOOL) or (compulsory and not ends_at)) and not went_to.strip():
        raise ValidationError(
            {
                "went_to": ValidationError(
                    _("Write where the student goes: basic education is compulsory (R7-3)."), "went_to"
                )
            }
        )
    if last_seen and on < last_seen:
        raise ValidationError(
            _("The journal knows the student on %(day)s: the last day is not before it (R7-3).")
            % {"day": f"{last_seen:%d.%m.%Y}"},
            "seen",
        )


def may_return(left_on: date | None, on: date, before: tuple | None, now: tuple, covered: bool = False) -> None:
    """R7-4.3, R7-4.4: who left is restored whatever the reason and length of the break, to that grade and programme.

    `left_on` is the first day off the roll; `before`, `now`: (programme in years, grade); `covered`: papers of the
    other school show the grades between, so that another grade is right.
    """
    if left_on is None:
        raise ValidationError(_("This student has never left: there is nothing to restore (R7-4.1)."), "never")
    if on < left_on:
        raise ValidationError(
            _("The student is on the roll until %(day)s (R7-4.1).") % {"day": f"{left_on:%d.%m.%Y}"}, "early"
        )
    if before is None:
        return
    if before[0] != now[0]:
        raise ValidationError(_("A student is restored to the same programme (R7-4.4)."), "programme")
    if before[1] != now[1] and not covered:
        raise ValidationError(
            _("A student is restored to grade %(grade)s, or by papers of the other school to theirs (R7-4.4).")
            % {"grade": before[1]},
            "grade",
        )


def debts_have_a_day(owed: bool, due: date | None, on: date) -> None:
    """R7-4.3: who comes back with debts clears them by a set day, whatever the reason and length of the break."""
    if owed and due is None:
        raise ValidationError(_("The student left with debts: set the day by which they are cleared (R7-4.3)."), "due")
    if owed and due <= on:
        raise ValidationError(_("The day of clearing the debts is after the return (R7-4.3)."), "due")
