"""Whether a lesson's cells may be written today, and the sentence that says why not."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from journal import policy
from journal.rules.marks import State, may_write
from schoolmis import clock
from schoolmis.structure.models import Section
from schoolmis.ui.dates import date_to

# Written out: composing it anew for each save costs ten times what the database needs.
COLUMNS = """
select l.id, l.date, c.id is not null, exists (
        select from journal_reopening r
        where r.closing_id = c.id and r.section_id = l.section_id and r.until >= %s and r.ended_at is null),
    y.closed_on is not null, t.starts_on, t.ends_on, l.part, l.most, exists (
        select from journal_termstate z join structure_term q on q.id = z.term_id
        where q.year_id = y.id and q.ends_on = t.ends_on and z.state in ('proposed', 'council')), l.number
from journal_lesson l
join structure_section s on s.id = l.section_id join structure_group g on g.id = s.group_id
join structure_academicyear y on y.id = g.year_id
left join structure_term t on t.year_id = y.id and l.date between t.starts_on and t.ends_on
    and t.kind = case when s.by_half_years then 'half' else 'quarter' end
left join journal_closing c on c.term_id = t.id and c.reopened_at is null
where l.section_id = %s and l.id = any(%s) and l.status = 'planned'
"""
TERM = """
select c.id is not null, (select max(r.until) from journal_reopening r
    where r.closing_id = c.id and r.section_id = %s and r.until >= %s and r.ended_at is null),
    exists (select from journal_termstate z join structure_term q on q.id = z.term_id
        where q.year_id = t.year_id and q.ends_on = t.ends_on and z.state in ('proposed', 'council'))
from structure_term t left join journal_closing c on c.term_id = t.id and c.reopened_at is null where t.id = %s
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
    decided: bool = False
    number: int = 0

    def state(self, *, changes: bool) -> State:
        about = policy.proposals()
        return may_write(
            self.date,
            clock.today(),
            free_days=policy.free_days(),
            closed=self.closed,
            reopened=self.reopened,
            year_closed=self.year_closed,
            changes=changes,
            decided=about.decided if self.decided else "",
            late=about.late,
        )


def columns(section: Section, lessons) -> dict[int, Column]:
    """{lesson: Column} of the section's own lessons among the ids `lessons`; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [clock.today(), section.pk, list(lessons)])
        return {
            pk: Column(pk, day, closed, reopened, year_closed, (first, last) if first else None, *rest)
            for pk, day, closed, reopened, year_closed, first, last, *rest in cursor.fetchall()
        }


def sentence(state: State) -> str:
    """Why, in the reader's language."""
    return {
        "year": _("The academic year is closed: only the director's order opens it."),
        "term": _("The term is closed: the deputy head for studies opens it on request."),
        "future": _("This lesson has not been held yet."),
        "decided": _decided(state),
        "closed": _("The term was closed with this result: give the reason."),
        "late": _("The days of free correction are over: give the reason."),
    }.get(state.why, "")


def _decided(state: State) -> str:
    if state.code == "locked":
        return _("The results of the term are complete: the deputy head opens the term again on request.")
    return _("The results of the term are complete: give the reason.")


def in_words(column: Column) -> list[tuple[str, str, bool]]:
    """Who changes a mark of the lesson and how, state by state: (when, how, whether it is so now)."""
    about, until = policy.proposals(), column.date + timedelta(days=policy.free_days())
    shut = column.year_closed or (column.closed and not column.reopened)
    free, with_reason = _("the teacher, freely"), _("the teacher, with a reason")
    complete = {
        "open": _("the teacher, as before"),
        "reason": with_reason,
        "locked": _("nobody, until the deputy head opens the term again"),
    }
    decided, today = column.decided and not column.closed and not shut, clock.today()
    early = not (shut or decided or column.reopened)
    return [
        (date_to(until), free, early and today <= until),
        (
            _("after that, while the term is open"),
            with_reason if about.late == "reason" else free,
            early and today > until,
        ),
        (_("once the results of the term are complete"), complete[about.decided], decided),
        (
            _("in a closed term"),
            _("the teacher, with a reason, after the deputy head has opened the journal on request"),
            column.reopened or (column.closed and not column.year_closed),
        ),
        (_("in a closed year"), _("by the director's order"), column.year_closed),
    ]


@dataclass(frozen=True)
class TermLock:
    """Whether a term is closed, until when a section's journal in it is opened again, whether its results are complete
    and wait for the council or the closing."""

    closed: bool = False
    until: date | None = None
    decided: bool = False

    @property
    def reopened(self) -> bool:
        return self.until is not None


def term_lock(section: Section, term) -> TermLock:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(TERM, [section.pk, clock.today(), term.pk])
        return TermLock(*cursor.fetchone())


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
