"""A permission is declared once, where it belongs, and everything reads that declaration (R3-5.1b)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from schoolmis.access.grants import Grant, grants_of
from schoolmis.access.roles import Role

registry: dict[str, "Permission"] = {}


class Denied(PermissionDenied):
    """Not allowed, with the reason for the reader; answered with 403."""


@dataclass(frozen=True)
class Decision:
    ok: bool
    grant: Grant | None = None
    reason: str = ""

    def __bool__(self):
        return self.ok


@dataclass(frozen=True)
class Own:
    """A reach: the rows that hang on the grant's class, section or student.

    `lookup` is the path from the permission's model to it, or a callable giving a Q from the ids.
    """

    kind: str
    lookup: str | Callable

    def q(self, ids) -> Q:
        return self.lookup(ids) if callable(self.lookup) else Q(**{f"{self.lookup}__in": ids})

    def covers(self, ids, obj) -> bool:
        if not callable(self.lookup) and "__" not in self.lookup:
            return (obj.pk if self.lookup == "pk" else getattr(obj, f"{self.lookup}_id")) in ids
        return type(obj)._default_manager.filter(self.q(ids), pk=obj.pk).exists()


EVERYWHERE = None


@dataclass(frozen=True, eq=False)
class Permission:
    code: str
    title: str
    roles: dict[Role, Own | None]
    clause: str = ""
    by_standing: ClassVar = True  # without a row the answer depends on the user's roles alone; see ui/menu.py

    def grants(self, user) -> list[Grant]:
        return [grant for grant in grants_of(user) if grant.role in self.roles]

    def allows(self, user, obj=None) -> Decision:
        """May `user` do this at all, or to `obj`? The decision names the grant, or says why not."""
        for grant in (mine := self.grants(user)):
            reach = self.roles[grant.role]
            if obj is None or reach is EVERYWHERE:
                return Decision(True, grant)
        for role in {grant.role for grant in mine}:
            reach, of_role = self.roles[role], [grant for grant in mine if grant.role == role]
            ids = {getattr(grant, reach.kind) for grant in of_role} - {None}
            if ids and reach.covers(ids, obj):
                named = (grant for grant in of_role if len(ids) == 1 or self._names(reach, grant, obj))
                return Decision(True, next(named, of_role[0]))
        if mine:
            reason = _("Your right “%(title)s” does not reach this.")
        else:
            reason = _("This needs the right “%(title)s”; an order of the director gives it.")
        return Decision(False, reason=reason % {"title": self.title})

    @staticmethod
    def _names(reach, grant, obj) -> bool:
        plain = not callable(reach.lookup) and "__" not in reach.lookup
        return plain and reach.covers({getattr(grant, reach.kind)}, obj)

    def demand(self, user, obj=None) -> Grant:
        decision = self.allows(user, obj)
        if not decision:
            raise Denied(decision.reason)
        return decision.grant

    def visible(self, user, queryset):
        """`queryset` narrowed to what `user` may do this to; nothing by default."""
        reachable, mine = Q(pk__in=[]), self.grants(user)
        for role in {grant.role for grant in mine}:
            reach = self.roles[role]
            if reach is EVERYWHERE:
                return queryset
            reachable |= reach.q({getattr(grant, reach.kind) for grant in mine if grant.role == role} - {None})
        return queryset.filter(reachable)

    def get(self, user, queryset, **lookup):
        """The one row of `queryset` that `user` may do this to, or 404: what is not visible does not exist."""
        if not self.reaches(user, lookup.get("pk")):
            queryset = self.visible(user, queryset).distinct()
        try:
            return queryset.get(**lookup)
        except queryset.model.DoesNotExist:
            raise missing() from None

    def reaches(self, user, pk) -> bool:
        """A grant reaches everywhere, or names this very row: the database need not be asked who sees it."""
        if pk is None:
            return False
        reaches = ((grant, self.roles[grant.role]) for grant in self.grants(user))
        return any(
            reach is EVERYWHERE or (reach.lookup == "pk" and getattr(grant, reach.kind) == pk)
            for grant, reach in reaches
        )


def missing() -> Http404:
    return Http404(_("There is no such page, or it is not yours to see."))


def permit(code: str, title, roles, *, clause="", kind=Permission) -> Permission:
    """Declare a permission. `roles` maps a Role to its reach (EVERYWHERE or Own), or lists roles without a limit.

    `kind`: a Permission with a reach of its own beside the grants.
    """
    if code in registry:
        raise ValueError(f"{code} is declared twice")
    reach = roles if isinstance(roles, dict) else dict.fromkeys(roles, EVERYWHERE)
    registry[code] = kind(code, title, reach, clause)
    return registry[code]
