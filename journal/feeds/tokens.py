"""The secret of a calendar's address: told to its owner, known again, kept nowhere."""

from base64 import urlsafe_b64encode

from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from journal.models import CalendarAddress


def new_salt() -> str:
    return get_random_string(43)


def token(address: CalendarAddress) -> str:
    """Number of the row and 256 bits that only this installation's key makes."""
    told = salted_hmac("journal.calendar", f"{address.pk}:{address.salt}", algorithm="sha256").digest()
    return f"{address.pk}-{urlsafe_b64encode(told).decode().rstrip('=')}"


def address_of(text: str) -> CalendarAddress | None:
    """The address in use that the secret opens."""
    number, _dash, _rest = text.partition("-")
    if not number.isdecimal() or len(number) > 18:
        return None
    found = CalendarAddress.objects.select_related("user").filter(pk=number, closed_at=None).first()
    return found if found and constant_time_compare(token(found), text) else None
