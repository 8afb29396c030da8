"""Results of a term that was kept on paper before the program."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal import locks, permissions
from journal.models import Closing
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.structure.models import Term
from students.actions.results import write_results
from students.models import Result


def past_terms():
    """Terms and half-years that are over and not closed."""
    closed = Closing.objects.filter(reopened_at=None).values("term")
    return Term.periods.filter(ends_on__lt=clock.today()).exclude(pk__in=closed)


def none_open() -> ValidationError:
    return ValidationError(_("There is no past term that is open: a closed one is opened again first."), "term")


def set_past_results(term: Term, classes: dict, sent: list[tuple], *, by: User) -> int:
    """R1-4.1/1: results of a term that is over and open, for whole classes; how many were written.

    `classes`: {student: class}; `sent`: [(student, subject, text, version)].
    """
    grant = permissions.IMPORT_TERM.demand(by)
    with acting(by, grant=grant):
        locks.hold_terms()
        if not past_terms().filter(pk=term.pk).exists():
            raise none_open()
        return write_results(term.year, classes, Result.Period.TERM, sent, by, term=term)
