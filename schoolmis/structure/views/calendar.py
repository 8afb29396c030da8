"""The academic year: its months, terms and days off; moved with what the move changes shown first."""

import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.structure import actions, calendar, hooks, permissions
from schoolmis.structure.forms import DayOffForm, SpecialDayForm, YearForm
from schoolmis.structure.frame import forget
from schoolmis.structure.models import DayOff, SchoolProfile, Section, SpecialDay, Term
from schoolmis.structure.views.common import ask, crumbs, tabs, this_year
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import weekday
from schoolmis.ui.forms import form_page, refuse


def days_off(year):
    return DayOff.objects.filter(starts_on__lte=year.ends_on, ends_on__gte=year.starts_on)


@guard(permissions.VIEW)
@require_safe
def calendar_page(request):
    year, school = this_year(), SchoolProfile.objects.first()
    terms, off = list(year.terms.all()), list(days_off(year))
    specials = list(SpecialDay.objects.filter(date__range=(year.starts_on, year.ends_on)))
    study, by_date = school.study_days if school else 5, {special.date: special for special in specials}
    counted = [
        (
            term,
            len(
                calendar.school_days(
                    term.starts_on,
                    term.ends_on,
                    year=year,
                    terms=terms,
                    days_off=off,
                    study_days=study,
                    specials=by_date,
                )
            ),
        )
        for term in terms
    ]
    question = _("Confirm the calendar? The dates are those of the ministry's decree.")
    acts = [
        Act(_("Add days off"), reverse("structure:off_new"), permissions.CALENDAR, icon="plus"),
        Act(_("Add a special day"), reverse("structure:special_new"), permissions.CALENDAR, icon="plus"),
        Act(_("Half-years"), reverse("structure:half_years"), permissions.CALENDAR),
        Act(_("Move the terms"), reverse("structure:terms"), permissions.CALENDAR, icon="edit"),
    ]
    acts = [act for made in hooks.calendar_acts for act in made()] + acts
    if year.is_draft:
        confirm = reverse("structure:confirm")
        acts.append(
            Act(_("Confirm the calendar"), confirm, permissions.CONFIRM, method="post", main=True, confirm=question)
        )
    context = {
        "title": _("Academic year %(year)s") % {"year": year},
        "crumbs": crumbs(),
        "tabs": tabs("calendar"),
        "acts": acts,
        "year": year,
        "terms": counted,
        "halves": Term.periods.filter(year=year, kind=Term.Kind.HALF),
        "by_halves": Section.objects.filter(group__year=year, by_half_years=True).count(),
        "total": sum(count for _term, count in counted),
        "days_off": off,
        "specials": specials,
        "today": clock.today(),
        "months": calendar.months(year, terms, off, study, by_date),
        "weekdays": [weekday(number, short=True) for number in range(1, 8)],
        "may": permissions.CALENDAR.allows(request.user),
    }
    return render(request, "structure/calendar.html", context)


@guard(permissions.CONFIRM)
@require_POST
def calendar_confirm(request):
    try:
        actions.confirm_calendar(this_year(), by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        forget()
        messages.success(request, _("The calendar is confirmed."))
    return redirect("structure:calendar")


@guard(permissions.CALENDAR)
def terms_edit(request):
    """First what the move changes is shown, then the same dates are sent again with `sure`."""
    year = this_year()
    form = YearForm(request.POST or None, year=year)
    moves = []
    if request.method == "POST" and form.is_valid():
        moves = hooks.moves(year, form.terms)
        if not moves or request.POST.get("sure"):
            data = form.cleaned_data
            try:
                actions.change_year(
                    year, starts_on=data["starts_on"], ends_on=data["ends_on"], terms=form.terms, by=request.user
                )
            except ValidationError as problem:
                refuse(form, problem)
            else:
                forget()
                messages.success(request, _("The terms are moved."))
                return redirect("structure:calendar")
    return form_page(
        request,
        form,
        template="structure/terms.html",
        title=_("Move the terms"),
        crumbs=crumbs((_("Calendar"), reverse("structure:calendar"))),
        cancel=reverse("structure:calendar"),
        submit=_("Move them so") if moves and not form.errors else _("Save"),
        moves=moves,
    )


@guard(permissions.CALENDAR)
def day_off_edit(request, pk=None):
    off = get_object_or_404(DayOff, pk=pk) if pk else None
    form = DayOffForm(request.POST or None, instance=copy.copy(off) if off else None)

    def act(data):
        if off:
            return actions.change_day_off(off, by=request.user, **data)
        return actions.add_day_off(by=request.user, **data)

    return ask(
        request,
        form,
        act,
        done=_("The days off are saved."),
        back="structure:calendar",
        title=str(off) if off else _("New days off"),
        crumbs=crumbs((_("Calendar"), reverse("structure:calendar"))),
        acts=[_annul(off)] if off else [],
    )


def _annul(off):
    address = reverse("structure:off_annul", args=[off.pk])
    question = _("Take these days off out of the calendar? Lessons may stand on them again.")
    return Act(_("Take out"), address, permissions.CALENDAR, method="post", danger=True, confirm=question)


@guard(permissions.CALENDAR)
@require_POST
def day_off_annul(request, pk):
    actions.annul_day_off(get_object_or_404(DayOff, pk=pk), by=request.user)
    forget()
    messages.success(request, _("The days are study days again."))
    return redirect("structure:calendar")


@guard(permissions.CALENDAR)
def special_day_edit(request, pk=None):
    """A working Saturday, a moved workday, a day of short lessons."""
    day = get_object_or_404(SpecialDay, pk=pk) if pk else SpecialDay()
    form = SpecialDayForm(request.POST or None, instance=copy.copy(day))
    return ask(
        request,
        form,
        lambda data: actions.set_special_day(day, by=request.user, **data),
        done=_("The special day is saved."),
        back="structure:calendar",
        title=str(day) if pk else _("New special day"),
        crumbs=crumbs((_("Calendar"), reverse("structure:calendar"))),
        acts=[_like_its_weekday(day)] if pk else [],
    )


def _like_its_weekday(day):
    address = reverse("structure:special_annul", args=[day.pk])
    question = _("Make it an ordinary day again? Its lessons become those of its weekday.")
    return Act(_("Take out"), address, permissions.CALENDAR, method="post", danger=True, confirm=question)


@guard(permissions.CALENDAR)
@require_POST
def special_day_annul(request, pk):
    actions.annul_special_day(get_object_or_404(SpecialDay, pk=pk), by=request.user)
    forget()
    messages.success(request, _("The day is like its weekday again."))
    return redirect("structure:calendar")
