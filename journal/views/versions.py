"""The list of a year's timetables, a new draft, and publishing with what it changes shown first."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal import actions, permissions
from journal.courses import Courses
from journal.forms import VersionForm
from journal.hours import closed_hours, standing_closed
from journal.models import TimetableVersion
from journal.timetable import change_by
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.structure.models import Section, group_name
from schoolmis.structure.years import year_shown
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_from
from schoolmis.ui.forms import form_page, refuse

MOST = 50
"""Lessons listed by name on the page of publishing."""


def _crumbs():
    return [(_("Timetable"), reverse("journal:timetable")), (_("Versions"), reverse("journal:versions"))]


@guard(permissions.TIMETABLE)
@require_safe
def versions(request):
    year = year_shown()
    found = TimetableVersion.objects.filter(year=year).select_related("made_by").annotate(count=Count("places"))
    return render(
        request,
        "journal/versions.html",
        {
            "title": _("Versions of the timetable"),
            "line": str(year or ""),
            "crumbs": _crumbs()[:1],
            "versions": found,
            "acts": [
                Act(_("Sanitary norms"), reverse("journal:norms"), permissions.TIMETABLE),
                Act(_("New draft"), reverse("journal:version_new"), permissions.TIMETABLE, icon="plus", main=True),
            ],
        },
    )


@guard(permissions.TIMETABLE)
def version_new(request):
    """A draft, a copy of what is in force or empty."""
    year = year_shown()
    if year is None:
        raise Http404(_("There is no academic year yet."))
    form = VersionForm(request.POST or None, initial={"starts_on": max(clock.today(), year.starts_on)})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_version(year, by=request.user, **form.facts())
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect("journal:board", pk=made.pk)
    facts = {"title": _("New draft"), "submit": _("Begin"), "cancel": reverse("journal:versions")}
    return form_page(request, form, crumbs=_crumbs(), **facts)


@guard(permissions.TIMETABLE)
def version_publish(request, pk):
    """What publishing changes, class by class; then it goes on in the background."""
    version = get_object_or_404(TimetableVersion.objects.select_related("year", "job"), pk=pk)
    if not version.is_draft:
        return redirect("journal:board", pk=pk)
    error = []
    if request.method == "POST":
        try:
            actions.order_publication(version, by=request.user)
        except ValidationError as refused:
            error = refused.messages
        else:
            return redirect("journal:version_publish", pk=pk)
    change, away = change_by(version), _away(version)
    return render(
        request,
        "journal/publish.html",
        {
            "title": _("Publish the timetable"),
            "line": f"{version.name} · {date_from(version.starts_on)}",
            "crumbs": [*_crumbs(), (version.name, reverse("journal:board", args=[pk]))],
            "version": version,
            "change": change,
            "rows": _by_group(change),
            "away": away[:MOST],
            "away_count": len(away),
            "most": MOST,
            "kept": sorted(_named(change.kept), key=lambda row: (row[1], row[2]))[:MOST],
            "error": error,
        },
        status=422 if error else 200,
    )


def _away(version) -> list[str]:
    """Lessons that stand where their teacher cannot teach: they warn and refuse nothing."""
    courses, spots = Courses.of(version.year, version.starts_on), version.places.order_by("weekday", "number").spots()
    return standing_closed(courses, closed_hours(version.year), spots)


def _named(places) -> list[tuple]:
    sections = Section.objects.select_related("subject", "group").in_bulk({section for section, _d, _n in places})
    return [(sections[section], day, number) for section, day, number in places]


def _by_group(change) -> list[tuple]:
    """(group, made, dropped, kept) of every group whose lessons change."""
    whole = {section for part in (change.made, change.dropped, change.kept) for section, _day, _number in part}
    names = dict(Section.objects.filter(pk__in=whole).values_list("pk", group_name()))
    counts = [Counter(names[place[0]] for place in part) for part in (change.made, change.dropped, change.kept)]
    groups = sorted({name for count in counts for name in count}, key=lambda name: (len(name.split("-")[0]), name))
    return [(name, *(count[name] for count in counts)) for name in groups]


@guard(permissions.TIMETABLE)
@require_POST
def version_drop(request, pk):
    version = get_object_or_404(TimetableVersion, pk=pk)
    try:
        actions.drop_version(version, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The draft is dropped."))
    return redirect("journal:versions")
