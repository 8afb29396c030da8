"""The texts of a term of a journal: whom they are about, what stands there, whether it may be changed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal import locks, policy
from journal.models import OwnPhrase, TermText
from journal.roster import Member, members
from journal.rules import descriptions as rules
from journal.rules.marks import State
from schoolmis import clock
from schoolmis.structure.models import Section, Term
from students.models import Result

YEAR = "year"


@dataclass(frozen=True)
class Column:
    """A term of a journal, or its year: `key` stands in the address."""

    key: str
    title: str
    term: Term | None


@dataclass
class Line:
    """A student and the text about the term; `result` is what stands as its mark or level."""

    member: Member
    text: TermText | None = None
    result: str = ""
    state: State = State("")

    @property
    def words(self) -> str:
        return self.text.words if self.text else ""

    @property
    def version(self) -> int:
        return self.text.version if self.text else 0


@dataclass
class Page:
    section: Section
    column: Column
    columns: list[Column]
    lines: list[Line]
    lock: str = ""
    """Why nothing can be written; empty when it can."""
    asks: str = ""
    """Why a change needs a reason; empty when it does not."""

    @property
    def written(self) -> int:
        return sum(bool(line.words) for line in self.lines)

    @property
    def waiting(self) -> int:
        """Texts that the families do not see yet."""
        return sum(bool(line.words and not line.text.given_at) for line in self.lines)


def is_described(section: Section) -> bool:
    """Whether one of `policy.sections()` is assessed in words."""
    about = policy.proposals()
    return rules.wanted(policy.scale_for(section), section.subject_id, section.subject.has_marks, about)


def columns(section: Section) -> list[Column]:
    found = [Column(str(term.pk), str(term), term) for term in section.periods()]
    return [*found, Column(YEAR, _("Year"), None)] if found else []


def column_now(found: list[Column]) -> Column:
    """The term of today, in a vacation the one before; in the summer the year."""
    begun = [one for one in found if one.term and one.term.starts_on <= clock.today()]
    if begun and begun[-1].term.ends_on < clock.today() and len(begun) == len(found) - 1:
        return found[-1]
    return begun[-1] if begun else found[0]


def state(section: Section, term: Term | None, *, changes: bool) -> State:
    """The correction policy's answer for the texts of a term of a section, of its year for None."""
    year = section.group.year
    begins = term or section.periods().last()
    lock = locks.term_lock(section, term) if term else locks.TermLock()
    return rules.may_write(
        begins.starts_on,
        clock.today(),
        closed=lock.closed,
        reopened=lock.reopened,
        year_closed=year.closed_on is not None,
        changes=changes,
        decided=policy.proposals().decided if lock.decided else "",
    )


def sentence(of: State) -> str:
    """Why it is so, in the reader's language."""
    if of.why == "future":
        return _("This term has not begun yet.")
    if of.code == "reason" and of.why == "late":
        return _("The term is closed and opened again: give the reason.")
    return locks.sentence(of)


def span(section: Section, term: Term | None):
    """First and last day of a term, of the year for None."""
    whole = term or section.group.year
    return whole.starts_on, whole.ends_on


def read(section: Section, key: str = "") -> Page | None:
    """A page of texts; None where the section has no such column. Seven statements at most."""
    found = columns(section)
    chosen = next((one for one in found if one.key == key), None) if key else (column_now(found) if found else None)
    if chosen is None:
        return None
    first, last = span(section, chosen.term)
    lines = {one.id: Line(one) for one in members(section, first, last)}
    of = {"student__in": lines, "subject": section.subject_id, "year": section.group.year_id, "term": chosen.term}
    for text in TermText.objects.filter(**of).select_related("written_by"):
        lines[text.student_id].text = text
    period = Result.Period.TERM if chosen.term else Result.Period.YEAR
    for result in Result.objects.filter(period=period, **of):
        lines[result.student_id].result = result.text
    day = min(last, clock.today())
    shown = [line for line in lines.values() if line.words or line.member.belongs(day)]
    fresh, changed = state(section, chosen.term, changes=False), state(section, chosen.term, changes=True)
    for line in shown:
        line.state = changed if line.words else fresh
    asks = sentence(changed) if changed.code == "reason" else ""
    lock = sentence(fresh) if fresh.code == "locked" else ""
    return Page(section, chosen, found, shown, lock, asks)


def phrases(user) -> list[OwnPhrase]:
    return list(OwnPhrase.objects.filter(owner=user))
