"""Plan against fact: what had to be held by a day, what was, what was lost and why (R1-4.1/2)."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from journal.models import Plan
from schoolmis.structure.models import AcademicYear


@dataclass
class Fact:
    """One journal up to a day. `lost` counts lessons by reason; all figures are lessons of one hour."""

    section: int
    planned: int = 0
    held: int = 0
    unfilled: int = 0
    to_come: int = 0
    lost: Counter = field(default_factory=Counter)
    state: str = ""

    @property
    def lost_hours(self) -> int:
        return sum(self.lost.values())

    @property
    def due(self) -> int:
        """Lessons that the timetable had up to the day."""
        return self.held + self.unfilled + self.lost_hours

    @property
    def over(self) -> int:
        """Hours of the plan that the year has no lessons for any more."""
        return max(0, self.planned - self.held - self.unfilled - self.to_come) if self.planned else 0


LESSONS = """
select l.section_id, count(*) filter (where l.date <= %(day)s and w.written),
    count(*) filter (where l.date <= %(day)s and not w.written), count(*) filter (where l.date > %(day)s)
from journal_lesson l join structure_section s on s.id = l.section_id join structure_group g on g.id = s.group_id
cross join lateral (select l.topic <> '' or l.taken_at is not null or exists (
    select from journal_cell c where c.lesson_id = l.id) as written) w
where g.year_id = %(year)s and l.status = 'planned' and l.part = 0 and (%(all)s or l.section_id = any(%(sections)s))
group by l.section_id
"""
# Lessons taken out with a reason; and those that the calendar has taken although the timetable still has them.
LOST = """
select l.section_id, coalesce(x.reason, 'day_off'), count(*)
from journal_lesson l join structure_section s on s.id = l.section_id join structure_group g on g.id = s.group_id
join structure_academicyear y on y.id = g.year_id
left join journal_lostlesson x on x.lesson_id = l.id and x.restored_at is null
where g.year_id = %(year)s and l.status = 'dropped' and l.part = 0 and l.date <= %(day)s
    and (%(all)s or l.section_id = any(%(sections)s)) and (x.id is not null or exists (
        select from journal_slot t where t.section_id = l.section_id and t.number = l.number
            and t.weekday = extract(isodow from l.date) and t.starts_on <= l.date
            and (t.ends_on is null or t.ends_on > l.date)
            and t.weeks <> 2 - (l.date - date_trunc('week', y.starts_on)::date) / 7 %% 2))
group by 1, 2
"""
PLANNED = """
select p.section_id, p.status, p.version <> coalesce(p.approved_version, p.version), sum(t.hours)
from journal_plan p join journal_plantopic t on t.plan_id = p.id and t.position is not null
join structure_section s on s.id = p.section_id join structure_group g on g.id = s.group_id
where g.year_id = %(year)s and (%(all)s or p.section_id = any(%(sections)s))
group by p.id
"""


def facts(year: AcademicYear, day: date, sections=None) -> dict[int, Fact]:
    """{section: Fact} up to `day`; three statements for the whole school."""
    asked = {"year": year.pk, "day": day, "all": sections is None, "sections": list(sections or ())}
    found: dict[int, Fact] = {}
    for section, held, unfilled, to_come in _rows(LESSONS, asked):
        found[section] = Fact(section, held=held, unfilled=unfilled, to_come=to_come)
    for section, reason, count in _rows(LOST, asked):
        found.setdefault(section, Fact(section)).lost[reason] += count
    for section, state, changed, hours in _rows(PLANNED, asked):
        fact = found.setdefault(section, Fact(section))
        fact.planned = hours
        fact.state = "changed" if state == Plan.Status.APPROVED and changed else state
    return found


def _rows(statement, asked):
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.fetchall()


def added(facts) -> Fact:
    """Several journals as one."""
    whole = Fact(0)
    for fact in facts:
        whole.planned += fact.planned
        whole.held += fact.held
        whole.unfilled += fact.unfilled
        whole.to_come += fact.to_come
        whole.lost += fact.lost
    return whole


def by_teacher(found: dict[int, Fact], loads) -> dict:
    """{teacher: [(load, Fact)…]} in the order of `loads`; a journal of two teachers stands with each."""
    rows = defaultdict(list)
    for load in loads:
        if load.section_id in found:
            rows[load.teacher].append((load, found[load.section_id]))
    return rows
