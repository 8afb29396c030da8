"""Whether a lesson's cells may be written today, and the sentence that says why not."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from journal import policy
from journal.rules.marks import State, may_write
from schoolmis import clock
from schoolmis.structure.models import Section

# Written out: composing it anew for each save costs ten times what the database needs.
COLUMNS = """
select l.id, l.date, c.id is not null, exists (
        select from journal_reopening r where r.closing_id = c.id and r.section_id = l.section_id and r.until >= %s),
    y.closed_on is not null, t.starts_on, t.ends_on, l.part, l.most
from journal_lesson l
join structure_section s on s.id = l.section_id join structure_group g on g.id = s.group_id
join structure_academicyear y on y.id = g.year_id
left join structure_term t on t.year_id = y.id and l.date between t.starts_on and t.ends_on
    and t.kind = case when s.by_half_years then 'half' else 'quarter' end
left join journal_closing c on c.term_id = t.id and c.reopened_at is null
where l.section_id = %s and l.id = any(%s) and l.status = 'planned'
"""
TERM = """
select exists (select from journal_reopening r where r.closing_id = c.id and r.section_id = %s and r.until >= %s)
from journal_closing c where c.term_id = %s and c.reopened_at is null
"""


HOLD = "select pg_advisory_xact_lock_shared(hashtext('journal.closing'))"
CLOSE = "select pg_advisory_xact_lock(hashtext('journal.closing'))"


def hold_terms() -> None:
    """No term is closed before this transaction ends: what is read open after this is still open when written."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD)


def close_terms() -> None:
    """Wait for the writes under way, and let no new one look at its lock before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(CLOSE)


@dataclass(frozen=True)
class Column:
    """A lesson as the policy sees it."""

    id: int
    date: date
    closed: bool
    reopened: bool
    year_closed: bool
    term: tuple[date, date] | None = None
    part: int = 0
    most: int | None = None

    def state(self, *, changes: bool) -> State:
        return may_write(
            self.date,
            clock.today(),
            free_days=policy.free_days(),
            closed=self.closed,
            reopened=self.reopened,
            year_closed=self.year_closed,
            changes=changes,
        )


def columns(section: Section, lessons) -> dict[int, Column]:
    """{lesson: Column} of the section's own lessons among the ids `lessons`; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [clock.today(), section.pk, list(lessons)])
        return {
            pk: Column(pk, day, closed, reopened, year_closed, (first, last) if first else None, part, most)
            for pk, day, closed, reopened, year_closed, first, last, part, most in cursor.fetchall()
        }


def sentence(state: State) -> str:
    """Why, in the reader's language."""
    return {
        "year": _("The academic year is closed: only the director's order opens it."),
        "term": _("The term is closed: the deputy head for studies opens it on request."),
        "future": _("This lesson has not been held yet."),
        "late": _("The days of free correction are over: give the reason."),
    }.get(state.why, "")


@dataclass(frozen=True)
class TermLock:
    """Whether a term is closed, and whether a section's journal in it is opened again."""

    closed: bool
    reopened: bool


def term_lock(section: Section, term) -> TermLock:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(TERM, [section.pk, clock.today(), term.pk])
        found = cursor.fetchone()
    return TermLock(found is not None, bool(found and found[0]))


def of_term(section: Section, term, lock: TermLock | None = None) -> str:
    """Why the term's results of this section cannot be set; empty when they can."""
    lock = lock or term_lock(section, term)
    if lock.closed and not lock.reopened:
        return sentence(State("locked", "term"))
    return _("This term has not begun yet.") if term.starts_on > clock.today() else ""


def of_year(year, last_term) -> str:
    """Why the year's results cannot be set; empty when they can: from the day the last term begins."""
    if year.closed_on:
        return sentence(State("locked", "year"))
    return _("This term has not begun yet.") if last_term.starts_on > clock.today() else ""
