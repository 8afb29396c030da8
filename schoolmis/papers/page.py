"""A report as a page: the table is built by one small function, every value escaped once, here."""

from html import escape

from django.utils.safestring import mark_safe

from .sheets import Band, as_read
from .values import Linked, low, shown
from .words import word


def render(document):
    """Safe HTML of all sheets, each a `.paper`; the design system's print style makes it the paper itself."""
    return mark_safe("".join(sheet_html(sheet, document) for sheet in document.sheets))  # noqa: S308


def sheet_html(sheet, document):
    look = "paper land" if document.landscape else "paper"
    return (
        f'<article class="{look}" lang="{document.lang}">'
        f"{_head(sheet.heading, document.lang)}"
        f'<table class="ved">{_heads(sheet)}{_body(sheet, document.lang)}{_foot(sheet, document.lang)}</table>'
        f"{_nothing(sheet, document.lang)}{_end(sheet.heading)}</article>"
    )


def _nothing(sheet, lang):
    """An empty table says so, on the page and on paper."""
    if any(not isinstance(row, Band) for row in sheet.rows):
        return ""
    return f'<p class="quiet">{escape(word("nothing", lang))}</p>'


def _head(heading, lang):
    left = "<br>".join(escape(line) for line in heading.left)
    right = ""
    if heading.approve:
        approve = heading.approve
        signed = _signed(approve.post, approve.name)
        right = f"{escape(approve.word or word('approve', lang))}<br>{signed}<br>{word('approved_on', lang)}"
    subtitle = f"<p>{escape(heading.subtitle)}</p>" if heading.subtitle else ""
    title = f'<div class="ved-title"><h2>{escape(heading.title)}</h2>{subtitle}</div>'
    return f'<div class="split"><div>{left}</div>{title}<div>{right}</div></div>'


def _signed(post, name):
    return f'<span class="keep">{escape(post)} <span class="hand"></span> {escape(name)}</span>'


def _heads(sheet):
    columns, groups, row, sub = sheet.columns, [], [], []
    tall = ' rowspan="2"' if any(column.group for column in columns) else ""
    for place, column in enumerate(columns):
        if not column.group:
            row.append(_th(column, tall))
            continue
        if not place or columns[place - 1].group != column.group:
            span = 0
            for follower in columns[place:]:
                if follower.group != column.group:
                    break
                span += 1
            row.append(f'<th scope="colgroup" colspan="{span}">{escape(column.group)}</th>')
        sub.append(_th(column, ""))
    groups = f"<tr>{''.join(sub)}</tr>" if sub else ""
    return f"<thead><tr>{''.join(row)}</tr>{groups}</thead>"


def _th(column, tall):
    title = escape(column.title)
    if column.turned:
        return f'<th scope="col" class="up"{tall}><span>{title}</span></th>'
    return f'<th scope="col"{_side(column)}{tall}>{title}</th>'


def _side(column):
    return "" if column.side == "center" else ' class="left"' if column.side == "left" else ' class="num"'


def _body(sheet, lang):
    name = next((place for place, column in enumerate(sheet.columns) if column.kind == "text"), -1)
    rows = []
    for row in as_read(sheet):
        if isinstance(row, Band):
            rows.append(
                f'<tr class="band"><th scope="rowgroup" class="left" colspan="{len(sheet.columns)}">'
                f"{escape(row.title)}</th></tr>"
            )
        else:
            rows.append(_row(row, sheet.columns, lang, name))
    return f"<tbody>{''.join(rows)}</tbody>"


def _row(row, columns, lang, name):
    cells = []
    for place, (value, column) in enumerate(zip(row, columns, strict=True)):
        text = escape(shown(value, column, lang)).replace("\n", "<br>")
        if isinstance(value, Linked):
            text = f'<a href="{escape(value.url)}">{text}</a>'
        if place == name:
            cells.append(f'<th scope="row" class="name">{text}</th>')
        elif low(value, column):
            cells.append(f'<td><span class="low">{text}</span></td>')
        elif column.strong and text:
            cells.append(f"<td{_side(column)}><b>{text}</b></td>")
        else:
            cells.append(f"<td{_side(column)}>{text}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _foot(sheet, lang):
    if not sheet.footers:
        return ""
    name = next((place for place, column in enumerate(sheet.columns) if column.kind == "text"), -1)
    rows = []
    for row in sheet.footers:
        cells = []
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            text = escape(shown(value, column, lang))
            cells.append(
                f'<th scope="row" class="name">{text}</th>' if place == name else f"<td{_side(column)}>{text}</td>"
            )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<tfoot>{''.join(rows)}</tfoot>"


def _end(heading):
    parts = [f"<span>{escape(note)}</span>" for note in heading.notes]
    parts += [_signed(one.post, one.name) for one in heading.signatures]
    return f'<p class="split r-end">{"".join(parts)}</p>' if parts else ""
