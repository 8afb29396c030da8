"""The weekly timetable: the whole school's, and a class's with its entry."""

import io
from collections import defaultdict
from datetime import date
from itertools import chain

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal import first_steps, permissions
from journal.actions import set_timetable
from journal.models import Slot, Weeks
from journal.rules.timetable import FIRST, SECOND, Spot, a_week, week_of
from journal.timetable_list import workbook
from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import grants_of
from schoolmis.access.guard import guard
from schoolmis.structure.models import Room, SchoolClass, SchoolProfile, Section
from schoolmis.structure.permissions import LOAD
from schoolmis.structure.years import year_shown
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_from, day_asked
from students.models import Placement

LESSONS = range(1, 9)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def days(week: int | None = None) -> list[tuple[int, str]]:
    """[(1, Monday), …] of the school's week, asked unless it is known."""
    names = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday")]
    week = week or SchoolProfile.objects.values_list("study_days", flat=True).first() or 5
    return list(enumerate(names[:week], 1))


def in_force(year, day=None, **of):
    """Slots in force on a day: today, or when the year begins."""
    day = day or max(clock.today(), year.starts_on)
    return (
        Slot.objects.on(day)
        .filter(section__group__year=year, **of)
        .select_related("section__subject", "section__group", "room")
        .order_by("weekday", "number", "section__group__name")
    )


def _own_classes(user) -> set[int]:
    """Classes of a parent's children, or the student's own: they stand first."""
    own = {grant.student for grant in grants_of(user) if grant.role in (Role.GUARDIAN, Role.STUDENT)}
    if not own:
        return set()
    return set(Placement.objects.on(clock.today()).filter(student__in=own).values_list("school_class", flat=True))


@guard(permissions.SEE_TIMETABLE)
def timetable(request):
    """Classes with their lessons of a weekday side by side."""
    year = year_shown()
    classes = list(SchoolClass.objects.filter(year=year)) if year else []
    week = days()
    chosen = request.GET.get("day", "")
    day = (
        int(chosen)
        if chosen.isdecimal() and 1 <= int(chosen) <= len(week)
        else min(clock.today().isoweekday(), len(week))
    )
    at = defaultdict(list)
    for slot in in_force(year, weekday=day).prefetch_related("section__group__classes") if year else []:
        for of in slot.section.group.classes.all():
            at[of.pk, slot.number].append(slot)
    numbers = range(1, max((number for _of, number in at), default=6) + 1)
    near = _own_classes(request.user)
    classes.sort(key=lambda of: of.pk not in near)
    rows = [(of, [at[of.pk, number] for number in numbers]) for of in classes]
    return render(
        request,
        "journal/timetable.html",
        {
            "title": _("Timetable"),
            "week": week,
            "day": day,
            "rows": rows,
            "lessons": numbers,
            "acts": _acts(request.user) if classes else [],
            "act": None if classes else first_steps.next_act(request.user),
        },
    )


def _acts(user):
    if not permissions.TIMETABLE.allows(user):
        return []
    return [
        Act(
            _("Print"),
            reverse("papers:report", args=["journal.timetable_paper"]),
            permissions.TIMETABLE,
            icon="print",
        ),
        Act(_("Export"), reverse("journal:timetable_list"), permissions.TIMETABLE, icon="download"),
        Act(_("Import"), f"{reverse('imports:new')}?kind=timetable", permissions.TIMETABLE, icon="upload"),
        Act(_("Versions"), reverse("journal:versions"), permissions.TIMETABLE, icon="grid"),
        Act(_("Hours of teachers"), reverse("journal:hours"), permissions.TIMETABLE),
        Act(_("FET, aSc, Untis"), reverse("journal:generate"), permissions.TIMETABLE),
    ]


@guard(permissions.TIMETABLE)
@require_safe
def timetable_list(request):
    """The whole timetable as the list that Import reads."""
    year = year_shown()
    content = workbook(year, max(clock.today(), year.starts_on)) if year else b""
    if not content:
        raise Http404(_("There is no academic year yet."))
    name = _("timetable.xlsx")
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)


@guard(permissions.SEE_TIMETABLE)
def class_timetable(request, pk):
    """A class's week; who may, enters it lesson by lesson."""
    of = get_object_or_404(SchoolClass.objects.select_related("year"), pk=pk)
    sections = list(Section.objects.filter(group__classes=of).select_related("subject", "group"))
    allowed = permissions.TIMETABLE.allows(request.user)
    entering = allowed.ok and ("edit" in request.GET or request.method == "POST")
    on = None if entering else _on(request, of.year)
    week, error, sent = days(), "", {}
    if request.method == "POST":
        permissions.TIMETABLE.demand(request.user)
        sent, slots = _sent(request, sections, week)
        try:
            made, dropped = set_timetable(
                of.year,
                slots,
                starts_on=max(clock.today(), of.year.starts_on),
                by=request.user,
                sections=[section.pk for section in sections],
            )
        except ValidationError as refused:
            error = refused.messages
        else:
            messages.success(
                request,
                _("Saved. Lessons made: %(made)s, taken out: %(dropped)s.") % {"made": made, "dropped": dropped},
            )
            return redirect("journal:class_timetable", pk=pk)
    at = defaultdict(list)
    for slot in in_force(of.year, on, section__group__classes=of):
        at[slot.number, slot.weekday].append(slot)
    rows = [
        (
            number,
            [(day, at[number, day], sent.get((day, number), _standing(at[number, day]))) for day, _n in week],
        )
        for number in (LESSONS if entering else range(1, max((number for number, _day in at), default=6) + 1))
    ]
    rooms = list(Room.objects.all())
    edit = Act(_("Edit"), f"{request.path}?edit", permissions.TIMETABLE, main=True)
    stands = defaultdict(list)
    for slot in chain(*at.values()):
        stands[slot.section_id].append(slot.weeks)
    any_turn = any(slot.weeks for slot in chain(*at.values()))
    return render(
        request,
        "journal/class_timetable.html",
        {
            "title": _("Timetable of %(class)s") % {"class": of},
            "line": " · ".join(filter(None, [on and date_from(on), _turn(of.year, on) if any_turn else ""])),
            "crumbs": [(_("Timetable"), reverse("journal:timetable"))],
            "acts": [edit] if allowed and not entering else [],
            "of": of,
            "week": week,
            "rows": [(number, [_entry(day, slots, now) for day, slots, now in cells]) for number, cells in rows],
            "sections": [(section, a_week(stands[section.pk])) for section in sections],
            "rooms": rooms,
            "may_load": not sections and LOAD.allows(request.user).ok,
            "entering": entering,
            "turns": Weeks.choices,
            "error": error,
        },
        status=422 if error else 200,
    )


def _on(request, year) -> date | None:
    """A later day of the year that the address asks for, as a notice of a new timetable does."""
    day = day_asked(request.GET.get("on", ""))
    return day if day and clock.today() < day <= year.ends_on else None


def _turn(year, on) -> str:
    """Which of the weeks that take turns it is now; nothing for a later day."""
    if on:
        return ""
    names = {FIRST: _("It is a first week now."), SECOND: _("It is a second week now.")}
    return names[week_of(max(clock.today(), year.starts_on), year.starts_on)]


def _standing(slots) -> list[tuple]:
    return [(slot.section_id, slot.room_id, slot.weeks) for slot in slots]


def _entry(day, slots, now):
    """A place of the table and its two choices: two subgroups meet there, or two lessons take turns."""
    first, second = (now + [(None, None, Weeks.EVERY)] * 2)[:2]
    return {"day": day, "slots": slots, "choices": [("a", *first), ("b", *second)]}


def _sent(request, sections, week):
    """({(day, number): [(section, room, weeks)]}, Spots) as the form sent them; foreign sections are left out."""
    own = {section.pk for section in sections}
    rooms = set(Room.objects.values_list("pk", flat=True))
    sent, slots = defaultdict(list), []
    for day, _name in week:
        for number in LESSONS:
            for part in "ab":
                section = request.POST.get(f"{part}-{day}-{number}", "")
                room = request.POST.get(f"room-{part}-{day}-{number}", "")
                if section.isdecimal() and int(section) in own:
                    room = int(room) if room.isdecimal() and int(room) in rooms else None
                    weeks = _weeks(request, part, day, number)
                    sent[day, number].append((int(section), room, weeks))
                    slots.append(Spot(int(section), day, number, room, weeks=weeks))
    return sent, slots


def _weeks(request, part, day, number) -> int:
    """The second lesson's weeks are asked for; the first, if nothing is, has the others."""
    told, other = (request.POST.get(f"weeks-{one}-{day}-{number}", "") for one in (part, {"a": "b", "b": "a"}[part]))
    if told in ("1", "2"):
        return int(told)
    return 3 - int(other) if part == "a" and not told and other in ("1", "2") else Weeks.EVERY
