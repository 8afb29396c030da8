"""Everything of one journal of a class for its pages; six statements a journal, whatever its size."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from journal import policy
from journal.cells import text_of
from journal.roster import Member, members
from journal.rules.corrections import Said, is_correction
from schoolmis.structure.models import Section, TeachingLoad, Term
from students.models import Result, short


@dataclass(frozen=True)
class Lesson:
    id: int
    date: date
    number: int
    part: int
    topic: str
    homework: str
    kind: str
    signer: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True)
class Change:
    """One correction: what was, what is, who, when, why."""

    old: str
    new: str
    by: str
    at: datetime
    why: str


@dataclass
class Journal:
    """A journal between two days: `cells` by (lesson, student), `results` by (term's id or period, student)."""

    section: Section
    terms: list[Term]
    with_year: bool
    lessons: list[Lesson] = field(default_factory=list)
    roster: list[Member] = field(default_factory=list)
    cells: dict = field(default_factory=dict)
    results: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    loads: list = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.lessons and not self.results

    def teachers(self, day: date) -> str:
        """Short names of those who taught it on a day."""
        found = (name for name, first, end in self.loads if first <= day and (end is None or day < end))
        return ", ".join(dict.fromkeys(found))


LESSONS = """
select l.id, l.date, l.number, l.part, l.topic, l.homework, concat_ws(' ', {kind}, '/' || l.most),
    coalesce(u.name, ''), l.signed_at
from journal_lesson l left join journal_workkind k on k.id = l.kind_id
left join accounts_user u on u.id = l.signed_by_id
where l.section_id = %s and l.date between %s and %s and l.status = 'planned'
order by l.date, l.number, l.part
"""
KIND = {
    "ky": "case when k.code <> 'current' then coalesce(nullif(k.short_ky, ''), k.short_ru) end",
    "ru": "case when k.code <> 'current' then coalesce(nullif(k.short_ru, ''), k.short_ky) end",
}
FIELDS = "first, second, absence, late, retake, scale_id"
CELLS = f"select lesson_id, student_id, {FIELDS} from journal_cell where lesson_id = any(%s)"
STATE = (
    "({0}->>'first')::int, ({0}->>'second')::int, {0}->>'absence', ({0}->>'late')::int, ({0}->>'retake')::boolean,"
    " ({0}->>'scale_id')::bigint"
)
CELL_CHANGES = f"""
select c.lesson_id, c.student_id, u.name, h.at, h.reason, {STATE.format("h.old")}, {STATE.format("h.new")}
from journal_cell c join audit_history h on h.record = 'journal_cell' and h.row_id = c.id and h.act = 'U'
join accounts_user u on u.id = h.actor_id
where c.lesson_id = any(%s) order by h.id
"""
RESULT_CHANGES = """
select coalesce(r.term_id::text, r.period), r.student_id, u.name, h.at, h.reason,
    h.old->>'value', h.old->>'code', h.old->>'own', h.new->>'value', h.new->>'code', h.new->>'own'
from students_result r join audit_history h on h.record = 'students_result' and h.row_id = r.id and h.act = 'U'
join accounts_user u on u.id = h.actor_id
where r.subject_id = %s and r.year_id = %s and r.student_id = any(%s) order by h.id
"""


def read(section: Section, terms, first: date, last: date, pupils, lang: str, *, with_year: bool) -> Journal:
    """`terms`: the section's own periods whose results belong here; `pupils`: ids of the class, for joint groups."""
    mine = [one for one in members(section, first, last) if one.id in pupils]
    found = Journal(section, terms, with_year, roster=mine)
    found.lessons = [Lesson(*row) for row in _rows(LESSONS.format(kind=KIND[lang]), section.pk, first, last)]
    found.loads = list(
        TeachingLoad.objects.filter(section=section, revoked_by=None)
        .select_related("teacher__person")
        .order_by("starts_on", "pk")
    )
    found.loads = [(one.teacher.person.short_name, one.starts_on, one.ends_on) for one in found.loads]
    _results(found)
    _cells(found)
    return found


def _cells(found: Journal) -> None:
    ids = [one.id for one in found.lessons]
    for lesson, student, *said in _rows(CELLS, ids):
        if text := _text(*said):
            found.cells[lesson, student] = text
    changes = defaultdict(list)
    for lesson, student, by, at, why, *states in _rows(CELL_CHANGES, ids):
        if is_correction(_said(*states[:6]), _said(*states[6:])):
            changes[lesson, student].append(Change(_text(*states[:6]), _text(*states[6:]), by, at, why))
    found.changes |= changes


def _results(found: Journal) -> None:
    section, students = found.section, [one.id for one in found.roster]
    keys = {str(one.pk) for one in found.terms} | ({"year", "exam", "final"} if found.with_year else set())
    rows = Result.objects.filter(subject=section.subject_id, year=section.group.year_id, student__in=students)
    for student, term, period, *said in rows.values_list("student", "term", "period", "value", "code", "own"):
        key, text = str(term or period), short(*said)
        if key in keys and text:
            found.results[key, student] = text
    changes = defaultdict(list)
    for key, student, by, at, why, *states in _rows(
        RESULT_CHANGES, section.subject_id, section.group.year_id, students
    ):
        old, new = (short(value, code, own or "") for value, code, own in (states[:3], states[3:]))
        if key in keys and old and old != new:
            changes[key, student].append(Change(old, new, by, at, why))
    found.changes |= changes


def _said(first, second, absence, late, retake, _scale) -> Said:
    """A state of the history; what was written before a field existed has none."""
    return Said(first, second, absence or "", late, bool(retake))


def _text(first, second, absence, late, retake, scale) -> str:
    """The paper's face has no arrow; minutes may stand on a line of their own."""
    text = text_of(first, second, absence or "", late, bool(retake), policy.scale_by(scale))
    return text.replace("→", "›").replace("оп", "оп ").strip()


def _rows(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
