"""Lessons that were not held: one, whole days, and the list of all."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from journal import permissions
from journal.actions import drop_day, drop_lesson, restore_lesson
from journal.models import Lesson, LostLesson
from journal.plans.forms import LostDaysForm, LostForm
from journal.views.lesson import grid_of, next_of
from schoolmis.access.guard import guard
from schoolmis.structure.models import SchoolClass, Section, TeachingLoad
from schoolmis.structure.years import year_shown
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_long, date_short
from schoolmis.ui.forms import form_page, refuse
from schoolmis.ui.lists import Choice, Column, List


def _lesson(request, pk) -> Lesson:
    """A lesson of a journal the reader may see, held or taken out."""
    lesson = Lesson.objects.select_related("section__subject", "section__group__year").filter(pk=pk).first()
    if lesson is None or not permissions.VIEW.allows(request.user, lesson.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    permissions.DROP.demand(request.user, lesson.section)
    return lesson


@guard(permissions.DROP)
def drop(request, pk):
    """R1-4.1/2: why the lesson was not held; the plan's topics shift to the lessons that follow."""
    lesson = _lesson(request, pk)
    back = next_of(request) or grid_of(lesson)
    form = LostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drop_lesson(lesson, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The lesson is taken out; the plan has shifted."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("The lesson was not held"),
        line=_("%(day)s, lesson %(number)s") % {"day": date_long(lesson.date), "number": lesson.number},
        crumbs=[(_("Journals"), reverse("journal:sections")), (str(lesson.section), grid_of(lesson))],
        submit=_("Take out"),
        cancel=back,
    )


@guard(permissions.DROP)
@require_POST
def restore(request, pk):
    lesson = _lesson(request, pk)
    try:
        restore_lesson(lesson, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The lesson stands in the journal again."))
    return redirect(next_of(request) or grid_of(lesson))


def _teachers(lost) -> str:
    day = lost.lesson.date
    return ", ".join(
        str(load.teacher.person.short_name)
        for load in lost.lesson.section.loads.all()
        if load.starts_on <= day and (load.ends_on is None or day < load.ends_on)
    )


def _which(row):
    return f"{row.lesson.section}, " + _("lesson %(n)s") % {"n": row.lesson.number}


class LostList(List):
    title = gettext_lazy("Lessons not held")
    columns = [
        Column("day", gettext_lazy("Day"), value=lambda r: date_short(r.lesson.date), sort="lesson__date", cls="keep"),
        Column(
            "section",
            gettext_lazy("Journal"),
            value=_which,
            sort="lesson__section__subject__order",
            cls="name",
            link=lambda r: reverse("journal:plan", args=[r.lesson.section_id]),
        ),
        Column("teacher", gettext_lazy("Teacher"), value=_teachers),
        Column("reason", gettext_lazy("Reason"), value="get_reason_display", sort="reason"),
        Column("words", gettext_lazy("In words"), value="words", cls="end"),
    ]
    filters = [
        Choice("reason", gettext_lazy("Reason"), choices=LostLesson.Reason.choices, apply="reason"),
        Choice(
            "class",
            gettext_lazy("Class"),
            choices=lambda request: [(of.pk, str(of)) for of in SchoolClass.objects.filter(year=year_shown())],
            apply=lambda found, pk: found.filter(lesson__section__group__classes=pk),
        ),
    ]
    default_sort = "-day"
    empty = gettext_lazy("No lesson has been taken out.")


@guard(permissions.DROP)
def lost(request):
    """R1-4.1/2: lessons of this year that were not held, with the reasons."""
    mine = permissions.DROP.visible(request.user, Section.objects.filter(group__year=year_shown()))
    rows = LostLesson.objects.filter(restored_at=None, lesson__section__in=mine)
    loads = Prefetch("lesson__section__loads", TeachingLoad.objects.select_related("teacher__person"))
    rows = rows.select_related("lesson__section__subject", "lesson__section__group").prefetch_related(loads)
    acts = [Act(_("Mark whole days as not held"), reverse("journal:lost_days"), permissions.DROP_DAYS)]
    return LostList(rows).response(request, acts=acts, crumbs=[(_("Journals"), reverse("journal:sections"))])


@guard(permissions.DROP_DAYS)
def lost_days(request):
    """R1-4.1/2: the school or some classes did not study on some days."""
    classes = SchoolClass.objects.filter(year=year_shown())
    form = LostDaysForm(request.POST or None, classes=classes)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made, left = _drop_days(asked, classes, request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(
                request,
                _("Lessons taken out: %(n)s. Left, for something is written in them: %(left)s.")
                % {"n": made, "left": left},
            )
            return redirect("journal:lost")
    return form_page(
        request,
        form,
        title=_("Mark whole days as not held"),
        crumbs=[(_("Lessons not held"), reverse("journal:lost"))],
        submit=_("Take out"),
        confirm=_("Take the lessons of these days out of the journals?"),
        cancel=reverse("journal:lost"),
    )


def _drop_days(asked: dict, classes, by) -> tuple[int, int]:
    days: tuple[date, date] = asked["first"], asked["last"]
    return drop_day(*days, asked["classes"] or classes, reason=asked["reason"], words=asked["words"], by=by)
