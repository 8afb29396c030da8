"""Rows that a reader may see, by a statement composed once per process: composing one costs ten times what it takes."""

from functools import lru_cache
from types import SimpleNamespace

from django.core.exceptions import EmptyResultSet
from django.db import connection

from schoolmis.access.grants import Grant
from schoolmis.access.permission import Permission

FIRST = -(2**62)  # stand-ins of numbers, which no row has


def rows(permission: Permission, user, make, *numbers: int) -> list[tuple]:
    """Rows of `make(*numbers)`, a queryset of values, narrowed as `permission.visible` narrows it.

    `make` is called with stand-ins, which it only compares with columns. The permission's own declaration composes
    the statement, once for each shape of the rights: which roles, with how many classes, sections or students.
    """
    if type(permission) is not Permission:
        raise TypeError(f"{permission.code} looks at its reader: a statement for it cannot be kept.")
    reach = {}
    for grant in permission.grants(user):
        limit = permission.roles[grant.role]
        reach.setdefault(grant.role, set()).update({getattr(grant, limit.kind)} - {None} if limit else ())
    if not reach:
        return []
    shape = tuple(sorted((role, len(ids)) for role, ids in reach.items()))
    try:
        statement, values = _statement(permission, make, len(numbers), shape)
    except EmptyResultSet:  # the rights reach no row at all
        return []
    actual = [*numbers, *(one for role, _many in shape for one in sorted(reach[role]))]
    stands = {FIRST + place: value for place, value in enumerate(actual)}
    with connection.cursor() as cursor:
        cursor.execute(statement, [stands.get(value, value) for value in values])
        return cursor.fetchall()


@lru_cache(maxsize=300)
def _statement(permission, make, count, shape):
    numbers = iter(range(FIRST, FIRST + count + sum(many for _role, many in shape)))
    given = [next(numbers) for _ in range(count)]
    grants = []
    for role, many in shape:
        limit = permission.roles[role]
        grants += [Grant(role, **{limit.kind: next(numbers)}) for _ in range(many)] if limit and many else [Grant(role)]
    reader = SimpleNamespace(is_authenticated=True, is_active=True, _grants=tuple(grants))
    return permission.visible(reader, make(*given)).query.get_compiler(connection=connection).as_sql()
