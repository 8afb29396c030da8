"""The pages around the journals: title, contents, students, attendance, summary, remarks, the end."""

from collections import defaultdict

from journal import counting, yearly
from journal.classbook import remarks
from schoolmis import clock
from schoolmis.papers import checks, kit, letterhead
from schoolmis.papers.sheets import Column
from schoolmis.ui.dates import date_long, date_short

LINES = 36
"""Rows of contents on one page."""


def title(asked, row, words, lang, origin):
    """The first page; `row` is the number and day it is registered under."""
    head = letterhead.current(lang)
    facts = [
        (words["class"], asked.school_class),
        (words["year"], asked.school_class.year),
        (words["period"], asked.term or words["whole_year"]),
        (words["subject"], asked.subject.name if asked.subject else ""),
        (words["language"], words["languages"][asked.school_class.language]),
        (words["homeroom"], asked.homeroom or "____________________"),
        (head.head_post, head.head_name),
        (words["pages"], row.pages),
        (words["corrections"], row.corrections),
    ]
    code = checks.printed(row.check, origin, lang)
    return [
        *(kit.text(line, size=10, align="center", after=0) for line in head.lines),
        kit.text(head.school.upper(), bold=True, size=13, align="center", after=2),
        kit.text(head.place, size=10, align="center", after=0),
        kit.space(45),
        kit.title(words["one" if asked.subject else "title"], size=20 if asked.subject else 26),
        kit.text(f"№ {row.number} / {row.on.year}", size=12, align="center", after=4),
        kit.text(date_long(row.on, lang), size=10.5, align="center", after=30),
        *kit.facts([(label, value) for label, value in facts if value != ""], size=12, after=7),
        kit.signature_line(head.head_post, head.head_name, before=26),
        kit.stamp_place(),
        kit.space(6),
        kit.qr(code[0], note=code[1]),
    ]


def contents(entries, words):
    """`entries`: (title, page, under a heading or not)."""
    columns = [Column("t", words["contents"], weight=1), Column("p", words["page"], width=18, align="center")]
    for start in range(0, len(entries), LINES):
        if start:
            yield kit.new_page()
        yield kit.title(words["contents"])
        rows = [(("      " if inner else "") + name, str(page)) for name, page, inner in entries[start : start + LINES]]
        yield kit.table(columns, rows, size=10, row_height=16)
    yield kit.text(words["legend_title"], bold=True, size=9, before=4, after=2, keep=True)
    for line in words["legend"]:
        yield kit.text(line, size=8, after=1)


def students(pupils, words):
    columns = [
        Column("no", words["no"], kind="int", width=8),
        Column("name", words["name"], weight=1),
        Column("born", words["born"], kind="date", width=22),
        Column("sex", words["sex"], width=14, align="center"),
        Column("file", words["file"], width=20, align="center"),
        Column("came", words["came"], width=26),
        Column("left", words["left"], width=26),
    ]
    rows = [
        (n, one.name, one.born, words["sexes"].get(one.sex, ""), one.file, _moved(one.came), _moved(one.left))
        for n, one in enumerate(pupils, 1)
    ]
    yield kit.title(words["students"], size=13)
    yield kit.table(columns, rows, row_height=15, fifth=True)
    if not all(one.consented for one in pupils):
        yield kit.text(words["restricted"], italic=True, size=8.5)


def _moved(told) -> str:
    return "\n".join(filter(None, [date_short(told[0]), f"№ {told[1]}" if told[1] else ""])) if told else ""


def parents(pupils, words):
    """A row for each guardian, so that a telephone stands beside whose it is."""
    columns = [
        Column("no", words["no"], kind="int", width=8, leads=True),
        Column("name", words["name"], weight=3),
        Column("who", words["parent"], weight=5),
        Column("phone", words["phone"], width=29),
        Column("address", words["address"], weight=3),
    ]
    rows = []
    for n, one in enumerate(pupils, 1):
        for place, (who, phone) in enumerate(one.guardians or [("", "")]):
            first = (None, "") if place else (n, one.name)
            rows.append((*first, who, phone.replace(" ", "\u00a0"), "" if place else one.address))
    yield kit.title(words["parents"], size=13)
    yield kit.table(columns, rows, size=8)


def missed(pupils, terms, words):
    """Lessons missed by term and reason; one statement a term that has begun."""
    found = defaultdict(int)
    ids = [one.id for one in pupils]
    begun = [term for term in terms if term.starts_on <= clock.today()]
    for term in begun:
        for student, letter, n in counting.missed(ids, term.starts_on, term.ends_on):
            found[student, term.pk, letter] += n
    groups = [(term.pk, f"{term.roman} {words['term']}") for term in begun]
    if len(begun) > 1:
        groups.append((0, words["total"]))
        for (student, _term, letter), n in list(found.items()):
            found[student, 0, letter] += n
    parts = (("", words["all"]), ("б", words["ill"]), ("у", words["excused"]), ("н", words["unknown"]))
    columns = [Column("no", words["no"], kind="int", width=8), Column("name", words["name"], weight=1)]
    for key, name in groups:
        columns += [
            Column(f"{key}{part}", said, turned=True, kind="int", group=name, width=6.6, strong=not part)
            for part, said in parts
        ]

    def cells(students):
        for key, _name in groups:
            for part, _said in parts:
                letters = (part,) if part else ("б", "у", "н")
                yield sum(found[student, key, one] for student in students for one in letters) or None

    rows = [(n, one.name, *cells([one.id])) for n, one in enumerate(pupils, 1)]
    yield kit.title(words["missed"], size=13)
    yield kit.table(columns, rows, [(None, words["total"], *cells(ids))], size=8, row_height=14, fifth=True)


def summary(asked, pupils, terms, words, subjects):
    """Each student's rows: the terms, then year, exam, final where the book is of the year; one statement."""
    marks = yearly.marks([one.id for one in pupils], asked.school_class.year_id, terms)
    periods = [(term.pk, term.roman) for term in terms]
    if not asked.term:
        periods += [(str(period), words["short"][period]) for period in yearly.LAST]
    columns = [
        Column("no", words["no"], kind="int", width=8, leads=True),
        Column("name", words["name"], weight=1),
        Column("of", words["of_period"], width=16, align="center"),
        *(Column(str(one.pk), one.name, turned=True, kind="mark", width=6.6) for one in subjects),
    ]
    rows = []
    for n, one in enumerate(pupils, 1):
        told = marks.get(one.id, {})
        shown = [(key, name) for key, name in periods if any((s.pk, key) in told for s in subjects)] or periods[:1]
        for place, (key, name) in enumerate(shown):
            first = (n, one.short) if not place else (None, "")
            rows.append((*first, name, *(told.get((s.pk, key)) for s in subjects)))
    yield kit.title(words["summary"], size=13)
    yield kit.table(columns, rows, size=8)


def health(pupils, sport, words):
    """The health sheet: the group for physical education as the card has it, the rest by the medical worker's hand."""
    columns = [
        Column("no", words["no"], kind="int", width=8),
        Column("name", words["name"], weight=3),
        Column("sport", words["sport"], width=34, align="center"),
        Column("seat", words["seat"], width=34),
        Column("advice", words["advice"], weight=2),
    ]
    rows = [(n, one.name, words["sports"].get(sport.get(one.id), ""), "", "") for n, one in enumerate(pupils, 1)]
    yield kit.title(words["health"], size=13)
    yield kit.table(columns, rows, row_height=15, fifth=True)
    yield kit.text(words["health_note"], italic=True, size=8.5, before=2)
    yield kit.signature_line(words["nurse"])


BRIEFINGS, SIGNED = 22, 10


def briefings(pupils, held, words):
    """Safety briefings: what, when, by whom, and empty rows for the hand; then each student under their numbers."""
    widths = (9, 22, 0, 44, 24)
    columns = [
        Column(str(n), said, width=width or None, weight=0 if width else 1)
        for n, (said, width) in enumerate(zip(words["briefing"], widths, strict=True))
    ]
    rows = [
        (str(n), date_short(one.on), f"{one.topic} ({words['kinds'][one.kind]})", one.held_by.name, "")
        for n, one in enumerate(held, 1)
    ]
    rows += [(str(n), "", "", "", "") for n in range(len(held) + 1, max(BRIEFINGS, len(held) + 4) + 1)]
    yield kit.title(words["briefings"], size=13)
    yield kit.table(columns, rows, size=8.5, row_height=26)
    for start in range(0, max(len(held), 1), SIGNED):
        yield kit.new_page()
        columns = [
            Column("no", words["no"], kind="int", width=8),
            Column("name", words["name"], weight=1),
            *(
                Column(f"b{n}", str(n), width=11, group=words["briefed"], align="center")
                for n in range(start + 1, start + SIGNED + 1)
            ),
        ]
        shown = held[start : start + SIGNED]
        rows = [
            (
                place,
                one.short,
                *(f"{row.on:%d.%m}" if one.id in row.ids else "–" for row in shown),
                *[""] * (SIGNED - len(shown)),
            )
            for place, one in enumerate(pupils, 1)
        ]
        yield kit.title(words["briefings"], size=13)
        yield kit.table(columns, rows, size=8, row_height=15, fifth=True)


def checked(asked, words, first, last):
    """What the checkers have remarked, and empty rows for the hand."""
    found = remarks.of_class(asked.school_class, first, last)
    widths = (18, 26, 0, 34, 34)
    columns = [
        Column(str(n), said, width=width or None, weight=0 if width else 1)
        for n, (said, width) in enumerate(zip(words["remark"], widths, strict=True))
    ]
    rows = [(date_short(one.on), one.subject, one.words, one.by, one.done) for one in found]
    yield kit.title(words["remarks"], size=13)
    yield kit.table(columns, rows + [("", "", "", "", "")] * max(4, 22 - len(rows)), size=8.5, row_height=26)


def end(words, lang, pages, corrections):
    head = letterhead.current(lang)
    return kit.together(
        kit.text(words["end"].format(pages=pages, corrections=corrections), before=14, after=8),
        kit.text(words["signed"], after=4),
        kit.text(words["bound"], after=4),
        kit.signature_line(head.head_post, head.head_name),
        kit.signature_line(words["deputy"]),
        kit.stamp_place(),
    )
