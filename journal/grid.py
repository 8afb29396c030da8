"""The page of the grid: read in a few statements, its rows built by one small function (design §11)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Q
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from journal import locks, policy
from journal.cells import text_of
from journal.models import Cell, Lesson, Scale
from journal.roster import Member, members
from journal.rules.marks import average, may_write, proposed
from schoolmis import clock
from schoolmis.structure.models import Section, Term, in_language
from schoolmis.ui.dates import day_month, is_ru
from schoolmis.ui.numbers import decimal
from students.models import SHORT, Result

KIND_OF_TEXT = {"н": "mn", "б": "mb", "у": "mu"}
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
    is_today: bool = False

    @property
    def weekday(self) -> str:
        """Two letters, for the narrow head."""
        return WEEKDAYS["ru" if is_ru() else "ky"][self.date.weekday()]

    @property
    def heavy(self) -> bool:
        return self.weight > 1

    @property
    def title(self) -> str:
        return _("%(day)s, lesson %(number)s") % {"day": day_month(self.date), "number": self.number}


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
    with_marks: bool = True

    @property
    def today(self) -> int | None:
        """Place of the column shown first: today's, else the last one held."""
        held = [place for place, column in enumerate(self.columns) if column.date <= clock.today()]
        return held[-1] if held else (0 if self.columns else None)

    def months(self):
        """[(month of the columns, how many)] for the head."""
        return [
            (each[0].date, len(each)) for each in (list(g) for _k, g in groupby(self.columns, lambda c: c.date.month))
        ]


def read(section: Section, term: Term, past: list[Term]) -> Grid:
    """The grid of a term; `past` are the earlier terms whose results stand at the right. Six statements."""
    today = clock.today()
    lessons = locks.with_locks(
        Lesson.objects.filter(
            section=section, date__gte=term.starts_on, date__lte=term.ends_on, status=Lesson.Status.PLANNED
        )
    ).select_related("kind")
    columns = [_column(lesson, today) for lesson in lessons]
    roster = members(section, term.starts_on, term.ends_on)
    ids = {column.id for column in columns}
    wanted = Q(lesson__in=ids)
    if any(column.date == today for column in columns):
        wanted |= Q(lesson__date=today, student__in=[m.id for m in roster]) & ~Q(absence="")
    cells, away = {}, set()
    for lesson, student, *rest in Cell.objects.filter(wanted).values_list(
        "lesson_id", "student_id", "first", "second", "absence", "late", "comment", "version"
    ):
        if lesson in ids:
            cells[lesson, student] = rest
        else:
            away.add(student)
    results = {
        (student, of): (str(value) if value else SHORT.get(code, ""), version)
        for student, of, value, code, version in Result.objects.filter(
            student__in=[m.id for m in roster],
            subject=section.subject_id,
            year=section.group.year_id,
            period=Result.Period.TERM,
        ).values_list("student_id", "term_id", "value", "code", "version")
    }
    return Grid(
        section,
        term,
        columns,
        roster,
        cells,
        results,
        locks.of_term(section, term),
        past,
        frozenset(away),
        policy.scale_for(section) != Scale.NONE,
    )


def _column(lesson, today) -> Column:
    state = may_write(
        lesson.date,
        today,
        free_days=0,
        closed=lesson.closed,
        reopened=lesson.reopened,
        year_closed=lesson.year_closed_on is not None,
        changes=False,
    )
    kind = lesson.kind
    return Column(
        lesson.pk,
        lesson.date,
        lesson.number,
        lesson.topic,
        lesson.homework,
        in_language(kind, "short") if kind else "",
        in_language(kind, "name") if kind else "",
        kind.weight if kind else Decimal(1),
        locks.sentence(state) if state.code == "locked" else "",
        lesson.taken_at is not None,
        lesson.date == today,
    )


def body(grid: Grid) -> str:
    """The rows of the grid as HTML, each value escaped once."""
    shown, start, rows = grid.today, None, []
    out, exempt = escape(_("Not in this class on this day")), escape(_("Exempt from the subject"))
    for place, member in enumerate(grid.roster, 1):
        surname, first = escape(member.last_name), escape(member.first_name)
        row = [
            f'<tr data-s="{member.id}"><th class="no" scope="row">{place}</th><th class="name" scope="row" '
            f'title="{surname} {first} {escape(member.patronymic)}"><span>{surname} <small>{first}</small></span></th>'
        ]
        pairs = []
        for at, column in enumerate(grid.columns):
            content = grid.cells.get((column.id, member.id))
            classes, attributes, text = "l", "", ""
            if column.heavy:
                classes += " exam"
            if at == shown:
                classes += " today"
            if not member.belongs(column.date):
                row.append(f'<td class="{classes} out" title="{out}"></td>')
                continue
            if member.exempt and member.is_exempt(column.date):
                row.append(f'<td class="{classes} out" title="{exempt}"></td>')
                continue
            if content:
                first_mark, second, absence, late, comment, version = content
                text = text_of(first_mark, second, absence, late)
                classes += tone(first_mark, second, absence, late)
                attributes = f' data-v="{version}"'
                if comment:
                    classes += " noted"
                    attributes += f' data-c="{escape(comment)}"'
                if first_mark:
                    pairs.append((first_mark, column.weight))
                    if second:
                        pairs.append((second, column.weight))
            elif at == shown and column.is_today and member.id in grid.away:
                classes += " away"
            if start is None and at == shown and not text:
                start = member.id
                attributes += ' tabindex="0"'
            row.append(f'<td class="{classes}"{attributes}>{text}</td>')
        row.append(_results(grid, member, pairs))
        rows.append("".join(row))
    html = "\n".join(rows)
    if start is None and grid.roster and grid.columns:
        html = html.replace('<td class="l', '<td tabindex="0" class="l', 1)
    return mark_safe(html)  # noqa: S308 every value above is a number or escaped


def tone(first, second, absence, late) -> str:
    """Classes of a cell's text, the same as the program on the page gives."""
    if absence:
        return f" {KIND_OF_TEXT[absence]}"
    if first:
        return f" m{first}" + (" pairs" if second or late is not None else "")
    return " mo" if late is not None else ""


def _results(grid, member, pairs) -> str:
    """Average, proposal, the term mark, and the marks of earlier terms."""
    if not grid.with_marks:
        return "</tr>"
    mean = average(pairs)
    hint = proposed(mean)
    text, version = grid.results.get((member.id, grid.term.pk), ("", 0))
    html = f'<td class="r avg">{decimal(mean, 2) if mean is not None else ""}</td><td class="r hint">{hint or ""}</td>'
    html += f'<td class="r term{f" m{text}" if text.isdigit() else ""}" data-v="{version}">{text}</td>'
    for past in grid.past:
        text = grid.results.get((member.id, past.pk), ("", 0))[0]
        html += f'<td class="r shut">{text}</td>'
    return html + "</tr>"


def addresses(section: Section) -> dict[str, str]:
    """Where the page's program sends and asks."""
    return {
        "save": reverse("journal:cells", args=[section.pk]),
        "results": reverse("journal:results", args=[section.pk]),
        "attendance": reverse("journal:attendance", args=[section.pk]),
        "history": reverse("journal:history", args=[0, 0]).replace("/0/0/", "/{l}/{s}/"),
    }
