"""The results sheet of a journal: terms or half-years, year, exam, final in one table (R1-4.1/1)."""

from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from journal import locks, policy
from journal.cells import averages
from journal.roster import Member, members
from journal.rows import look, mean_text, row_head
from journal.rules import results as rules
from schoolmis import clock
from schoolmis.structure.models import Section, Term
from students.attestation import attested
from students.models import Result, short
from students.rules.attestation import final_mark

PERIODS = (Result.Period.YEAR, Result.Period.EXAM, Result.Period.FINAL)


@dataclass
class Column:
    """A result's column: `key` is the term's id, or year, exam, final; `locked` says why nobody writes there."""

    key: str
    title: str
    short: str
    term: Term | None = None
    locked: str = ""
    with_average: bool = False
    with_hint: bool = False
    missing: int = 0

    @property
    def span(self):
        return 1 + self.with_average + self.with_hint


@dataclass
class Line:
    """A student's results {column: (text, version)}, averages and proposals by column."""

    member: Member
    results: dict = field(default_factory=dict)
    averages: dict = field(default_factory=dict)
    hints: dict = field(default_factory=dict)

    def text(self, column) -> str:
        return self.results.get(column, ("", 0))[0]

    def version(self, column) -> int:
        return self.results.get(column, ("", 0))[1]

    def number(self, column) -> int | None:
        text = self.text(column)
        return int(text) if text.isdigit() else None


@dataclass
class Sheet:
    section: Section
    columns: list[Column]
    lines: list[Line]
    values: tuple

    @property
    def width(self):
        return sum(column.span for column in self.columns)


def read(section: Section) -> Sheet:
    """A section of `policy.sections()` with all results of its year; one statement more for each term under way."""
    year, today = section.group.year, clock.today()
    terms = list(section.periods())
    roster = members(section, year.starts_on, year.ends_on)
    lines = {one.id: Line(one) for one in roster}
    rows = Result.objects.filter(subject=section.subject_id, year=year, student__in=lines)
    for student, term, period, value, code, own, version in rows.values_list(
        "student", "term", "period", "value", "code", "own", "version"
    ):
        lines[student].results[str(term or period)] = (short(value, code, own), version)
    about, scale = policy.proposals(), policy.scale_for(section)
    allowed = scale.results(section.subject_id, about)
    proposes = scale.averaged and allowed != rules.PASSED
    columns = [_of_term(section, term, today) for term in terms] + _of_year(section, terms, lines)
    for column in columns:
        if column.term and not column.locked and proposes:
            column.with_average = column.with_hint = True
            span = column.term.starts_on, column.term.ends_on
            for student, mean in averages(section, *span, roster, scale=scale).items():
                lines[student].averages[column.key] = mean
    for line in lines.values():
        _propose(line, columns, about, scale if proposes else None, exempts=bool(allowed))
    for column in columns if scale.asks_results(section.subject_id, about) else ():
        last = min(column.term.ends_on if column.term else year.ends_on, today)
        column.missing = sum(_lacks(line, column, last) for line in lines.values())
    return Sheet(section, columns, list(lines.values()), allowed)


def _lacks(line, column, day) -> bool:
    """Each has a result of a term and of the year; a final one who has sat the exam."""
    asked = line.number("exam") if column.key == "final" else column.key != "exam"
    return bool(asked) and not line.text(column.key) and line.member.belongs(day)


def _of_term(section, term, today) -> Column:
    return Column(str(term.pk), str(term), term.roman, term, locks.of_term(section, term))


def _of_year(section, terms, lines) -> list[Column]:
    """Exam and final stand where somebody has one, or the attestation names the subject, whose own page writes them."""
    shut = locks.of_year(section.group.year, terms[-1]) if terms else ""
    names = {
        "year": (_("Year mark"), pgettext("column", "year")),
        "exam": (_("Exam"), pgettext("column", "exam")),
        "final": (_("Final mark"), pgettext("column", "final")),
    }
    found = []
    by_attestation = attested(section)
    for period in PERIODS:
        title, short = names[period]
        locked = shut or (by_attestation if period != Result.Period.YEAR else "")
        found.append(Column(str(period), title, short, None, locked, with_hint=period != Result.Period.EXAM))
    return found


def _propose(line, columns, about, scale, *, exempts) -> None:
    """A proposal for each column; who is exempt at the end of it has «осв», what has no average is proposed by nobody.

    `scale` is None where nothing is proposed.
    """
    terms = [column for column in columns if column.term]
    for column in columns:
        last = column.term.ends_on if column.term else _last_day(columns)
        if column.key != "exam" and exempts and last and line.member.is_exempt(last):
            line.hints[column.key] = "осв"
        elif scale is None:
            continue
        elif column.term:
            _hint(line, column.key, scale.proposed(line.averages.get(column.key), about))
        elif column.key == "year":
            _hint(line, "year", scale.year([n for one in terms if (n := line.number(one.key)) is not None], about))
        elif column.key == "final" and not scale.own:
            _hint(line, "final", final_mark(line.number("year"), line.number("exam"), about.final_by))


def _last_day(columns):
    """The last day of the last term."""
    return max((column.term.ends_on for column in columns if column.term), default=None)


def _hint(line, key, mark) -> None:
    if mark:
        line.hints[key] = str(mark)


def body(sheet: Sheet) -> str:
    """The rows as HTML, in the grid's classes, each value escaped once."""
    rows, start = [], True
    for place, line in enumerate(sheet.lines, 1):
        cells = [row_head(place, line.member)]
        for column in sheet.columns:
            if column.with_average:
                mean = line.averages.get(column.key)
                cells.append(f'<td class="r avg-of">{mean_text(mean) if mean is not None else ""}</td>')
            if column.with_hint:
                cells.append(f'<td class="r hint">{line.hints.get(column.key, "")}</td>')
            text = line.text(column.key)
            tone = look(text)
            shut = " shut" if column.locked else ""
            tab = ' tabindex="0"' if start and not column.locked else ""
            start = start and not tab
            cells.append(f'<td class="r term{tone}{shut}" data-v="{line.version(column.key)}"{tab}>{escape(text)}</td>')
        rows.append("".join(cells) + "</tr>")
    return mark_safe("\n".join(rows))  # noqa: S308 every value above is a number or escaped
