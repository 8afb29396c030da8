"""The board of a draft timetable: a lesson is chosen, then its place; everything by links and one form."""

from django.core.exceptions import ValidationError
from django.db.models import Subquery
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import actions, permissions
from journal.board import Board
from journal.hours import BESIDE, by_teacher
from journal.models import TimetableVersion, Weeks
from journal.views.timetable import days
from schoolmis.access.guard import guard
from schoolmis.structure.models import Room, SchoolProfile, Section
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_from

KINDS = "class", "teacher", "room"


@guard(permissions.TIMETABLE)
def board(request, pk):
    """The week of one class, teacher or room; what a click may do is shown on every cell before it is done."""
    week = Subquery(SchoolProfile.objects.values("study_days")[:1])
    versions = TimetableVersion.objects.select_related("year", "job").annotate(week=week, closed=BESIDE)
    version = get_object_or_404(versions, pk=pk)
    error = []
    if request.method == "POST":
        try:
            _do(request, version)
        except ValidationError as refused:
            error = refused.messages
        else:
            return redirect(f"{request.path}?{_address(request)}")
    shown = _shown(request, version)
    context = {
        "title": version.name,
        "line": f"{version.get_status_display()} · {date_from(version.starts_on)}",
        "crumbs": [
            (_("Timetable"), reverse("journal:timetable")),
            (_("Versions"), reverse("journal:versions")),
        ],
        "acts": _acts(version),
        "version": version,
        "board": shown,
        "here": f"{shown.kind}-{shown.of}",
        "week": days(version.week or 5),
        "error": error,
    }
    return render(request, "journal/board.html", context, status=422 if error else 200)


def _acts(version):
    if not version.is_draft or (version.job and version.job.is_going):
        return []
    drop = reverse("journal:version_drop", args=[version.pk])
    question = _("Drop this draft? The timetable in force stays as it is.")
    return [
        Act(_("Drop the draft"), drop, permissions.TIMETABLE, method="post", danger=True, confirm=question),
        Act(_("Publish"), reverse("journal:version_publish", args=[version.pk]), permissions.TIMETABLE, main=True),
    ]


def _shown(request, version) -> Board:
    kind, _dash, of = request.GET.get("of", "").partition("-")
    kind, of = (kind, int(of)) if kind in KINDS and of.isdecimal() else ("class", None)
    put, take = request.GET.get("put", ""), request.GET.get("take", "")
    chosen = ("take", int(take)) if take.isdecimal() else ("put", int(put)) if put.isdecimal() else None
    chosen, closed = chosen if version.is_draft else None, by_teacher(version.closed)
    return Board(version, kind, of, chosen, version.week or 5, _weeks(request), closed)


def _weeks(request) -> int | None:
    """The weeks that the address asks for."""
    told = request.GET.get("weeks", "")
    return int(told) if told in map(str, Weeks.values) else None


def _chosen(request, version):
    """The section to be put or the place to be moved, as the address says; nothing on what is not a draft."""
    put, take = request.GET.get("put", ""), request.GET.get("take", "")
    if not version.is_draft:
        return None
    if take.isdecimal():
        return version.places.filter(pk=take).first()
    sections = Section.objects.filter(group__year=version.year)
    return sections.filter(pk=put).first() if put.isdecimal() else None


def _do(request, version) -> None:
    """One press: put or move to the cell pressed, or what is asked of the lesson chosen."""
    chosen, sent = _chosen(request, version), request.POST
    room = Room.objects.filter(pk=sent["room"]).first() if sent.get("room", "").isdecimal() else None
    day, _dash, number = sent.get("at", "").partition("-")
    if chosen is None:
        raise ValidationError(_("Choose a lesson first."))
    if isinstance(chosen, Section):
        _cell(day, number)
        weeks = _weeks(request) or Weeks.EVERY
        actions.place(version, chosen, int(day), int(number), room=room, weeks=weeks, by=request.user)
    elif "take_off" in sent:
        actions.take_off(chosen, by=request.user)
    elif "fix" in sent:
        stay = {"weekday": chosen.weekday, "number": chosen.number}
        actions.move(chosen, **stay, fixed=not chosen.fixed, by=request.user)
    elif "change" in sent:
        stay = {"weekday": chosen.weekday, "number": chosen.number}
        actions.move(chosen, **stay, room=room, weeks=_weeks(request), by=request.user)
    else:
        _cell(day, number)
        there = {"weekday": int(day), "number": int(number)}
        actions.move(chosen, **there, room=room, weeks=_weeks(request), by=request.user)


def _cell(day, number) -> None:
    if not (day.isdecimal() and number.isdecimal() and len(day + number) < 4):
        raise ValidationError(_("Choose a place of the week."))


def _address(request) -> str:
    """Where the page goes after a press: the same section stays chosen while it is being placed."""
    kept = QueryDict(mutable=True)
    kept.update({name: request.GET[name] for name in ("of", "put", "weeks") if name in request.GET})
    if "fix" in request.POST or "change" in request.POST:
        kept["take"] = request.GET.get("take", "")
    elif "put" not in kept:
        kept.pop("weeks", None)
    return kept.urlencode()
