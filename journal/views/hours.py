"""Hours at which teachers cannot teach: the list of teachers, and a teacher's week of checkboxes."""

from itertools import product
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.db.models import Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from journal import actions, permissions
from journal.hours import closed_hours, in_words, teachers
from journal.imports.compare import default_day
from journal.models import TeacherHours
from journal.rules.hours import Hour
from journal.views.timetable import days
from schoolmis.access.guard import guard
from schoolmis.structure.bells import Bells
from schoolmis.structure.models import Bell, TeachingLoad
from schoolmis.structure.years import year_shown
from schoolmis.ui.dates import weekday
from schoolmis.ui.forms import SchoolForm, form_page, show_both
from students.actions import Conflict

PLAIN = range(1, 8)
"""Lessons of a day in a school without bells."""


def _key(hour: Hour) -> str:
    return "-".join(map(str, hour))


KEYS = [_key(Hour(day, *lesson)) for day in range(1, 7) for lesson in [(0, 0), *product(range(1, 4), range(1, 13))]]


class Tick(NamedTuple):
    """A checkbox of the week: what is sent, what it is called, whether it is ticked."""

    value: str
    name: str
    on: bool


class HoursForm(SchoolForm):
    """The hours ticked, «3-1-2» each: day, shift, lesson; «3-0-0» is the whole day."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    at = forms.MultipleChoiceField(
        label=gettext_lazy("Hours when a teacher cannot teach"), choices=[(one, one) for one in KEYS], required=False
    )

    @property
    def ticked(self) -> set[str]:
        return set(self["at"].value() or ())

    def hours(self) -> list[Hour]:
        return [Hour(*map(int, one.split("-"))) for one in self.cleaned_data["at"]]


def _year():
    year = year_shown()
    if year is None:
        raise Http404(_("There is no academic year yet."))
    return year


def _crumbs():
    return [(_("Timetable"), reverse("journal:timetable")), (_("FET, aSc, Untis"), reverse("journal:generate"))]


@guard(permissions.TIMETABLE)
@require_safe
def hours(request):
    """R1-4.1/2: the teachers of the year, hours of their load, and when they cannot teach."""
    year = _year()
    day, closed = default_day(year), closed_hours(year)
    loads = TeachingLoad.objects.on(day).filter(section__group__year=year).order_by()
    load = dict(loads.values_list("teacher").annotate(Sum("hours")))
    rows = [(one, load.get(one.pk, 0), in_words(closed.get(one.pk, ()))) for one in teachers(year, day)]
    line = _("FET gives no lessons then; on the board they warn and refuse nothing.")
    context = {"title": _("Hours when a teacher cannot teach"), "line": line, "crumbs": _crumbs(), "rows": rows}
    return render(request, "journal/hours.html", context)


@guard(permissions.TIMETABLE)
def teacher_hours(request, pk):
    """A teacher's week: a day as a whole, or lessons of it."""
    year = _year()
    teacher = get_object_or_404(teachers(year, default_day(year)), pk=pk)
    stored = TeacherHours.objects.filter(year=year, teacher=teacher).select_related("set_by").first()
    now = [one.hour for one in stored.closed.all()] if stored else []
    week = days()
    initial = {"version": stored.version if stored else 0, "at": [_key(one) for one in now]}
    form = HoursForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.set_teacher_hours(year, teacher, form.hours(), version=version, by=request.user)
        except Conflict as conflict:
            told = "; ".join(in_words(conflict.stored["hours"]))
            show_both(form, Conflict({None: told}, conflict.version))
        else:
            messages.success(request, _("Saved."))
            return redirect("journal:hours")
    return form_page(
        request,
        form,
        template="journal/teacher_hours.html",
        title=teacher.person.short_name,
        line=_("Hours when a teacher cannot teach"),
        crumbs=[*_crumbs(), (_("Hours of teachers"), reverse("journal:hours"))],
        cancel=reverse("journal:hours"),
        week=[(name, weekday(day, short=True)) for day, name in week],
        table=_table(week, now, form.ticked),
        stored=stored,
    )


def _table(week, hours: list[Hour], ticked: set[str]) -> list[tuple]:
    """(heading, [(words, when it begins, Ticks of the days)]): the whole day, then the lessons of each shift.

    An hour that is stored is shown though no bell rings for it any more.
    """
    bells = Bells(Bell.objects.filter(is_short=False))
    numbers = set(bells.found) or {(1, number) for number in PLAIN}
    numbers |= {(one.shift, one.number) for one in hours if one.number}
    shifts = sorted({shift for shift, _number in numbers})

    def row(words, heading="", shift=0, number=0):
        called, ticks = _("lesson %(number)s") % {"number": number} if number else words, []
        for day, name in week:
            value = _key(Hour(day, shift, number))
            ticks.append(Tick(value, ", ".join(filter(None, [name, heading, called])), value in ticked))
        bell = bells.of(shift, number)
        return words, bell.starts_at if bell else None, ticks

    found = [("", [row(_("The whole day"))])]
    for shift in shifts:
        heading = _("Shift %(shift)s") % {"shift": shift} if len(shifts) > 1 else ""
        lessons = sorted(number for of, number in numbers if of == shift)
        found.append((heading, [row(str(number), heading, shift, number) for number in lessons]))
    return found
