"""A file of FET, aSc or Untis beside the school: what would stand in the week, what not, and why."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.formats import read_timetable
from journal.formats.shape import CLASS, SUBJECT, TEACHER, Placed, Timetable
from journal.imports.compare import default_day, notes, removed, staged_row
from journal.imports.placing import Placing, Plan
from journal.imports.programs.lessons import Lessons
from journal.imports.programs.matches import Matches
from journal.imports.week import Week
from journal.timetable_list import HEADINGS
from schoolmis import clock
from schoolmis.imports.reading import Row
from schoolmis.imports.records import Found, Record
from schoolmis.imports.staging import Staged, StagedRow, State
from schoolmis.imports.year import import_year
from schoolmis.structure.models import Term
from schoolmis.structure.rules import Outcome
from schoolmis.ui.dates import weekday

KIND = "timetable"
PROGRAMS = {"fet": "FET", "asc": "aSc Timetables", "untis": "Untis"}
COLUMNS = {"class": 0, "day": 1, "number": 2, "subject": 3, "teacher": 4, "room": 5, "group": 6, "weeks": 7}


def reads(content: bytes) -> Found:
    """Lessons as rows of the list that the list import reads: what is refused goes out mended, as such a list."""
    told = read_timetable(content)
    found = Found()
    found.headings["", KIND], found.columns["", KIND] = Row(1, tuple(HEADINGS["ky"])), dict(COLUMNS)
    found.records = [_record(one) for one in told.placed]
    found.told = told
    return found


def _record(one: Placed) -> Record:
    cells = (
        " + ".join(one.classes),
        weekday(one.weekday).capitalize(),
        one.number,
        one.subject,
        " / ".join(one.teachers),
        " / ".join(one.rooms),
        ", ".join(one.groups),
        min(one.weeks) if one.weeks and len(one.weeks) == 1 else "",
    )
    return Record(KIND, "", one.line, dict(zip(COLUMNS, cells, strict=True)), cells)


def starting(found: Found, year) -> date:
    told = found.options.get("starts_on")
    day = date.fromisoformat(told) if told else default_day(year)
    if not year.starts_on <= day <= year.ends_on:
        span = {"first": f"{year.starts_on:%d.%m.%Y}", "last": f"{year.ends_on:%d.%m.%Y}"}
        raise ValidationError(_("The timetable begins within the year, %(first)s to %(last)s.") % span, "starts_on")
    found.options["starts_on"] = day.isoformat()
    return day


def chosen(options: dict, told: Timetable) -> tuple[int, int]:
    """(week of the file's cycle, term of the file) whose lessons are placed."""
    now = Term.objects.filter(starts_on__lte=clock.today()).order_by("starts_on").last()
    term = min(now.number if now else 1, told.terms)
    return int(options.get("week") or 1), int(options.get("term") or term)


def prepare(found: Found) -> Staged:
    """Nothing is written."""
    year = import_year()
    week = Week(year, starting(found, year))
    told: Timetable = found.told
    matches = Matches(told, week)
    cycle, term = chosen(found.options, told)
    lessons = Lessons(matches, week=cycle, term=term)
    staged = Staged(
        plan=Plan(week, name=f"{PROGRAMS[told.source]} {week.starts_on:%d.%m.%Y}", source=PROGRAMS[told.source])
    )
    lines = [lessons.line(one, record) for one, record in zip(told.placed, found.records, strict=True)]
    mentioned = {of for line in lines for of in line.classes if line.journals}
    staged.plan.scope = {one.id for of in mentioned for one in week.of_class[of]}
    Placing(staged.plan, lines).place()
    for line in lines:
        staged.rows.append(staged_row(line, staged.plan))
        refused = line.book.refused
        staged.outcomes.append(Outcome(line.record, None if refused else line, line.book.closed()))
    staged.rows += [_lost(fault) for fault in told.faults]
    staged.rows += removed(staged.plan)
    staged.notes = _notes(staged.plan, mentioned, lessons, matches, found, lines)
    return staged


def _lost(fault) -> StagedRow:
    """A line of the file that is no lesson; what is only remarked there changes nothing."""
    state = State.REFUSED if fault.refused else State.UNCHANGED
    return StagedRow(KIND, "", fault.row, faults=(fault,), state=state)


def _met(lines) -> int:
    """Lessons refused for another that stands at their hour."""
    busy = {"class_busy", "teacher_busy", "room_busy"}
    return sum(any(fault.code in busy for fault in line.book.faults) for line in lines)


def _notes(plan: Plan, mentioned: set, lessons: Lessons, matches: Matches, found: Found, lines: list) -> list:
    told = matches.told
    open_names = {
        kind: [name for name in told.names(kind) if matches.target(kind, name) is None]
        for kind in (SUBJECT, CLASS, TEACHER)
    }
    said = [("program", {"name": PROGRAMS[told.source]})]
    if told.member:
        said.append(("member_chosen", {"name": told.member}))
    if any(open_names.values()):
        said.append(("names_open", {"n": sum(map(len, open_names.values()))}))
    if told.weeks == 2:
        said.append(("weeks_in_turn", {}))
    elif told.weeks > 2:
        said.append(("week_chosen", {"n": lessons.cycle, "all": told.weeks}))
    if told.terms > 1:
        said.append(("term_chosen", {"n": lessons.term, "all": told.terms}))
    if told.noon:
        said.append(("afternoon_counted", {"n": told.noon + 1}))
    if told.source == "untis" and (met := _met(lines)):
        said.append(("untis_weeks", {"n": met}))
    if lessons.is_counted:
        said.append(("second_shift", {"n": lessons.offset + 1}))
    return said + [note for note in notes(plan, mentioned, found) if note[0] != "timetable_from"]
