"""The start page, search in one box, the state of the system."""

from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard, public, signed_in
from schoolmis.desk import health as state
from schoolmis.desk import panels, permissions
from schoolmis.desk import search as sources
from schoolmis.desk.start import address_for
from schoolmis.ui.dates import date_long, weekday


@require_safe
@signed_in
def start(request):
    """Everybody's first page: their own where their role has one, otherwise the desk."""
    address = address_for(request)
    if address and address != request.path:
        return redirect(address)
    today = clock.today()
    wide, narrow = panels.columns(request, whole="all" in request.GET)
    context = {
        "title": _("Good day, %(name)s") % {"name": _called(request.user.name)},
        "line": f"{weekday(today).capitalize()}, {date_long(today)}",
        "acts": panels.acts(request),
        "figures": panels.figures(request),
        "wide": wide,
        "narrow": narrow,
    }
    return render(request, "desk/start.html", context)


@require_safe
@signed_in
def panel(request, code):
    """One panel that comes after the page; nothing where it has nothing to say."""
    part = panels.find(code, request.user)
    if part is None:
        raise Http404
    made = panels.drawn(part, request)
    return render(request, made["template"], {"panel": made}) if made else HttpResponse("")


def _called(name: str) -> str:
    """How a person is greeted: without the surname, which stands first."""
    return " ".join(name.split()[1:]) or name


@require_safe
@signed_in
def search(request):
    """People, orders and whatever else the apps let the reader find."""
    text = request.GET.get("q", "").strip()[:100]
    found = sources.find(request.user, text)
    count = sum(len(one.hits) for one in found)
    line = ngettext("%(n)s found", "%(n)s found", count) % {"n": count} if found else ""
    context = {
        "title": _("Search"),
        "line": line,
        "text": text,
        "found": found,
        "too_short": len(text) < sources.SHORTEST,
    }
    return render(request, "desk/search.html", context)


@require_safe
@guard(permissions.HEALTH)
def health(request):
    return render(request, "desk/health.html", {"title": _("State of the system"), "facts": state.facts()})


@never_cache
@public
def alive(request):
    """The program answers; asks the database nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@public
def ready(request):
    """200 when the database answers and is migrated, 503 otherwise."""
    try:
        good = state.is_ready()
    except DatabaseError:
        good = False
    return HttpResponse("ready\n" if good else "not ready\n", status=200 if good else 503, content_type="text/plain")
