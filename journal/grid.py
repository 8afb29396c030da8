"""The page of the grid, read in a few statements (design §11)."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import locks, policy, remote, signing
from journal.cells import Mean, parted, whole_averages
from journal.roster import Member, members
from journal.rules.control_works import is_control
from journal.rules.marks import may_write
from journal.rules.scales import CRITERIA, FIVE_POINTS, Scale
from schoolmis import clock
from schoolmis.structure.models import Section, Term
from schoolmis.ui.dates import day_month, is_ru
from students.models import short

YEAR = 0  # stands where a term's id does
WEEKDAYS = {"ky": ["дш", "шш", "шр", "бш", "жм", "иш", "жк"], "ru": ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]}


@dataclass
class Column:
    """One lesson at the head of the grid."""

    id: int
    date: date
    number: int
    topic: str
    homework: str
    kind: str
    kind_name: str
    weight: Decimal
    locked: str
    taken: bool
    part: int = 0
    counts: bool = True
    visible: bool = True
    is_today: bool = False
    of: int = 0
    most: int | None = None
    stood_in: str = ""
    signed: str = ""
    is_changed: bool = False
    remote: str = ""

    @property
    def weekday(self) -> str:
        """Two letters, for the narrow head."""
        return WEEKDAYS["ru" if is_ru() else "ky"][self.date.weekday()]

    @property
    def heavy(self) -> bool:
        return is_control(self.weight)

    @property
    def title(self) -> str:
        said = {"day": day_month(self.date), "number": self.number, "work": self.part + 1}
        return (_("%(day)s, lesson %(number)s, work %(work)s") if self.part else _("%(day)s, lesson %(number)s")) % said


@dataclass
class Grid:
    """Everything the page shows for a section and a term."""

    section: Section
    term: Term
    columns: list[Column]
    roster: list[Member]
    cells: dict[tuple[int, int], tuple]
    results: dict[tuple[int, int], tuple[str, int]]
    results_lock: str
    past: list[Term] = field(default_factory=list)
    away: frozenset = frozenset()
    scale: Scale = FIVE_POINTS
    with_year: bool = False
    year_lock: str = ""
    term_closed: bool = False
    opened_until: date | None = None
    told: dict[int, tuple[str, str]] = field(default_factory=dict)
    on: date | None = None
    checks: dict[tuple[int, int], str] = field(default_factory=dict)
    means: dict[int, Mean] = field(default_factory=dict)
    """Of those whose marks of the subject stand in other journals too."""

    @cached_property
    def today(self) -> int | None:
        """Place of the column shown first: of the day asked for, today's, else the last one held."""
        asked = next((place for place, column in enumerate(self.columns) if column.date == self.on), None)
        if asked is not None:
            return asked
        today = clock.today()
        held = [place for place, column in enumerate(self.columns) if column.date <= today and not column.part]
        return held[-1] if held else (0 if self.columns else None)

    @property
    def with_marks(self) -> bool:
        return self.scale.marked

    @property
    def values(self) -> tuple[str, ...]:
        """What a result of the term may say."""
        return self.scale.results(self.section.subject_id, policy.proposals())

    @property
    def scale_page(self) -> str:
        """The scale as the page's program reads it; empty for five points."""
        found = self.scale.page()
        return json.dumps(found, ensure_ascii=False) if found else ""

    @property
    def average_name(self) -> str:
        if self.scale.kind == CRITERIA:
            return _("Per cent")
        return _("Average") if self.scale.averaged else _("How often")

    @property
    def ends(self) -> int:
        """How many columns stand at the right of the lessons."""
        return len(self.past) + 3 + 2 * self.with_year

    def limit(self, reach, why: str, *, refines: bool) -> None:
        """Who stands in for another fills the lessons of the order; the others and the results are locked.

        `refines`: she leads this class and gives reasons of absences in every lesson.
        """
        if reach.is_whole:
            return
        self.results_lock, self.year_lock = self.results_lock or why, self.year_lock or why
        for column in [] if refines else self.columns:
            column.locked = column.locked or ("" if reach.covers(column.date, column.number) else why)

    def months(self):
        """[(month of the columns, how many)] for the head."""
        return [
            (each[0].date, len(each)) for each in (list(g) for _k, g in groupby(self.columns, lambda c: c.date.month))
        ]


# Written out: composing them anew for each page costs ten times what the database needs.
LESSONS = """
select l.id, l.date, l.number, l.topic, l.homework, l.taken_at is not null,
    case when coalesce(l.counts, k.counts, true) then coalesce(l.weight, k.weight, 1) else 0 end,
    k.short_ky, k.short_ru,
    k.name_ky, k.name_ru, l.part, coalesce(l.visible, k.visible, true), l.most, (
        select p.last_name || ' ' || left(p.first_name, 1) || '.' from orders_substitution s
        join people_employee e on e.id = s.substitute_id join people_person p on p.id = e.person_id
        where s.section_id = l.section_id and s.starts_on <= l.date and s.ends_on > l.date
        and (s.number is null or s.number = l.number) limit 1), u.name,
    l.signed_at, {changed},
    {place}
from journal_lesson l left join journal_workkind k on k.id = l.kind_id
left join accounts_user u on u.id = l.signed_by_id
where l.section_id = %s and l.date between %s and %s and l.status = 'planned'
order by l.date, l.number, l.part
""".format(changed=signing.CHANGED.format(of="l"), place=remote.PLACE.format(of="l"))
CELLS = """
select lesson_id, student_id, first, second, absence, late, retake, comment, version
from journal_cell where lesson_id = any(%s)
"""
# Absent in any lesson of the day.
AWAY = """
union all select 0, c.student_id, null, null, c.absence, null, false, '', 0
from journal_lesson l join journal_cell c on c.lesson_id = l.id
where l.date = %s and l.part = 0 and c.student_id = any(%s) and c.absence <> ''
"""
# Told about today beforehand: the letter stands grey in today's empty cell.
TOLD = """
union all select -1, n.student_id, null, null, n.reason, null, false, n.words, 0
from journal_absencenote n where n.student_id = any(%s) and %s between n.first and n.last and n.status <> 'refused'
"""
# Remarks of the checker that are not closed: on a lesson, on a student of it, or on the whole journal.
CHECKS = """
union all select -2, coalesce(r.student_id, 0), null, null, '', null, false, r.words, coalesce(r.lesson_id, 0)
from journal_checkremark r where r.section_id = %s and r.status <> 'accepted'
"""
RESULTS = """
select student_id, coalesce(term_id, 0), value, code, own, version from students_result
where subject_id = %s and year_id = %s and period in ('term', 'year') and student_id = any(%s)
"""


def read(section: Section, term: Term, past: list[Term], *, with_year=False) -> Grid:
    """The grid of a term; `past` are the earlier terms whose results stand at the right. Seven statements at most.

    `with_year`: the year's results stand there too, in the grid of the last term.
    """
    today = clock.today()
    lock = locks.term_lock(section, term)
    year = section.group.year
    scale = policy.scale_for(section)
    found = _rows(LESSONS, section.pk, term.starts_on, term.ends_on)
    columns = [_column(row, lock, year, today, scale) for row in found]
    lessons = {(column.date, column.number): column.id for column in columns if not column.part}
    for column in columns:
        column.of = lessons.get((column.date, column.number), 0) if column.part else 0
    roster = members(section, term.starts_on, term.ends_on)
    students = [member.id for member in roster]
    cells, away, told, checks = {}, set(), {}, {}
    wanted, values = CELLS + CHECKS, [[column.id for column in columns], section.pk]
    if any(column.is_today for column in columns):
        wanted, values = wanted + AWAY + TOLD, [*values, today, students, students, today]
    for lesson, student, *rest in _rows(wanted, *values):
        if lesson > 0:
            cells[lesson, student] = rest
        elif lesson == -2:
            checks[rest[6], student] = "; ".join(filter(None, [checks.get((rest[6], student)), rest[5]]))
        elif lesson:
            told[student] = rest[2], rest[5]
        else:
            away.add(student)
    results = {
        (student, of): (short(value, code, own), version)
        for student, of, value, code, own, version in _rows(RESULTS, section.subject_id, year.pk, students)
    }
    _here, wide = parted(section, term.starts_on, term.ends_on, roster)
    means = whole_averages(section, term.starts_on, term.ends_on, wide, scale=scale)
    shut = locks.of_term(section, term, lock)
    of_year = locks.of_year(year, term) if with_year else ""
    marks = scale, scale.marked and with_year, of_year
    return Grid(
        section,
        term,
        columns,
        roster,
        cells,
        results,
        shut,
        past,
        frozenset(away),
        *marks,
        lock.closed,
        lock.until,
        told=told,
        checks=checks,
        means={member.id: means.get(member.id, Mean(None)) for member in wide},
    )


def _rows(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _column(row, lock, year, today, scale) -> Column:
    pk, day, number, topic, homework, taken, weight, short_ky, short_ru, name_ky, name_ru, *rest = row
    part, visible, most, stood_in, *sign, place = rest
    closed = {"closed": lock.closed, "reopened": lock.reopened, "year_closed": year.closed_on is not None}
    state = may_write(day, today, free_days=0, changes=False, **closed)
    ky, ru = (short_ky or short_ru, name_ky or name_ru), (short_ru or short_ky, name_ru or name_ky)
    letters, name = ru if is_ru() else ky
    why = locks.sentence(state) if state.code == "locked" else ""
    head = pk, day, number, topic, homework, letters or "", name or "", weight, why, taken
    most = (most or scale.top) if scale.kind == CRITERIA else None
    signed = signing.told(*sign) if sign[1] else ""
    said = {"stood_in": stood_in or "", "signed": signed, "is_changed": sign[2], "remote": place or ""}
    return Column(*head, part, weight > 0, visible, day == today, most=most, **said)


def addresses(section: Section) -> dict[str, str]:
    """Where the page's program sends and asks."""
    return {
        "save": reverse("journal:cells", args=[section.pk]),
        "results": reverse("journal:results", args=[section.pk]),
        "attendance": reverse("journal:attendance", args=[section.pk]),
        "topics": reverse("journal:topics", args=[section.pk]),
        "sign": reverse("journal:sign", args=[0]).replace("/0/", "/{l}/"),
        "history": reverse("journal:history", args=[0, 0]).replace("/0/0/", "/{l}/{s}/"),
        "results_history": reverse("journal:result_history", args=[section.pk, "0", 0]).replace("/0/0/", "/{r}/{s}/"),
    }
