"""What is done with notices: sent, seen."""

import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.audit.book import acting, record
from schoolmis.notices import channels, delivery, permissions
from schoolmis.notices.models import Notice, Rest

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Telling:
    """What is told to `users`: plain values for the kind's sentence; `about`: the person it tells of."""

    users: list
    data: dict
    url: str = ""
    about: object = None


def notify(users, kind: str, *, by=None, url="", about=None, **data) -> list[Notice]:
    """Tell each of `users` once."""
    return notify_each(kind, [Telling(users, data, url, about)], by=by)


@transaction.atomic
def notify_each(kind: str, tellings, *, by=None) -> list[Notice]:
    """Many are told, each of something else, in as many statements as one."""
    made = []
    for one in tellings:
        data, by_id = _in_both(one.data), {user.pk: user for user in one.users}
        row = {"kind": kind, "url": one.url, "made_by": by, "about": one.about, "data": data}
        made += [Notice(user=user, **row) for user in by_id.values()]
    made = Notice.objects.bulk_create(made)
    delivery.put_off(made)
    transaction.on_commit(lambda: _send(made))
    return made


def _in_both(data) -> dict[str, str]:
    """What is named differently in Russian is kept so too: the reader's language is not the writer's."""
    with translation.override("ky"):
        told = {key: str(value) for key, value in data.items()}
    with translation.override("ru"):
        russian = {key: str(value) for key, value in data.items()}
    return told | {f"{key}_ru": said for key, said in russian.items() if said != told[key]}


def _send(made):
    cache.delete_many(count_key(notice.user_id) for notice in made)
    for channel in channels.every():
        try:
            channel(made)
        except Exception:
            log.exception("a notice channel failed")


def set_rest(*, version: int, by, **facts) -> Rest:
    """R1-2.2d: when nobody is written to outside the program; what waits already keeps its hour.

    `version` is what the reader saw; whoever saves later is refused.
    """
    grant = permissions.REST.demand(by)
    with acting(by, grant=grant):
        rest, _made = Rest.objects.select_for_update().get_or_create(pk=1)
        if rest.version != version:
            raise ValidationError(_("Somebody has changed this meanwhile. Look at it again."), "version")
        for name, value in facts.items():
            setattr(rest, name, value)
        rest.version += 1
        rest.full_clean()
        rest.save()
        record("notices.set_rest", by=by, name=str(rest), days_off=rest.days_off)
    return rest


def see_all(*, by) -> None:
    """Everything the reader has been told is seen."""
    Notice.objects.filter(user=by, seen_at=None).update(seen_at=clock.now())
    cache.delete(count_key(by.pk))


def count_key(user_id) -> str:
    return f"notices-{user_id}"


def unseen(user) -> int | None:
    """How many notices wait, for the menu; at most 20 seconds old, None for none."""
    return (
        cache.get_or_set(count_key(user.pk), lambda: Notice.objects.filter(user=user, seen_at=None).count(), 20) or None
    )
