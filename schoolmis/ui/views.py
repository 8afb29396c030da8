from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from . import pick as picks
from .styleguide import context

YEAR = 365 * 24 * 60 * 60
MOST = 200

language_chosen: list[Callable] = []
"""`tell(user, language)`: what else knows the reader's choice; the app of accounts registers here."""


@require_POST
def language(request):
    """The reader's language, kept in Django's own cookie, and by whoever listens; works without JavaScript."""
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        for tell in language_chosen:
            tell(request.user, chosen)
    return set_language(request)


@require_POST
def theme(request):
    """Light, dark, or as the system has it (then there is no cookie)."""
    response = HttpResponseRedirect(_back(request))
    chosen = request.POST.get("theme")
    if chosen in ("light", "dark"):
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


def _back(request):
    target = request.POST.get("next") or request.headers.get("referer", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@login_required
def styleguide(request):
    """Every component in every state, for those who build pages."""
    return render(request, "ui/styleguide.html", context(request))


@login_required
@require_safe
def pick(request, code):
    """What stands under the search box of a choice: those ticked already and those found; 404 without the right."""
    of = picks.source(code)
    if of is None or not of.permission.allows(request.user):
        raise Http404
    name, many = request.GET.get("name", ""), request.GET.get("many") != "0"
    kept = list(of.named(request.GET.getlist(name)[:MOST])) if name in request.GET else []
    under = picks.shown(of, request.user, request.GET.get(picks.asked(name), "").strip()[:80], kept)
    optional = request.GET.get("optional") == "1"
    return render(request, "ui/picked.html", under | {"name": name, "many": many, "optional": optional})


# The marks of access.guard, set by hand: `ui` stands below `access` and may not import it.
language.permissions = theme.permissions = None
styleguide.permissions = pick.permissions = ()
