"""Whose a stored file is: each app says which of its rows hold files, and who may open them."""

from collections.abc import Callable

_owners: list[tuple[Callable, object]] = []


def owner(find: Callable, permission) -> None:
    """`find(stored) -> the row that holds the file, or None`; `permission.allows(user, row)` opens the file.

    Registered from an app's `ready()`. A file that no row holds opens to nobody.
    """
    _owners.append((find, permission))


def may_open(user, stored) -> bool:
    for find, permission in _owners:
        row = find(stored)
        if row is not None and permission.allows(user, row):
            return True
    return False
