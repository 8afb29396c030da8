"""The page the real server would draw, for the school of the harness."""

import json
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE.parents[2] / "static"
SURNAMES = [
    "Абдыкалыкова Айжаркын",
    "Акматов Бектур",
    "Алымкулова Сезим",
    "Асан кызы Гүлзат",
    "Бакыт уулу Нурлан",
    "Өмүралиева Бегимай",
    "Мамбетсадыкова Өкүмкан",
]
LOOK = {"н": "mn", "б": "mb", "у": "mu", "о": "mo"}


def name(student):
    return (
        f"{SURNAMES[student % len(SURNAMES)]}"
        if student <= len(SURNAMES)
        else f"{SURNAMES[student % len(SURNAMES)]} {student}"
    )


def td(school, section, column, student, extra=""):
    cell = school.cells.get((section, str(column), student))
    css = f"{'r term' if str(column).startswith('t') else 'l'}{extra}"
    if (column, student) in school.out:
        return f'<td class="{css} out" title="Not yet in the class"></td>'
    if cell is None:
        return f'<td class="{css}"></td>'
    look = f" m{cell.t[0]}" if cell.t[:1].isdigit() else f" {LOOK.get(cell.t[:1], '')}"
    pairs = " pairs" if len(cell.t) > 2 else ""
    note = f' data-c="{escape(cell.c)}"' if cell.c else ""
    return f'<td class="{css}{look}{pairs}{" noted" if cell.c else ""}" data-v="{cell.v}"{note}>{escape(cell.t)}</td>'


def journal(school, section):
    lessons = range(1, school.lessons + 1)
    days = "".join(
        f'<th data-l="{n}" data-title="{n} December, lesson 3" data-home="§ {n}" data-href="/journal/lessons/{n}/"'
        f"{' data-locked=' + chr(34) + 'Term I is closed since 6 November.' + chr(34) if n in school.locked else ''}"
        f"{f' data-of={school.works[n]}' if n in school.works else ''}"
        f' class="{"today" if n == school.today else ""}"><b>{n}</b><small>fr</small></th>'
        for n in lessons
    )
    rows = []
    for s in range(1, school.students + 1):
        cells = "".join(td(school, section, n, s, " today" if n == school.today else "") for n in lessons)
        average, hint = school.average(section, s)
        surname, _, first = name(s).partition(" ")
        rows.append(
            f'<tr data-s="{s}"><th class="no" scope="row">{s}</th><th class="name" scope="row" title="{name(s)}">'
            f'<span><b>{surname}</b> <small>{first}</small></span></th>{cells}<td class="r avg">{average}</td>'
            f'<td class="r hint">{hint}</td>{td(school, section, "t2", s)}</tr>'
        )
    first = '<td class="l today"'
    body = "\n".join(rows).replace(first, first + ' tabindex="0"', 1)
    template = (HERE / "page.html").read_text()
    parts = {
        "WORDS": (HERE / "words.json").read_text().replace("<", "\\u003c"),
        "SECTION": str(section),
        "USER": str(school.user),
        "NAME": school.names[school.user],
        "N": str(school.lessons),
        "SCALE": escape(f" data-scale='{json.dumps(school.scale)}'", quote=False) if school.scale else "",
        "DAYS": days,
        "BODY": body,
        "TOPICS": "".join(
            f'<th class="{"today" if n == school.today else ""}"><span>{topic}</span></th>'
            for n in lessons
            for topic in [school.topics.get(n, f"Topic of lesson {n}")]
        ),
    }
    for key, text in parts.items():
        template = template.replace("{{" + key + "}}", text)
    return template


def message(**what):
    return json.dumps(what, ensure_ascii=False).encode()
