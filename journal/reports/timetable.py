"""The weekly timetable on paper: the school's for the director's signature, a class's for the wall, the teachers'."""

from collections import defaultdict
from itertools import groupby

from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal import permissions
from journal.models import Slot, Weeks
from journal.reports.plans import year_of
from schoolmis import clock
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Band, Column, Heading, Signature
from schoolmis.structure.bells import Bells
from schoolmis.structure.models import Bell, SchoolClass, SchoolProfile, TeachingLoad
from schoolmis.ui.dates import clock_time, date_as_of, weekday
from schoolmis.ui.forms import SchoolForm

BROAD = 9
"""Classes beside each other on one sheet of the school."""


class TimetableForm(SchoolForm):
    by = forms.ChoiceField(
        label=gettext_lazy("Rows"),
        choices=[
            ("school", gettext_lazy("The whole school")),
            ("class", gettext_lazy("A sheet for each class")),
            ("teacher", gettext_lazy("By teacher")),
        ],
        initial="school",
    )
    on = forms.DateField(label=gettext_lazy("In force on"), initial=clock.today)

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)


@register
class TimetablePaper(Report):
    code = "journal.timetable_paper"
    title = gettext_lazy("Timetable on paper")
    about = gettext_lazy(
        "The week in force: of the school with the director's approval, of each class, of the teachers"
    )
    permission = permissions.TIMETABLE
    form_class = TimetableForm
    landscape = True
    numbered = False

    def sections(self, params):
        """A sheet for classes of a shift that stand beside each other, for each class, for teachers of a shift."""
        year = year_of(params["on"])
        found = {
            **params,
            "year": year,
            "days": range(1, (SchoolProfile.objects.values_list("study_days", flat=True).first() or 5) + 1),
            "bells": Bells(Bell.objects.all()),
            "slots": _slots(year, params["on"]),
        }
        found["at"] = _by_place(found["slots"])
        classes = sorted(SchoolClass.objects.filter(year=year), key=lambda of: (of.shift, of.grade, of.letter))
        if params["by"] == "teacher":
            shifts = sorted({slot.shift for slot in found["slots"]}) or [1]
            return [{**found, "shift": shift if len(shifts) > 1 else None} for shift in shifts]
        if params["by"] == "class":
            return [{**found, "classes": [of]} for of in sorted(classes, key=lambda of: (of.grade, of.letter))]
        return [
            {**found, "classes": part}
            for _shift, those in groupby(classes, key=lambda of: of.shift)
            for part in _parts(list(those))
        ]

    def columns(self, params):
        first = [Column("number", "№", kind="int", width=8), Column("hours", _("Hour"), align="center")]
        if params["by"] == "school":
            return [*first, *(Column(f"c{of.pk}", str(of), weight=1) for of in params["classes"])]
        if params["by"] == "class":
            return [*first, *(Column(f"d{day}", weekday(day).capitalize(), weight=1) for day in params["days"])]
        held = {(slot.weekday, slot.number) for slot in _of_shift(params)}
        return [
            Column("name", _("Teacher")),
            *(
                Column(f"{day}-{number}", str(number), group=weekday(day).capitalize(), align="center")
                for day, number in sorted(held)
            ),
        ]

    def rows(self, params):
        if params["by"] == "teacher":
            return _of_teachers(_of_shift(params))
        at = params["at"]
        mine = {of.pk for of in params["classes"]}
        numbers = range(1, max((number for pk, _day, number in at if pk in mine), default=0) + 1)
        if params["by"] == "class":
            (of,) = params["classes"]
            return [
                _hour(params, of, number)
                | {f"d{day}": _said(at.get((of.pk, day, number), ()), True) for day in params["days"]}
                for number in numbers
            ]
        return [row for day in params["days"] for row in _of_day(params, day, numbers, at)]

    def heading(self, params, lang):
        head = letterhead.current(lang)
        title = pgettext("paper", "Timetable of lessons")
        if params["by"] == "class":
            title = pgettext("paper", "Timetable of lessons, class %(class)s") % {"class": params["classes"][0]}
        elif params["by"] == "teacher":
            title = pgettext("paper", "Timetable of the teachers")
            if params["shift"]:
                title = pgettext("paper", "Timetable of the teachers, shift %(shift)s") % {"shift": params["shift"]}
        turns = _("(1) – first weeks, (2) – second weeks of the year.")
        return Heading(
            title=title,
            subtitle=_("Academic year %(year)s · %(day)s")
            % {"year": params["year"], "day": date_as_of(params["on"], lang)},
            approve=None if params["by"] == "teacher" else Approve(head.head_post, head.head_name),
            notes=(turns,) if any(slot.weeks for slot in params["slots"]) else (),
            signatures=(Signature(_("Deputy head for studies"), ""),),
        )


def _slots(year, day) -> list[Slot]:
    """The places in force, each with its `shift`; three statements."""
    loads = Prefetch(
        "section__loads", TeachingLoad.objects.on(day).select_related("teacher__person"), to_attr="loads_now"
    )
    found = Slot.objects.on(day).filter(section__group__year=year).select_related("section__subject", "room")
    slots = found.select_related("section__group").prefetch_related("section__group__classes", loads)
    slots = list(slots.order_by("weekday", "number", "section__group__name"))
    for slot in slots:
        slot.shift = min((of.shift for of in slot.section.group.classes.all()), default=1)
    return slots


def _by_place(slots) -> dict[tuple[int, int, int], list[Slot]]:
    """{(class, day, number): its places}"""
    at = defaultdict(list)
    for slot in slots:
        for of in slot.section.group.classes.all():
            at[of.pk, slot.weekday, slot.number].append(slot)
    return dict(at)


def _of_shift(params) -> list[Slot]:
    return [slot for slot in params["slots"] if params["shift"] in (None, slot.shift)]


def _parts(classes) -> list[list]:
    """As few parts of at most BROAD as there can be, equally long."""
    count = -(-len(classes) // BROAD)
    ends = [len(classes) * part // count for part in range(count + 1)]
    return [classes[start:end] for start, end in zip(ends, ends[1:], strict=False)]


def _hour(params, of, number) -> dict:
    bell = params["bells"].of(of.shift, number, of.grade)
    return {"number": number, "hours": f"{clock_time(bell.starts_at)}–{clock_time(bell.ends_at)}" if bell else ""}


def _of_day(params, day, numbers, at):
    yield Band(weekday(day).capitalize())
    for number in numbers:
        cells = {f"c{of.pk}": _said(at.get((of.pk, day, number), ())) for of in params["classes"]}
        if any(cells.values()):
            yield _hour(params, params["classes"][0], number) | cells


def _said(slots, teachers=False) -> str:
    """A subject a line, subgroups of one subject together: «Алгебра, 12», and who teaches it on a class's sheet."""
    lines = []
    for (subject, weeks), those in groupby(slots, key=lambda slot: (slot.section.subject, slot.weeks)):
        those = list(those)
        rooms = "/".join(dict.fromkeys(str(slot.room) for slot in those if slot.room))
        line = ", ".join(filter(None, [subject.name, rooms])) + _turn(weeks)
        names = dict.fromkeys(load.teacher.person.short_name for slot in those for load in slot.section.loads_now)
        lines.append("\n".join(filter(None, [line, ", ".join(names) if teachers else ""])))
    return "\n".join(lines)


def _turn(weeks) -> str:
    return "" if weeks == Weeks.EVERY else f" ({weeks})"


def _of_teachers(slots) -> list[dict]:
    """{day and number: classes} of each teacher, in the alphabet's order."""
    found = {}
    for slot in slots:
        for load in slot.section.loads_now:
            person = load.teacher.person
            row = found.setdefault((person.sort_key, load.teacher_id), {"name": person.short_name})
            said = f"{slot.section.group}{_turn(slot.weeks)}"
            key = f"{slot.weekday}-{slot.number}"
            row[key] = f"{row[key]}\n{said}" if key in row else said
    return [found[key] for key in sorted(found)]
