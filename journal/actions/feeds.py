"""The own calendar address: made, made anew, switched off (R1-2.2c)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal import permissions
from journal.feeds.tokens import new_salt
from journal.models import CalendarAddress
from journal.models.feeds import LANGUAGES
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record


def make_calendar_address(*, by: User, language: str = "ky") -> CalendarAddress:
    """R1-2.2c: a reader gets an address for the own calendar program; the former one opens nothing any more."""
    grant = permissions.CALENDAR.demand(by)
    with acting(by, grant=grant):
        fresh = {"salt": new_salt(), "made_at": clock.now(), "closed_at": None, "language": _known(language)}
        address, _is_new = CalendarAddress.objects.update_or_create(user=by, defaults=fresh)
        record("journal.make_calendar_address", address, by=by)
    return address


def change_calendar_language(address: CalendarAddress, language: str, *, by: User) -> None:
    grant = permissions.CALENDAR.demand(by)
    with acting(by, grant=grant):
        CalendarAddress.objects.filter(user=by, pk=address.pk).update(language=_known(language))
        record("journal.change_calendar_language", address, by=by, language=language)


def close_calendar_address(*, by: User) -> None:
    """The address opens nothing until a new one is made."""
    grant = permissions.CALENDAR.demand(by)
    with acting(by, grant=grant):
        if not CalendarAddress.objects.filter(user=by, closed_at=None).update(closed_at=clock.now()):
            raise ValidationError(_("There is no address to switch off."), "state")
        record("journal.close_calendar_address", CalendarAddress.objects.get(user=by), by=by)


def _known(language: str) -> str:
    if language not in dict(LANGUAGES):
        raise ValidationError(_("Choose a language."), "language")
    return language
