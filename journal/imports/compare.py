"""A timetable beside the school: which lessons are new, stay, go, or cannot be; nothing is written here."""

import re
from collections import defaultdict
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.imports.lines import Line, Reading
from journal.imports.placing import Placing, Plan
from journal.imports.week import Week
from journal.rules.timetable import a_week
from schoolmis import clock
from schoolmis.imports.records import Found
from schoolmis.imports.staging import Staged, StagedRow, State
from schoolmis.imports.year import import_year
from schoolmis.people import cells
from schoolmis.people.names import fold
from schoolmis.structure.rules import Outcome, class_label
from schoolmis.ui.dates import weekday


def default_day(year) -> date:
    return max(clock.today(), year.starts_on)


def asked(_by) -> dict:
    """The question beside the file."""
    try:
        day = default_day(import_year())
    except ValidationError:
        day = clock.today()
    label, told = _("In force from"), _("Lessons are laid from this day to the end of the year.")
    return {"starts_on": forms.DateField(label=label, initial=day, help_text=told)}


def called(row: StagedRow) -> str:
    """«3/2 Физика» of the staged row as the reader's language has it."""
    found = re.match(r"(\d)/(\d+) (.*)", row.title, re.DOTALL)
    if not found:
        return row.title
    return f"{weekday(int(found[1])).capitalize()}, {found[2]}. {found[3]}"


def prepare(found: Found) -> Staged:
    """Compare the file with the timetable that is in force from the day asked on."""
    year = import_year()
    told = found.options.get("starts_on")
    starts_on = date.fromisoformat(told) if told else default_day(year)
    if not year.starts_on <= starts_on <= year.ends_on:
        span = {"first": f"{year.starts_on:%d.%m.%Y}", "last": f"{year.ends_on:%d.%m.%Y}"}
        raise ValidationError(_("The timetable begins within the year, %(first)s to %(last)s.") % span, "starts_on")
    found.options["starts_on"] = starts_on.isoformat()
    week = Week(year, starts_on)
    staged = Staged(plan=Plan(week))
    read = Reading(week)
    rows = [read.row(record) for record in found.of("timetable")]
    mentioned = {of for one in rows for of in one.classes if one.journals}
    staged.plan.scope = {one.id for of in mentioned for one in week.of_class[of]}
    Placing(staged.plan, rows).place()
    for one in rows:
        staged.rows.append(staged_row(one, staged.plan))
        refused = one.book.refused
        staged.outcomes.append(Outcome(one.record, None if refused else one, one.book.closed()))
    staged.rows += removed(staged.plan)
    staged.notes = notes(staged.plan, mentioned, found)
    return staged


def staged_row(line: Line, plan: Plan) -> StagedRow:
    record = line.record
    subject = cells.text(record.get("subject") or ("" if "subject" in record.values else record.get("number")))
    told = StagedRow("timetable", record.sheet, record.row, faults=line.book.closed())
    when = f"{line.day}/{line.number} " if line.day and line.number else ""
    parts = [one.group.rsplit("·", 1)[-1].strip() for one in line.journals if one.is_part]
    told.title = when + " · ".join(filter(None, [subject[:120], ", ".join(parts)]))
    label = " + ".join(class_label(*one) for one in line.classes)
    told.place = label or (cells.text(record.get("class")) or record.section)[:20]
    if line.book.refused:
        told.state = State.REFUSED
        return told
    now = plan.week.slots
    told.changes = [("room", now[place], room) for place, room in line.slots.items() if now.get(place, room) != room]
    if all(place in now for place in line.slots):
        told.state = State.CHANGED if told.changes else State.UNCHANGED
    else:
        told.changes = [("room", "", room) for room in line.slots.values() if room]
    return told


def removed(plan: Plan) -> list[StagedRow]:
    """What stands in the timetable of the file's classes and not in the file."""
    rows = []
    for place in plan.week.slots:
        section, day, number, _weeks = place
        if section in plan.scope and place not in plan.slots:
            journal = plan.week.journals[section]
            title = f"{day}/{number} {journal.subject.name_ky}"
            rows.append(StagedRow("timetable", "", 0, title=title, place=journal.place, state=State.REMOVED))
    return rows


def notes(plan: Plan, mentioned, found: Found) -> list[tuple[str, dict]]:
    week, told = plan.week, [("timetable_from", {"day": f"{plan.week.starts_on:%d.%m.%Y}"})]
    known = week.rooms.keys()
    fresh = {fold(room): room for room in plan.slots.values() if room and fold(room) not in known}
    plan.rooms_to_make = sorted(fresh.values())
    if fresh:
        told.append(("rooms_to_make", {"names": ", ".join(plan.rooms_to_make)}))
    left = sorted(week.of_class.keys() - mentioned)
    if left and mentioned:
        told.append(("timetable_left", {"names": ", ".join(class_label(*one) for one in left)}))
    stands = defaultdict(list)
    for section, _day, _number, weeks in plan.slots:
        stands[section].append(weeks)
    count = {pk: a_week(stands[pk]) for pk in plan.scope}
    other = [one for pk, one in week.journals.items() if pk in plan.scope and count[pk] != one.hours]
    if other:
        named = [f"{one.title} {count[one.id]:f}/{one.hours.normalize():f}" for one in other]
        told.append(("timetable_hours", {"names": "; ".join(named[:12]) + (" …" if len(named) > 12 else "")}))
    return told + found.notes()
