"""What a student's rows say to a movement: asked beside the draft, and again by the act under its lock (R7)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis.structure.models import SchoolClass
from students.actions.debts import owed_by
from students.grounds import Ground
from students.models import Enrolment, Placement, Student
from students.papers import Paper
from students.rules import movement, study

READ = "enrolments", "placements__school_class", "study_forms"
"""What these questions read of many students, to be prefetched."""


def _on(rows, day):
    return next((row for row in rows if row.starts_on <= day and (row.ends_on is None or day < row.ends_on)), None)


def _lasting(rows) -> list:
    """Without those that a revocation ended before they began."""
    return sorted((row for row in rows.all() if row.ends_on != row.starts_on), key=lambda row: row.starts_on)


def free(spells, on: date) -> None:
    """No row goes on at `on` or begins later."""
    if any(spell.ends_on is None or spell.ends_on > on for spell in spells):
        raise ValidationError(_("This student is on the roll on these days already (R7-3)."), "enrolled")


def may_be_new(student: Student, on: date) -> None:
    """Who has been here before is not admitted."""
    spells = _lasting(student.enrolments)
    free(spells, on)
    if spells:
        raise ValidationError(
            _("This student has been here before: the student is restored, not admitted (R7-4.1)."), "before"
        )


def may_sit(student: Student, school_class: SchoolClass, ordered_on: date, on: date) -> None:
    """R7-3: of whoever is admitted: the day, the age, the class."""
    movement.in_time(ordered_on, on)
    movement.old_enough(student.person.born_on, on, school_class.grade)
    movement.within_year(on, school_class.year.starts_on, school_class.year.ends_on, str(school_class))


def may_be_admitted(student: Student, school_class: SchoolClass, ordered_on: date, on: date) -> None:
    may_be_new(student, on)
    may_sit(student, school_class, ordered_on, on)


def may_be_transferred(student: Student, school_class: SchoolClass, ordered_on: date, on: date) -> Placement:
    """R7-2.6; the present place, which ends."""
    movement.in_time(ordered_on, on)
    now = _on(student.placements.all(), on)
    movement.may_transfer(
        now and (now.school_class_id, now.school_class.year_id, now.school_class.grade),
        (school_class.pk, school_class.year_id, school_class.grade),
        now and now.starts_on,
        on,
    )
    if now.ends_on:
        raise ValidationError(
            _("The present place ends on %(day)s already (R7-2.6).") % {"day": f"{now.ends_on:%d.%m.%Y}"}, "ends"
        )
    return now


def may_be_released(
    student: Student, ground: Ground | str, went_to: str, last_seen: date | None, ordered_on: date, on: date
) -> Enrolment:
    """R7-3; the stay that ends with `on`. `last_seen`: the last day on which the journal knows the student."""
    spell, place = _on(student.enrolments.all(), on), _on(student.placements.all(), on)
    movement.in_time(ordered_on, on, last=True)
    movement.may_leave(
        spell and spell.starts_on,
        on,
        ground,
        grade=place and place.school_class.grade,
        went_to=went_to,
        last_seen=last_seen,
    )
    if spell.ends_on:
        raise ValidationError(_("Another order ends the stay of this student already (R7-3)."), "ends")
    if any(one.starts_on > on for one in _lasting(student.placements)):
        raise ValidationError(_("The student moves to another class later: revoke that order first (R7-3)."), "later")
    return spell


def may_be_restored(
    student: Student, school_class: SchoolClass, given: list, debts_due: date | None, ordered_on: date, on: date
) -> tuple[Enrolment, bool]:
    """R7-4; the stay before, and whether there are debts to be cleared. `given`: the documents written out."""
    movement.in_time(ordered_on, on)
    spells, places = _lasting(student.enrolments), _lasting(student.placements)
    free(spells, on)
    last, place = spells[-1] if spells else None, places[-1] if places else None
    movement.may_return(
        last and last.ends_on,
        on,
        place and (place.school_class.programme, place.school_class.grade),
        (school_class.programme, school_class.grade),
        covered=any(one["code"] == Paper.RECORD for one in given),
    )
    movement.within_year(on, school_class.year.starts_on, school_class.year.ends_on, str(school_class))
    owed = owed_by(student).exists()
    movement.debts_have_a_day(owed, debts_due, on)
    return last, owed


def may_study(student: Student, form: str, until: date | None, ordered_on: date, on: date):
    """R7-2.3, R7-2.5; the form in force, which ends."""
    movement.in_time(ordered_on, on)
    spell, now = _on(student.enrolments.all(), on), _on(student.study_forms.all(), on)
    later = any(one.starts_on > on for one in _lasting(student.study_forms))
    study.may_study(spell and spell.starts_on, on, until, form, now and (now.form, now.starts_on), later)
    return now
