"""Ways a notice goes out beside the list in the program, which is the record. None is needed."""

import json
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

_channels = []
_outer = {}


def register(function):
    """Register `function(notices)`, called after the commit; a fault in it never undoes what the notice is about."""
    _channels.append(function)
    return function


def every():
    return tuple(_channels)


def outer_channel(code: str):
    """Register `function(notice)`, called by the worker in the reader's language and again when it raises."""

    def put(function):
        _outer[code] = function
        return function

    return put


def outer() -> dict:
    """The outer channels that this school has switched on: by default nothing leaves the program."""
    return {code: _outer[code] for code in settings.NOTICE_CHANNELS if code in _outer}


def names() -> dict:
    """{code: the channel in words}, of those the program has."""
    known = {"email": _("e-mail"), "file": _("a file for a gateway"), "console": _("the console")}
    return {code: known.get(code, code) for code in _outer}


@outer_channel("console")
def to_console(notice):
    print(_line(notice), flush=True)


@outer_channel("file")
def to_file(notice):
    """One line of JSON a notice, for a gateway beside the program to take away."""
    path = Path(settings.NOTICE_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("a", encoding="utf-8") as lines:
        lines.write(_line(notice) + "\n")


@outer_channel("email")
def to_email(notice):
    """To the address among the reader's contacts; without one nothing is sent."""
    person = getattr(notice.user, "person", None)
    if person is None or not person.email:
        return
    told = [str(notice)]
    if notice.url and settings.NOTICE_SITE:
        told.append(settings.NOTICE_SITE.rstrip("/") + notice.url)
    told.append(_("Messages stop when you withdraw the consent to them at the school."))
    EmailMessage(_("Notice from the school"), "\n\n".join(told), to=[person.email]).send()


def _line(notice) -> str:
    told = {"notice": notice.pk, "login": notice.user.username, "text": str(notice), "url": notice.url}
    return json.dumps(told, ensure_ascii=False)
