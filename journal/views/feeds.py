"""The own calendar address, and the calendars that it opens without signing in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from journal import permissions
from journal.actions import change_calendar_language, close_calendar_address, make_calendar_address
from journal.feeds import shape, whole
from journal.feeds.tokens import address_of, token
from journal.models import CalendarAddress
from journal.models.feeds import LANGUAGES
from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import grants_of, roles_of
from schoolmis.access.guard import guard, public
from schoolmis.audit.pace import Pace, within
from schoolmis.structure.models import SchoolClass
from students.events import classes_of

READS = Pace("calendar", most=60, minutes=10)
WRONG = Pace("calendar.wrong", most=60, minutes=10)
DONE = {
    "make": gettext_lazy("The address is made. The former one opens nothing any more."),
    "language": gettext_lazy("The language of the calendar is changed."),
    "close": gettext_lazy("The address is switched off."),
}


@guard(permissions.CALENDAR)
def calendar_address(request):
    """R1-2.2c: the secret address of the reader's own calendar, made anew or switched off here."""
    address = CalendarAddress.objects.filter(user=request.user, closed_at=None).first()
    if request.method == "POST":
        what = request.POST.get("do", "")
        try:
            _do(request, what, address)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, DONE[what])
        return redirect("journal:calendar_address")
    context = {
        "title": _("Calendar on the phone"),
        "line": _("Lessons and events in your own calendar program"),
        "address": address,
        "languages": LANGUAGES,
        **(_links(request, address) if address else {}),
    }
    return render(request, "journal/calendar_address.html", context)


def _do(request, what, address) -> None:
    if what == "make":
        language = address.language if address else translation.get_language()
        make_calendar_address(by=request.user, language=language)
    elif what == "close":
        close_calendar_address(by=request.user)
    elif what == "language" and address:
        change_calendar_language(address, request.POST.get("language", ""), by=request.user)
    else:
        raise ValidationError(_("Choose what to do."))


def _links(request, address) -> dict:
    """The own calendar, and those of classes."""
    secret = token(address)
    classes = [(one, reverse("journal:feed_class", args=[secret, one.pk])) for one in _classes(request.user)]
    return {
        "own": _link(request, "own", "", reverse("journal:feed_own", args=[secret])),
        "classes": [_link(request, one.pk, str(one), path) for one, path in classes],
    }


def _link(request, pk, name, path) -> dict:
    url = request.build_absolute_uri(path)
    return {"id": pk, "name": name, "url": url, "open": f"webcal:{url.partition(':')[2]}"}


def _classes(user):
    """Classes whose timetable the reader may want: leaders all, a teacher those led or taught, a family its own."""
    now = SchoolClass.objects.filter(year__starts_on__lte=clock.today(), year__ends_on__gte=clock.today())
    if roles_of(user) & {Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY}:
        return now
    grants = grants_of(user)
    ids = {grant.school_class for grant in grants} | {of for of, _grade, _parent in classes_of(user)}
    taught = {grant.section for grant in grants} - {None}
    return now.filter(Q(pk__in=ids - {None}) | Q(groups__sections__in=taught)).distinct()


def _feed(request, secret, make):
    """Whoever has lost the right has no calendar; what the program has already is not sent again."""
    address = address_of(secret)
    if address is None:
        within(WRONG.of_address(request))
    if address is None or not grants_of(address.user):
        raise Http404(_("There is no such page, or it is not yours to see."))
    within(READS.knock(f"user {address.user_id}"))
    with translation.override(address.language):
        feed = make(address.user)
        etag = shape.fingerprint(feed)
        reply = get_conditional_response(request, etag=etag)
        if reply is None:
            reply = HttpResponse(shape.calendar(feed), content_type="text/calendar; charset=utf-8")
    reply["ETag"], reply["Cache-Control"] = etag, "private, no-cache"
    reply["Content-Language"], reply["X-Robots-Tag"] = address.language, "noindex"
    reply["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return reply


@public
@require_safe
def feed_own(request, secret):
    """R1-2.2c: the secret is the right; it opens lessons, events and vacations, no mark and no surname."""
    return _feed(request, secret, whole.own)


@public
@require_safe
def feed_class(request, secret, pk):
    """The timetable of a class, which everybody of the school may see."""
    return _feed(request, secret, lambda _user: whole.of_class(get_object_or_404(SchoolClass, pk=pk)))
