"""The table of sanitary norms is the school's own."""

from journal import permissions
from journal.models import SanitaryNorm
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record


def set_norm(norm: SanitaryNorm, *, by: User) -> SanitaryNorm:
    """R1-4.1/2: a norm is added or changed; timetables are warned by it from now on."""
    grant = permissions.TIMETABLE.demand(by)
    with acting(by, grant=grant):
        norm.full_clean()
        norm.save()
        record("journal.set_norm", norm, by=by, grades=norm.grades, value=norm.value)
    return norm


def drop_norm(norm: SanitaryNorm, *, by: User) -> None:
    grant = permissions.TIMETABLE.demand(by)
    with acting(by, grant=grant):
        record("journal.drop_norm", norm, by=by, grades=norm.grades, value=norm.value)
        norm.delete()
