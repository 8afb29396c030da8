"""The academic year that an import fills, and its classes."""

from collections import Counter
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.structure.actions import add_class
from schoolmis.structure.models import AcademicYear, SchoolClass, SchoolProfile


def import_year() -> AcademicYear:
    """The year of today; before the first one begins, the first."""
    today = clock.today()
    begun = AcademicYear.objects.filter(starts_on__lte=today).first()
    year = begun or AcademicYear.objects.order_by("starts_on").first()
    if year is None:
        raise ValidationError(_("The school has no academic year yet: open one first."), "year")
    return year


def day_in(year: AcademicYear) -> date:
    """Today, or the nearest day of the year: whose class and load are compared."""
    return min(max(clock.today(), year.starts_on), year.ends_on)


def grades() -> range:
    school = SchoolProfile.objects.first()
    return range(school.grade_from, school.grade_to + 1) if school else range(1, 12)


def classes_of(year: AcademicYear) -> dict[tuple[int, str], SchoolClass]:
    """(grade, letter) → class. An empty one is a new school's: the file makes its classes."""
    return {(one.grade, one.letter): one for one in SchoolClass.objects.filter(year=year)}


def make_classes(year, wanted, by, *, languages=(), shifts=None) -> dict[tuple[int, str], SchoolClass]:
    """The classes a new school's file names; `languages`: (class, language) of its rows, the commonest wins."""
    spoken: dict = {}
    for one, language in languages:
        if language:
            spoken.setdefault(one, Counter())[language] += 1
    made = {}
    for grade, letter in sorted(wanted):
        facts = {"shift": (shifts or {}).get((grade, letter)) or 1}
        if (grade, letter) in spoken:
            facts["language"] = spoken[grade, letter].most_common(1)[0][0]
        made[grade, letter] = add_class(year, grade, letter, by=by, **facts)
    return made
