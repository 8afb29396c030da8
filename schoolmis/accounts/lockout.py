"""django-axes counts wrong secrets by account: the password's, and those of the second factor.

A device that has signed in as somebody before has a counter of its own: else anyone could lock a teacher out for fun.
"""

import hashlib
import secrets

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed

YEAR = 365 * 24 * 3600


def account_name(request, credentials=None) -> str:
    """AXES_USERNAME_CALLABLE: one account is one counter, however it is capitalised; a known device has its own."""
    posted = getattr(request, "POST", {})
    name = ((credentials or {}).get("username") or posted.get("login") or "").strip().lower()
    device = request.get_signed_cookie(cookie_name(name), "", salt=name) if name and hasattr(request, "COOKIES") else ""
    return f"{name} {device}".strip()


def cookie_name(name) -> str:
    """Several people share a phone: each has a cookie, which does not tell their names."""
    return "known_" + hashlib.sha256(name.encode()).hexdigest()[:12]


def remember_device(request, response) -> None:
    """After a sign-in: this device is known for this person for a year."""
    name = request.user.username.lower()
    if cookie_name(name) not in request.COOKIES:
        response.set_signed_cookie(
            cookie_name(name),
            secrets.token_hex(6),
            salt=name,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def is_locked(request, username) -> bool:
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def count_failure(request, username) -> None:
    """A wrong code of the second factor counts as a wrong password does."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def tries_left(request, username) -> int:
    return max(0, settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(request, {"username": username}))
