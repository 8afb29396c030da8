"""Acting in somebody's name, and writing the act into the book."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction

from schoolmis import clock
from schoolmis.audit.models import Entry


@dataclass(frozen=True)
class Actor:
    id: int | None = None
    reason: str = ""
    grant: int | None = None


NOBODY = Actor()
_actor: ContextVar[Actor] = ContextVar("actor", default=NOBODY)
request_id: ContextVar[str] = ContextVar("request_id", default="")


def _announce(actor: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.actor', %s, true), set_config('app.reason', %s, true),"
            " set_config('app.grant', %s, true)",
            [str(actor.id or ""), actor.reason, str(actor.grant or "")],
        )


@contextmanager
def acting(by, reason="", grant=None):
    """Open a transaction whose writes stand in the history under `by`; the former actor returns on leaving.

    `grant` is the access.Grant (or its id) that allowed the act. Outside a transaction SET LOCAL would do nothing.
    """
    outer = _actor.get()
    mine = Actor(by.pk, reason or outer.reason, getattr(grant, "id", grant) or outer.grant)
    nested = connection.in_atomic_block
    token = _actor.set(mine)
    try:
        with transaction.atomic():
            if mine != outer or not nested:
                _announce(mine)
            yield mine
            if nested and mine != outer:
                _announce(outer)
    finally:
        _actor.reset(token)


def current_actor() -> Actor:
    return _actor.get()


def record(act: str, subject=None, *, by, name: str | None = None, **data) -> Entry:
    """Write one act into the book. `data` holds plain values only: ids, dates as text, words."""
    entry = _entry(act, subject, by, name, data)
    entry.save(force_insert=True)
    return entry


def record_all(act: str, subjects, *, by) -> list[Entry]:
    """The same act on many rows, written in a few statements. `subjects`: (row, data) each."""
    entries = [_entry(act, subject, by, None, data) for subject, data in subjects]
    return Entry.objects.bulk_create(entries, batch_size=500)


def _entry(act, subject, by, name, data) -> Entry:
    return Entry(
        at=clock.now(),
        by=by if by.pk else None,
        by_name=by.name if getattr(by, "is_system", False) else str(by),
        act=act,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        subject_name=(str(subject) if name is None else name)[:250] if subject is not None else (name or ""),
        data={key: _plain(value) for key, value in data.items()},
        grant_id=_actor.get().grant,
        request_id=request_id.get(),
    )


def _plain(value):
    return value if isinstance(value, int | float | list | dict | None) else str(value)
