"""Substitutions on paper: the sheet of a day for the staff room's wall, and the book of a month (R1-4.1/2, R1-2.2b)."""

from collections import defaultdict
from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import permissions
from journal.reports.forms import months, next_month, years
from journal.substitutes.book import entries
from journal.substitutes.day import Day, State
from schoolmis import clock
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Column, Heading, Signature
from schoolmis.ui.dates import clock_time, date_long, date_short, month_year, weekday
from schoolmis.ui.forms import SchoolForm


class DayForm(SchoolForm):
    on = forms.DateField(label=gettext_lazy("Day"), initial=clock.today, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

    def clean_on(self):
        return self.cleaned_data["on"] or clock.today()


@register
class DaySheet(Report):
    """It hangs where everybody reads it: no reasons of absences."""

    code = "journal.substitutions"
    title = gettext_lazy("Day sheet of substitutions")
    about = gettext_lazy("For the wall of the staff room: lesson, class, subject, room, in place of whom, by whom")
    permission = permissions.SUBSTITUTE
    form_class = DayForm
    numbered = False

    def columns(self, params):
        return [
            Column("number", _("Lesson"), kind="int"),
            Column("hours", _("Hour")),
            Column("group", _("Class"), weight=1),
            Column("subject", _("Subject"), weight=2),
            Column("room", _("Room")),
            Column("absent", _("In place of"), weight=2),
            Column("by", _("Who stands in"), weight=2, strong=True),
        ]

    def rows(self, params):
        return [_line(line) for line in Day(params["on"]).lines]

    def heading(self, params, lang):
        day = params["on"]
        return Heading(
            title=_("Substitutions"),
            subtitle=f"{weekday(day, lang).capitalize()}, {date_long(day, lang)}",
            notes=(_("What is marked * waits for the director's signature."),),
            signatures=(Signature(_("Deputy head for studies")),),
        )

    def file_name(self, params):
        return f"substitutions-{params['on']}"


def _line(line) -> dict:
    lesson = line.lesson
    begins, ends = lesson.hours
    return {
        "number": lesson.hour,
        "hours": f"{clock_time(begins)}–{clock_time(ends)}",
        "group": str(lesson.section.group),
        "subject": lesson.section.subject.name,
        "room": lesson.room_name,
        "absent": line.absent.employee.person.short_name,
        "by": _by(line),
    }


def _by(line) -> str:
    if line.state == State.MOVED:
        return _("moved: %(where)s") % {"where": line.moved_to}
    if line.state in (State.OPEN, State.LOST):
        return str(State(line.state).label)
    name = _("%(name)s, groups together") % {"name": line.by} if line.hold and line.hold.joined else line.by
    name = f"{name} ({line.brought_from})" if line.bring else name
    return f"{name} *" if line.state == State.DRAFTED else name


class BookForm(SchoolForm):
    month = forms.ChoiceField(label=gettext_lazy("Month"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.first_days = {f"{first:%Y-%m}": first for year in years() for first in months(year)}
        self.fields["month"].choices = [(key, month_year(first)) for key, first in self.first_days.items()]
        self.fields["month"].initial = next(iter(self.first_days), None)

    def clean_month(self):
        chosen = self.first_days.get(self.cleaned_data["month"])
        return chosen or next(iter(self.first_days.values()), clock.today().replace(day=1))


@register
class Book(Report):
    """Three sheets: the book, what each held for others, what each missed; they add up to the timesheet's figures."""

    code = "journal.substitutions_book"
    title = gettext_lazy("Book of substitutions")
    about = gettext_lazy("Lessons missed and replaced in a month: who, why, by whom, by which order; totals by person")
    permission = permissions.SUBSTITUTE
    form_class = BookForm
    landscape = True

    def sections(self, params):
        first = params["month"]
        found = entries(first, next_month(first) - timedelta(1))
        return [{**params, "entries": found, "part": part} for part in ("book", "given", "ceded")]

    def columns(self, params):
        return {"book": _book_columns, "given": _given_columns, "ceded": _ceded_columns}[params["part"]]()

    def rows(self, params):
        if params["part"] == "book":
            return [_entry(one) for one in params["entries"]]
        return _given(params["entries"]) if params["part"] == "given" else _ceded(params["entries"])

    def totals(self, params, rows):
        keys = ("lessons",) if params["part"] == "book" else ("lessons", "joined", "replaced", "lost")
        known = {column.key for column in self.columns(params)}
        sums = {key: sum(row[key] or 0 for row in rows) or None for key in keys if key in known}
        return [{"date" if params["part"] == "book" else "name": _("Total"), **sums}] if rows else []

    def heading(self, params, lang):
        head = letterhead.current(lang)
        title = {
            "book": _("Book of missed and replaced lessons"),
            "given": _("Lessons held for others"),
            "ceded": _("Lessons missed by teachers"),
        }[params["part"]]
        return Heading(
            title=title,
            subtitle=month_year(params["month"], lang),
            approve=Approve(head.head_post, head.head_name) if params["part"] == "book" else None,
            signatures=(Signature(_("Deputy head for studies")),),
        )

    def file_name(self, params):
        return f"substitutions-{params['month']:%Y-%m}"


def _book_columns():
    return [
        Column("date", _("Date"), kind="date"),
        Column("absent", _("Absent teacher"), weight=2),
        Column("reason", _("Reason"), weight=2),
        Column("group", _("Class")),
        Column("subject", _("Subject"), weight=2),
        Column("number", _("Lesson №"), kind="int"),
        Column("lessons", _("Lessons"), kind="int"),
        Column("substitute", _("Who stood in"), weight=2),
        Column("order", _("Order №")),
    ]


def _given_columns():
    return [
        Column("name", _("Who stood in"), weight=3),
        Column("lessons", _("Lessons"), kind="int", strong=True),
        Column("joined", _("of them with her own group"), kind="int"),
        Column("orders", _("Orders"), weight=2),
    ]


def _ceded_columns():
    return [
        Column("name", _("Absent teacher"), weight=3),
        Column("reason", _("Reason"), weight=2),
        Column("lessons", _("Lessons missed"), kind="int", strong=True),
        Column("replaced", _("Replaced"), kind="int"),
        Column("lost", _("Not held"), kind="int"),
    ]


def _entry(one) -> dict:
    days = one.first if one.first == one.last else f"{date_short(one.first)} – {date_short(one.last)}"
    who = one.substitute[1] if one.substitute else one.instead or str(State.LOST.label)
    return {
        "date": days,
        "absent": one.absent[1],
        "reason": one.reason,
        "group": one.group,
        "subject": one.subject,
        "number": one.number,
        "lessons": one.lessons,
        "substitute": _("%(name)s, groups together") % {"name": who} if one.joined else who,
        "order": one.order,
    }


def _given(entries) -> list[dict]:
    found = defaultdict(lambda: {"lessons": 0, "joined": 0, "orders": {}})
    for one in entries:
        if one.substitute:
            row = found[one.substitute]
            row["lessons"] += one.lessons
            row["joined"] += one.lessons * one.joined
            row["orders"][one.order] = True
    return [
        {"name": who[1], **row, "joined": row["joined"] or None, "orders": ", ".join(row["orders"])}
        for who, row in sorted(found.items(), key=lambda pair: pair[0][1])
    ]


def _ceded(entries) -> list[dict]:
    found = defaultdict(lambda: {"lessons": 0, "replaced": 0, "lost": 0, "reason": {}})
    for one in entries:
        row = found[one.absent]
        row["lessons"] += one.lessons
        row["replaced" if one.substitute else "lost"] += one.lessons
        row["reason"] |= {one.reason: True} if one.reason else {}
    return [
        {"name": who[1], **row, "lost": row["lost"] or None, "reason": ", ".join(row["reason"])}
        for who, row in sorted(found.items(), key=lambda pair: pair[0][1])
    ]
