"""The deputy's day: who is not there, which lessons nobody holds yet, and who could."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from journal import permissions
from journal.actions.moves import move_lesson, put_back
from journal.actions.substitutions import Choice, mark_away, plan_substitutions, said, unmark_away
from journal.models import Lesson, LessonMove, TeacherAway
from journal.substitutes.day import Day, State
from journal.substitutes.forms import AwayForm, MoveForm
from journal.substitutes.forward import Forward
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.people.models import Employee
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_long, day_asked, weekday
from schoolmis.ui.forms import form_page, refuse

FIRST = 4
"""How many free teachers are shown at once; the others are one press away."""


def page_of(day: date) -> str:
    return f"{reverse('journal:substitutions')}?on={day.isoformat()}"


@guard(permissions.SUBSTITUTE)
def substitutions(request):
    """R3-5.1b: absent teachers of a day, their lessons, who is free; one press makes the drafts of the orders."""
    day = day_asked(request.GET.get("on", "")) or clock.today()
    refused, sent = [], {}
    if request.method == "POST":
        sent = {name: value for name, value in request.POST.items() if name.startswith("l-")}
        try:
            done = plan_substitutions(day, _choices(sent), by=request.user)
        except ValidationError as error:
            refused = error.messages
        else:
            messages.success(request, said(*done))
            return redirect(page_of(day))
    return _page(request, day, sent=sent, refused=refused)


def _choices(sent) -> list[Choice]:
    """`l-<lesson>-<absent>`: "h7" held by 7, "j7" joined with the lesson of 7, "b7" lesson 7 is brought to its hour,
    "lost"; anything else is no choice.
    """
    found = []
    for name, value in sent.items():
        lesson, _dash, absent = name[2:].partition("-")
        if not (lesson.isdecimal() and absent.isdecimal() and len(name) < 40):
            continue
        if value == "lost":
            found.append(Choice(int(lesson), int(absent)))
        elif value[:1] == "b" and value[1:].isdecimal() and len(value) < 18:
            found.append(Choice(int(lesson), int(absent), bring=int(value[1:])))
        elif value[:1] in ("h", "j") and value[1:].isdecimal() and len(value) < 18:
            found.append(Choice(int(lesson), int(absent), int(value[1:]), joined=value[0] == "j"))
    return found


def _page(request, day, *, sent=(), refused=(), form=None):
    shown = Day(day)
    shown.propose()
    Forward(shown).propose()
    for line in shown.lines:
        line.name = f"l-{line.lesson.pk}-{line.absent.employee.pk}"
        line.chosen = sent[line.name] if sent and line.name in sent else ""
        picked = [one for one in line.candidates if one.value == line.chosen]
        first = line.candidates[:FIRST]
        line.first = first + [one for one in picked if one not in first]
        line.is_forward = line.chosen[:1] == "b"
        line.others = [one for one in line.candidates if one not in line.first]
    before, after = _near(day)
    context = {
        "title": _("Substitutions"),
        "line": f"{weekday(day).capitalize()}, {date_long(day)}",
        "shown": shown,
        "day": day,
        "today": clock.today(),
        "before": before and page_of(before),
        "after": after and page_of(after),
        "refused": refused,
        "form": form or AwayForm(present=shown.present()),
        "stats": _figures(shown) if shown.absent else [],
        "sheet": f"{reverse('papers:report', args=['journal.substitutions'])}?on={day.isoformat()}",
        "open": shown.uncovered,
        "past": day < clock.today(),
        "next_day": Act(_("Next school day"), page_of(after)) if after and not shown.facts.lessons else None,
    }
    bad = refused or (form is not None and form.errors)
    return render(request, "journal/substitutions.html", context, status=422 if bad else 200)


def _near(day: date) -> tuple[date | None, date | None]:
    """The school days before and after `day`."""
    near = Lesson.objects.held().values_list("date", flat=True)
    before, after = near.filter(date__lt=day).order_by("-date"), near.filter(date__gt=day).order_by("date")
    found = list(before[:1].union(after[:1]))
    return next((one for one in found if one < day), None), next((one for one in found if one > day), None)


def _figures(shown) -> list[dict]:
    drafted, signed = shown.count(State.DRAFTED), shown.count(State.SIGNED)
    return [
        {"label": _("Absent teachers"), "value": len(shown.absent)},
        {"label": _("Their lessons"), "value": len(shown.lines)},
        {"label": _("Not covered"), "value": shown.uncovered, "tone": "bad" if shown.uncovered else ""},
        {"label": _("Drafted"), "value": drafted, "note": _("the director has not signed yet") if drafted else ""},
        {"label": pgettext("lessons", "Signed"), "value": signed},
    ]


@guard(permissions.SUBSTITUTE)
@require_POST
def away_mark(request):
    """R3-5.1b: a teacher has phoned in: her lessons can be covered at once, the order of her absence comes later."""
    day = day_asked(request.GET.get("on", "")) or clock.today()
    form = AwayForm(request.POST, present=Day(day).present())
    if form.is_valid():
        one = get_object_or_404(Employee.objects.select_related("person"), pk=form.cleaned_data["employee"])
        try:
            mark_away(one, day, reason=form.cleaned_data["reason"], words=form.cleaned_data["words"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("%(name)s is marked as away on this day.") % {"name": one})
            return redirect(page_of(day))
    return _page(request, day, form=form)


@guard(permissions.SUBSTITUTE)
@require_POST
def away_back(request, pk):
    row = get_object_or_404(TeacherAway.objects.select_related("employee__person"), pk=pk)
    try:
        unmark_away(row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(name)s is there on this day.") % {"name": row.employee})
    return redirect(page_of(row.day))


@guard(permissions.SUBSTITUTE)
def move(request, pk):
    """R1-4.1/2: the lesson goes to another hour that is free for its class, teacher and room."""
    lesson = Lesson.objects.held().select_related("section__subject", "section__group__year").filter(pk=pk).first()
    if lesson is None:
        raise Http404(_("There is no such page, or it is not yours to see."))
    start = {"day": max(lesson.date, clock.today()) + timedelta(1), "number": lesson.number}
    form = MoveForm(request.POST or None, initial=start)
    back = page_of(lesson.date)
    if request.method == "POST" and form.is_valid():
        try:
            move_lesson(lesson, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The lesson is moved; the plan has shifted."))
            return redirect(back)
    said_where = {"day": date_long(lesson.date), "number": lesson.number}
    return form_page(
        request,
        form,
        title=_("Move the lesson"),
        line=f"{lesson.section}: " + _("%(day)s, lesson %(number)s") % said_where,
        crumbs=[(_("Substitutions"), back)],
        submit=_("Move"),
        cancel=back,
    )


@guard(permissions.SUBSTITUTE)
@require_POST
def move_back(request, pk):
    row = get_object_or_404(LessonMove.objects.select_related("lesson__section"), pk=pk)
    try:
        put_back(row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The lesson stands at its hour again."))
    return redirect(page_of(row.from_day))
