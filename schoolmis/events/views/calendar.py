"""A month of events: the grid of the month on a wide screen, and a list by weeks."""

from datetime import date, timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access import STAFF
from schoolmis.access.grants import roles_of
from schoolmis.access.guard import guard
from schoolmis.events import permissions, reading
from schoolmis.events.models import Event, EventKind
from schoolmis.structure.models import DayOff
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import day_asked, month_year, weekday


@guard(permissions.VIEW)
@require_safe
def month(request):
    """R1-4.1/2: the staff see all events, a family those that are meant for it; vacations and holidays among them."""
    shown = _month(request.GET.get("month", ""))
    first, last = reading.span(shown)
    kinds = list(EventKind.objects.filter(events__isnull=False).distinct())
    kind = next((one for one in kinds if str(one.pk) == request.GET.get("kind")), None)
    found = permissions.VIEW.visible(request.user, Event.objects.filter(starts_on__lte=last, ends_on__gte=first))
    found = found.filter(kind=kind) if kind else found
    offs = DayOff.objects.filter(starts_on__lte=last, ends_on__gte=first)
    weeks = reading.weeks(shown, reading.dressed(found), list(offs))
    context = {
        "title": _("Events"),
        "line": month_year(shown).capitalize(),
        "weeks": weeks,
        "is_empty": not any(week.has_anything for week in weeks),
        "weekdays": [weekday(number, short=True) for number in range(1, 8)],
        "today": clock.today(),
        "before": _address(shown - timedelta(days=1), kind),
        "after": _address(shown + timedelta(days=32), kind),
        "month": f"{shown:%Y-%m}",
        "kinds": kinds,
        "kind": kind,
        "acts": _acts(request.user),
    }
    return render(request, "events/month.html", context)


def _acts(user):
    if not roles_of(user) & set(STAFF):
        return []
    return [
        Act(_("Kinds"), reverse("events:kinds"), permissions.KINDS),
        Act(_("Plan on paper"), reverse("papers:report", args=["events.plan"]), permissions.PLAN),
        Act(_("Add an event"), reverse("events:new"), permissions.KEEP, icon="plus", main=True),
    ]


def _month(text: str) -> date:
    return day_asked(f"{text}-01") or clock.today().replace(day=1)


def _address(day: date, kind) -> str:
    return f"?month={day:%Y-%m}" + (f"&kind={kind.pk}" if kind else "")
