"""The weekly sheet on paper: half a page a student, two on A4 with a line to cut along (R1-2.2c)."""

from io import BytesIO

from django.utils import translation
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from journal.models import BehaviourNote
from schoolmis.papers import flow, fonts, kit, letterhead
from schoolmis.papers.blocks import put
from schoolmis.papers.pdf import describe
from schoolmis.papers.sheets import Column
from schoolmis.ui.dates import date_short, weekday
from schoolmis.ui.numbers import decimal

SIDE, GAP = 14 * mm, 8 * mm
HALF = A4[1] / 2
ROOM, HEIGHT = A4[0] - 2 * SIDE, HALF - 2 * GAP
SIZES = ((9, 80), (8.5, 60), (8, 45), (7.5, 32), (7, 22), (8, 0), (7, 0), (6, 0), (5, 0))
"""Points of the table, and how many signs of each homework are told at that size; without, its column goes."""

# A paper for families: its fixed words stand outside the interface's catalogue.
WORDS = {
    "ky": {
        "title": "Жумалык баракча",
        "subject": "Предмет",
        "average": "Орточо",
        "homework": "Үй тапшырмасы (кайсы күнгө)",
        "missed": "Калган сабактары: {n}",
        "letters": {"б": "оору – {n}", "у": "жүйөлүү – {n}", "н": "себепсиз – {n}"},
        "late": "кечигүүсү: {n}",
        "none": "Калган сабагы жок",
        "kinds": {"praise": "Мактоо", "remark": "Эскертүү"},
        "homeroom": "Класс жетекчи: {name}",
        "parent": "Ата-эненин колу",
        "empty": "Бул жумада сабак болгон жок.",
    },
    "ru": {
        "title": "Недельный листок",
        "subject": "Предмет",
        "average": "Средний",
        "homework": "Домашнее задание (на какой день)",
        "missed": "Пропущено уроков: {n}",
        "letters": {"б": "по болезни – {n}", "у": "по уваж. причине – {n}", "н": "без причины – {n}"},
        "late": "опозданий: {n}",
        "none": "Пропусков нет",
        "kinds": {"praise": "Похвала", "remark": "Замечание"},
        "homeroom": "Классный руководитель: {name}",
        "parent": "Подпись родителей",
        "empty": "На этой неделе уроков не было.",
    },
}


def render(weeks, school_class, days, homeroom, lang) -> bytes:
    """`weeks` as journal.weekly reads them; `days`: the school days of the week in order."""
    fonts.register()
    out, words = BytesIO(), WORDS[lang]
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1)
    with translation.override(lang):
        describe(canvas, f"{words['title']} {school_class}", lang)
        for place, week in enumerate(weeks):
            upper = place % 2 == 0
            for placed in _fitted(canvas, week, school_class, days, homeroom, words, lang):
                placed.flowable.drawOn(canvas, placed.x, placed.y + (HALF if upper else 0))
            if upper:
                _cut(canvas)
            if not upper or place == len(weeks) - 1:
                canvas.showPage()
        if not weeks:
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def _cut(canvas) -> None:
    canvas.saveState()
    canvas.setDash(3, 3)
    canvas.setLineWidth(0.5)
    canvas.line(6 * mm, HALF, A4[0] - 6 * mm, HALF)
    canvas.restoreState()
    put(canvas, "· · ·", A4[0] / 2, HALF + 1.5, size=6, side="center")


def _fitted(canvas, week, school_class, days, homeroom, words, lang):
    """The largest size at which a student's week stands on half a page."""
    for size, signs in SIZES:
        story = _story(week, school_class, days, homeroom, words, lang, size, signs)
        laid = flow.paginate(canvas, story, (SIDE, GAP, ROOM, HEIGHT))
        if len(laid) == 1:
            break
    return laid[0]


def _story(week, school_class, days, homeroom, words, lang, size, signs):
    head = letterhead.current(lang)
    span = f"{date_short(days[0])} – {date_short(days[-1])}"
    yield kit.parts(head.school, span, size=8.5)
    yield kit.text(f"{words['title']}: {week.student}, {school_class}", bold=True, size=11.5, after=2)
    if week.lines:
        yield _table(week, days, words, lang, size, signs)
    else:
        yield kit.text(words["empty"], size=9)
    yield kit.text(_absences(week, words), size=9, after=2)
    for note in week.notes[:4]:
        kind = words["kinds"][BehaviourNote.Kind(note.kind)]
        yield kit.text(f"{kind}, {note.on:%d.%m}: {_cut_short(note.words, 160)}", size=8.5, after=1)
    sign = f"{words['parent']} ____________________"
    yield kit.text("", size=3, after=0)
    yield kit.parts(words["homeroom"].format(name=homeroom or "____________________"), sign, size=9)


def _table(week, days, words, lang, size, signs):
    columns = [
        Column("subject", words["subject"], **({"width": 42} if signs else {"weight": 1})),
        *(
            Column(str(n), f"{weekday(day, lang, short=True)}\n{day:%d.%m}", width=13, align="center")
            for n, day in enumerate(days)
        ),
        Column("average", words["average"], width=16, align="center", strong=True),
    ]
    if signs:
        columns.append(Column("homework", words["homework"], weight=1))
    rows = []
    for line in week.lines:
        average = "" if line.average is None else decimal(line.average, 2)
        row = [line.name, *(", ".join(line.days.get(day, ())) for day in days), average]
        if signs:
            row.append("; ".join(_task(day, _cut_short(text, signs)) for day, text in line.homework[-3:]))
        rows.append(row)
    return kit.table(columns, rows, size=size)


def _task(due, text) -> str:
    return f"{due:%d.%m}: {text}" if due else text


def _cut_short(text, signs) -> str:
    return text if len(text) <= signs else f"{text[: max(signs - 1, 0)].rstrip()}…"


def _absences(week, words) -> str:
    said = words["none"]
    if week.missed:
        reasons = (
            words["letters"][letter].format(n=week.absences[letter]) for letter in "бун" if week.absences[letter]
        )
        said = f"{words['missed'].format(n=week.missed)} ({', '.join(reasons)})"
    return f"{said}; {words['late'].format(n=week.late)}" if week.late else said
