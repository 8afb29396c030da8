"""Which academic year pages show."""

from schoolmis import clock
from schoolmis.structure.models import AcademicYear


def year_shown() -> AcademicYear | None:
    """Today's year, or the last one that has begun; before the first begins, the newest."""
    return AcademicYear.objects.filter(starts_on__lte=clock.today()).first() or AcademicYear.objects.first()
