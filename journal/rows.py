"""The rows of the grid as HTML: one small function, for a template is too slow for 3 600 cells (design §11)."""

from datetime import timedelta

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal import policy
from journal.cells import Mean, text_of
from journal.grid import YEAR, Grid
from journal.roster import Member
from journal.rules.marks import counted
from journal.rules.scales import FIVE_POINTS
from schoolmis.ui.dates import date_short
from schoolmis.ui.numbers import decimal

KIND_OF_TEXT = {"н": "mn", "б": "mb", "у": "mu"}


def body(grid: Grid) -> str:
    """The rows of the grid as HTML, each value escaped once."""
    shown, start, rows, said, about, scale = grid.today, None, [], {}, policy.proposals(), grid.scale
    out = escape(_("Not in this class on this day"))
    columns = [
        (
            column,
            f"l{' work' if column.part else ''}{' exam' if column.heavy else ''}{' today' if at == shown else ''}",
            at == shown,
            column.weight * (column.most or 1),
        )
        for at, column in enumerate(grid.columns)
    ]
    first_day, last_day = (grid.columns[0].date, grid.columns[-1].date) if columns else (None, None)
    for place, member in enumerate(grid.roster, 1):
        row = [row_head(place, member)]
        total, weights = 0, 0
        always = bool(columns) and member.belongs_always(first_day, last_day)
        for column, classes, is_shown, unit in columns:
            if not always:
                if not member.belongs(column.date):
                    row.append(f'<td class="{classes} out" title="{out}"></td>')
                    continue
                if span := member.exemption(column.date):
                    row.append(exempt(classes, span, grid.cells.get((column.id, member.id)), scale))
                    continue
            content = grid.cells.get((column.id, member.id))
            attributes, text = "", ""
            if content:
                mark, second, absence, late, retake, comment, version = content
                key = (mark, second, absence, late, retake, column.most)
                if key not in said:
                    said[key] = escape(text_of(*key[:5], scale)), tone(*key[:4], scale, column.most)
                text, its = said[key]
                classes += its
                attributes = f' data-v="{version}"'
                if comment:
                    classes += " noted"
                    attributes += f' data-c="{escape(comment)}"'
                if retake:
                    total += second * column.weight
                    weights += unit
                elif mark is not None:
                    total += (mark if second is None else mark + second) * column.weight
                    weights += unit if second is None else unit * 2
            elif is_shown and column.is_today and member.id in grid.told:
                letter, words = grid.told[member.id]
                classes += " told"
                attributes = f' data-told="{letter}" title="{escape(words)}"'
            elif is_shown and column.is_today and member.id in grid.away:
                classes += " away"
            if grid.checks and (column.id, member.id) in grid.checks:
                classes += " checked"
                attributes += f' title="{escape(grid.checks[column.id, member.id])}"'
            if is_shown and start is None and not text:
                start = member.id
                attributes += ' tabindex="0"'
            row.append(f'<td class="{classes}"{attributes}>{text}</td>')
        mean = grid.means.get(member.id) or Mean(scale.mean(total, weights))
        row.append(_results(grid, member, mean, about))
        rows.append("".join(row))
    html = "\n".join(rows)
    if start is None and grid.roster and grid.columns:
        html = html.replace('<td class="l', '<td tabindex="0" class="l', 1)
    return mark_safe(html)  # noqa: S308 every value above is a number or escaped


def exempt(classes: str, span, content, scale) -> str:
    """Nothing is written there; what was written before the exemption was known stays in sight and counts nowhere."""
    first, end = span
    facts = {"first": date_short(first), "last": date_short(end - timedelta(days=1)) if end else ""}
    why = _("Exempt from the subject, %(first)s – %(last)s") if end else _("Exempt from the subject since %(first)s")
    text = escape(text_of(*content[:5], scale)) if content else ""
    return f'<td class="{classes} out" title="{escape(why % facts)}">{text}</td>'


ROOM = 20
"""Letters of a surname and a first name that stand in one line at the desk."""


def row_head(place: int, member: Member) -> str:
    """How a student's row begins, in the grid and in the results sheet."""
    # Long names alone are laid out as boxes: sixty of those would cost every key its share of a frame.
    looks = ' class="long"' if len(member.last_name) + len(member.first_name) > ROOM else ""
    return (
        f'<tr data-s="{member.id}"><th class="no" scope="row">{place}</th><th class="name" scope="row" '
        f'title="{escape(member.title)}"><span{looks}><b>{escape(member.last_name)}</b> '
        f"<small>{escape(member.first_name)}</small></span></th>"
    )


def tone(first, second, absence, late, scale=FIVE_POINTS, most=None) -> str:
    """Classes of a cell's text, the same as the program on the page gives."""
    if absence:
        return f" {KIND_OF_TEXT[absence]}"
    if first is not None:
        return f" m{scale.tone(first, most)}" + (" pairs" if second is not None or late is not None else "")
    return " mo" if late is not None else ""


def _results(grid, member, mean, about) -> str:
    """Average, proposal, the term mark, and the marks of earlier terms."""
    if not grid.with_marks:
        return "</tr>"
    hint = grid.scale.proposed(mean.mean, about)
    text, version = grid.results.get((member.id, grid.term.pk), ("", 0))
    shown = mean_text(mean.mean) if mean.mean is not None else _listed(grid, member)
    also = f' title="{escape(_elsewhere(mean.elsewhere))}"' if mean.elsewhere else ""
    html = f'<td class="r avg{" also" if also else ""}"{also}>{shown}</td><td class="r hint">{hint}</td>'
    html += f'<td class="r term{look(text)}" data-v="{version}">{text}</td>'
    for past in grid.past:
        text = grid.results.get((member.id, past.pk), ("", 0))[0]
        html += f'<td class="r shut">{text}</td>'
    return html + (_year(grid, member, about) if grid.with_year else "") + "</tr>"


def _elsewhere(count: int) -> str:
    """Why the average is another than that of the row."""
    return ngettext(
        "%(n)s mark of another journal of the subject counts too",
        "%(n)s marks of another journal of the subject count too",
        count,
    ) % {"n": count}


def _year(grid, member, about) -> str:
    """What the terms' marks propose for the year, and the year's mark."""
    terms = [grid.results.get((member.id, term.pk), ("", 0))[0] for term in (grid.term, *grid.past)]
    hint = grid.scale.year([int(text) for text in terms[::-1] if text.isdigit()], about)
    text, version = grid.results.get((member.id, YEAR), ("", 0))
    html = f'<td class="r hint">{hint}</td>'
    return html + f'<td class="r term{look(text)}" data-v="{version}">{text}</td>'


def mean_text(mean) -> str:
    """An average as its narrow column has it: fewer decimals where it is large."""
    return decimal(mean, 2 if mean < 10 else 1 if mean < 100 else 0)


def _listed(grid, member) -> str:
    """What stands in place of an average where there is none: how often each value."""
    if grid.scale.averaged:
        return ""
    cells = (grid.cells.get((column.id, member.id)) for column in grid.columns if column.counts)
    return escape(grid.scale.listed(mark for cell in cells if cell for mark in counted(cell[0], cell[1], cell[4])))


def look(text: str) -> str:
    """The class of a result's text."""
    return f" m{text}" if text in "5432" and text else ""
