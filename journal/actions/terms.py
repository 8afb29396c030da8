"""Closing a term and opening it again, with the reason on record (domain facts §2.7)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal import locks, permissions
from journal.models import Closing, Reopening
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import Section, Term


def close_term(term: Term, *, by: User) -> Closing:
    """R1-5.1b: from now on the term's marks change only where a section is opened again."""
    grant = permissions.CLOSE.demand(by)
    if term.starts_on > clock.today():
        raise ValidationError(_("This term has not begun yet."), "future")
    with acting(by, grant=grant):
        locks.close_terms()
        for one in term.ending_together:
            _closing, new = Closing.objects.get_or_create(term=one, reopened_at=None, defaults={"closed_by": by})
            if new:
                record("journal.close_term", one, by=by)
    return Closing.objects.get(term=term, reopened_at=None)


def reopen_term(closing: Closing, *, reason: str, by: User) -> Closing:
    """The whole term opens again; the reason stays with it."""
    grant = permissions.CLOSE.demand(by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the term is opened again.")})
    with acting(by, grant=grant, reason=reason):
        together = closing.term.ending_together
        Closing.objects.filter(term__in=together, reopened_at=None).update(reopened_at=clock.now(), reason=reason)
        record("journal.reopen_term", closing.term, by=by, reason=reason)
    closing.refresh_from_db()
    return closing


def reopen_section(section: Section, term: Term, *, reason: str, until: date, by: User) -> Reopening:
    """One journal of a closed term opens again until a day, on request and with the reason."""
    grant = permissions.CLOSE.demand(by)
    closing = Closing.objects.filter(term=term, reopened_at=None).first()
    if closing is None:
        raise ValidationError(_("This term is not closed."), "open")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the journal is opened again.")})
    if until < clock.today():
        raise ValidationError({"until": _("This day has passed.")})
    with acting(by, grant=grant, reason=reason):
        again = Reopening.objects.create(closing=closing, section=section, reason=reason, until=until, opened_by=by)
        record("journal.reopen_section", section, by=by, term=term.pk, until=until, reason=reason)
    return again
