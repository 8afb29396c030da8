"""django-axes counts wrong secrets by account: the password's, and those of the second factor."""

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed


def account_name(request, credentials=None) -> str:
    """AXES_USERNAME_CALLABLE: one account is one counter, however its name is capitalised."""
    posted = getattr(request, "POST", {})
    return ((credentials or {}).get("username") or posted.get("login") or "").strip().lower()


def is_locked(request, username) -> bool:
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def count_failure(request, username) -> None:
    """A wrong code of the second factor counts as a wrong password does."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def tries_left(request, username) -> int:
    return max(0, settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(request, {"username": username}))
