"""Every view says who may open it. A view without one of these fails the house test."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.urls import resolve
from django.utils.translation import gettext as _


def _answer_stranger(request):
    """A page goes to sign-in and back; a script is told 401, so that it keeps what it could not send."""
    if request.htmx or request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": _("Sign in again: your session has ended.")}, status=401)
    return redirect_to_login(request.get_full_path())


def guard(*permissions):
    """The view opens to those who have any of `permissions`; the others get 403 with the reason."""

    def wrap(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return _answer_stranger(request)
            if not any(permission.allows(request.user) for permission in permissions):
                permissions[0].demand(request.user)
            return view(request, *args, **kwargs)

        guarded.permissions = permissions
        return guarded

    return wrap


def opens(path: str, user) -> bool:
    """Whether the guard of the view at `path` lets `user` in; for links that are named where they would be refused."""
    permissions = getattr(resolve(path).func, "permissions", None)
    return not permissions or any(one.allows(user) for one in permissions)


def signed_in(view):
    """The view opens to everybody who has signed in."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return _answer_stranger(request)
        return view(request, *args, **kwargs)

    guarded.permissions = ()
    return guarded


def public(view):
    """The view opens to everybody."""
    view.permissions = None
    return view


def before_rules(view):
    """Mark a signed-in view as open before the rules of use and the second factor: it is how one gets through them."""
    view.before_rules = True
    return view
