"""What is done with rights outside orders: which roles must sign in with a second step."""

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import transaction

from schoolmis.access import permissions
from schoolmis.access.models import SecondFactor
from schoolmis.access.roles import Role
from schoolmis.audit.book import acting, record

CACHE = "second-factor"


def require_second_factor(role: Role, *, on: bool, by) -> None:
    """R1-3.1e, R3-3e: holders of `role` must (or need not) have a second step; asked for with their next request."""
    grant = permissions.SECOND_FACTOR.demand(by)
    with acting(by, grant=grant):
        if on:
            _row, changed = SecondFactor.objects.get_or_create(role=role)
        else:
            changed, _rows = SecondFactor.objects.filter(role=role).delete()
        if changed:
            record("access.second_factor", by=by, name=role.label, role=role.value, on=int(on))
            transaction.on_commit(lambda: cache.delete(CACHE))


def drop_second_factor(user, *, by) -> None:
    """A lost phone: the holder signs in with the password alone and, where the role asks for it, sets it up anew."""
    grant = permissions.SECOND_FACTOR.demand(by)
    with acting(by, grant=grant):
        removed, _rows = Authenticator.objects.filter(user_id=user.pk).delete()
        if removed:
            record("access.drop_second_factor", user, by=by)
