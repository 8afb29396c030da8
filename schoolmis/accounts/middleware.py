"""Language by the reader's own choice, Kyrgyz first; rules of use accepted before anything else."""

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from schoolmis import clock
from schoolmis.accounts.actions import RULES_CACHE, see
from schoolmis.accounts.models import Rules, RulesAccepted


def chosen_here(request) -> str:
    """The language chosen in this browser, empty for none."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def speak(request, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language


class LanguageMiddleware:
    """Kyrgyz unless the reader has chosen: a browser's own language says nothing about its owner's.

    Where nothing is chosen in this browser, AccountMiddleware takes what the reader has chosen in another.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        speak(request, chosen_here(request) or settings.LANGUAGE_CODE)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def rules_in_force() -> int:
    """Version of the rules of use in force, 0 for none; every process knows a new one within half a minute."""
    return cache.get_or_set(RULES_CACHE, lambda: Rules.objects.values_list("version", flat=True).first() or 0, 30)


def is_free(view) -> bool:
    """Public views, and those marked by access.guard.before_rules (which stands above this app)."""
    return getattr(view, "permissions", None) is None or getattr(view, "before_rules", False)


class AccountMiddleware:
    """R3-7.1: the rules of use are accepted at the first sign-in and at each new version. The reader's language."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if user.is_authenticated:
            if user.seen_on != clock.today():
                see(user)
            if user.language and not chosen_here(request):
                speak(request, user.language)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or is_free(view):
            return None
        version = rules_in_force()
        if version == 0 or request.session.get("rules") == version:
            return None
        if RulesAccepted.objects.filter(user=request.user, rules__version=version).exists():
            request.session["rules"] = version
            return None
        if request.method != "GET" or request.headers.get("HX-Request") or request.path == "/":
            return redirect("accounts:rules")
        return redirect(f"{reverse('accounts:rules')}?{urlencode({'next': request.get_full_path()})}")
