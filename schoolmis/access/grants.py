"""Where rights come from: sources registered by the apps that know orders, loads, guardians and enrolments."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast

from schoolmis import clock
from schoolmis.access.roles import Role

_sources = []
FIELDS = ("role", "id", "order", "school_class", "section", "student")


@dataclass(frozen=True)
class Grant:
    """One right in force today: a role, where it reaches, and the order (or link) that gives it."""

    role: str
    id: int | None = None
    order: int | None = None
    school_class: int | None = None
    section: int | None = None
    student: int | None = None


def source(function):
    """Register `function(user, today) -> queryset` made by `rows()`; all sources are read in one statement."""
    _sources.append(function)
    return function


def rows(queryset, *, role=None, **fields):
    """A queryset as rows of Grant: each keyword names the lookup that gives the field; missing ones are null."""
    columns = {
        "g_role": F(role)
        if isinstance(role, str) and not isinstance(role, Role)
        else Value(str(role.value), CharField())
    }
    for name in FIELDS[1:]:
        lookup = fields.get(name)
        columns[f"g_{name}"] = (
            F(lookup) if lookup else Cast(None, BigIntegerField())
        )  # a bare NULL is text in a union of three
    return queryset.order_by().annotate(**columns).values_list(*columns)


def grants_of(user) -> tuple[Grant, ...]:
    """All grants of `user` in force today; read once per request, so a revoked one ends with the next."""
    if not user.is_authenticated or not user.is_active:
        return ()
    found = getattr(user, "_grants", None)
    if found is None:
        first, *rest = [make(user, clock.today()) for make in _sources]
        found = user._grants = tuple(Grant(*row) for row in first.union(*rest, all=True))
    return found


def roles_of(user) -> set[str]:
    return {grant.role for grant in grants_of(user)}
