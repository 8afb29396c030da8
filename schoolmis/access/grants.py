"""Where rights come from: sources registered by the apps that know orders, loads, guardians and enrolments."""

from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from operator import or_

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast

from schoolmis import clock
from schoolmis.access.roles import Role

_sources = []
FIELDS = ("role", "id", "order", "school_class", "section", "student", "number", "first", "until")
DAYS = ("first", "until")


@dataclass(frozen=True)
class Grant:
    """One right in force today: a role, where it reaches, and the order (or link) that gives it.

    A substitute's right has days, from `first` up to but not on `until`, and may be of one lesson's `number`: what was
    written on other days is not its matter.
    """

    role: str
    id: int | None = None
    order: int | None = None
    school_class: int | None = None
    section: int | None = None
    student: int | None = None
    number: int | None = None
    first: date | None = None
    until: date | None = None

    def covers(self, day: date, number: int) -> bool:
        """Whether lesson `number` of `day` is within the days of the right; one without days holds all of them."""
        return self.first is None or (self.first <= day < self.until and self.number in (None, number))


def source(function):
    """Register `function(user, today) -> queryset` made by `rows()`; all sources are read in one statement.

    It is called once per process with stand-ins: both are only compared with columns, never looked at.
    """
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
        nothing = DateField() if name in DAYS else BigIntegerField()
        columns[f"g_{name}"] = F(lookup) if lookup else Cast(None, nothing)  # a bare NULL is text in a union of three
    return queryset.order_by().annotate(**columns).values_list(*columns)


def grants_of(user) -> tuple[Grant, ...]:
    """All grants of `user` in force today; read once per request, so a revoked one ends with the next."""
    if not user.is_authenticated or not user.is_active:
        return ()
    found = getattr(user, "_grants", None)
    if found is None:
        actual = {_NOBODY: user.pk, _NEVER: clock.today()}
        statement, values = _statement(tuple(_sources))
        with connection.cursor() as cursor:
            cursor.execute(statement, [actual.get(value, value) for value in values])
            found = user._grants = tuple(Grant(*row) for row in cursor.fetchall())
    return found


# Stand-ins for the reader and the day, which no row has.
_NOBODY = -(2**62)
_NEVER = date(1, 2, 3)


@cache
def _statement(sources):
    """The union of all sources, composed once per process: composing it costs ten times what the database needs."""
    nobody = get_user_model()(pk=_NOBODY)
    first, *rest = [make(nobody, _NEVER) for make in sources]
    return first.union(*rest, all=True).query.get_compiler(connection=connection).as_sql()


def holders(role) -> Exists:
    """Whether a user of the outer query has `role` today; for counting, not for rights."""
    sources = (make(OuterRef("pk"), clock.today()) for make in _sources)
    return reduce(or_, (Exists(rows.filter(g_role=role)) for rows in sources))


def roles_of(user) -> set[str]:
    return {grant.role for grant in grants_of(user)}
