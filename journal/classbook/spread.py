"""A journal as spreads of the paper register: marks by dates on the left page, topics on the right one."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.timezone import localtime
from reportlab.lib.units import mm

from journal.classbook.binding import HEIGHT, ROOM
from journal.classbook.words import raised
from schoolmis.papers import fonts, kit
from schoolmis.papers.fonts import BOLD, PLAIN
from schoolmis.papers.grid import Grid
from schoolmis.papers.measure import LEADING, PAD
from schoolmis.papers.sheets import Column
from schoolmis.ui.dates import date_short, moment
from schoolmis.ui.names import short_name
from students.models import Result

NO, NAME, LESSON, RESULT = 7, 45, 7, 9
"""Widths of the left page in mm."""
NARROWER = 2
"""Millimetres that the name gives before the lessons do."""
RIGHT = {"no": 7, "date": 14, "topic": 66, "homework": 49, "teacher": 28, "sign": 16}
SIZES = (8.5, 8, 7.5, 7, 6.5, 6)
TOPICS, FEET, HEAD = 8, 7, 22
"""Points: the right page's text, the footnotes, the line above each table."""
FREE = HEIGHT - HEAD
ROWS = 60
"""Students on one left page; more stand on a spread of their own."""
TALLEST, SIGNED = 15.5, 16


@dataclass(frozen=True)
class Shown:
    """One column of the left page: a lesson, or a result under its own key."""

    key: object
    title: str
    lesson: object = None

    @property
    def width(self):
        return LESSON if self.lesson else RESULT


def columns(journal, words) -> list[Shown]:
    """Lessons in order, each term's result after its last lesson, the year's at the end."""
    found, left = [], list(journal.lessons)
    for term in journal.terms:
        while left and left[0].date <= term.ends_on:
            found.append(_of_lesson(left.pop(0)))
        found.append(Shown(str(term.pk), f"{term.roman} {words['half' if term.kind == term.Kind.HALF else 'term']}"))
    found += [_of_lesson(one) for one in left]
    if journal.with_year:
        told = {key for key, _student in journal.results}
        keys = [key for key in (Result.Period.YEAR, Result.Period.EXAM, Result.Period.FINAL) if key in told]
        found += [Shown(str(key), words["results"][key]) for key in keys or [Result.Period.YEAR]]
    return found


def _of_lesson(lesson) -> Shown:
    return Shown(lesson.id, " ".join(filter(None, [f"{lesson.date:%d.%m}", lesson.kind])), lesson)


def spreads(journal, words, lang, title):
    """(left story, right story, corrections) of each spread."""
    for roster_from in range(0, max(len(journal.roster), 1), ROWS):
        roster = journal.roster[roster_from : roster_from + ROWS]
        for part in _parts(journal, columns(journal, words)):
            yield _spread(journal, part, roster, roster_from, words, lang, title)


def _parts(journal, every) -> list[list[Shown]]:
    """As many columns as the left page is wide and their topics are high on the right one.

    A result stands with its lessons, which for its sake stand closer; results alone take the last lessons along.
    """
    parts, wide, high = [], 0, 0
    room = ROOM / mm - NO - NAME
    for column in every:
        tall = topic_height(journal, column)
        closer = 0 if column.lesson else RESULT
        if not parts or wide + column.width > room + closer or high + tall > FREE - 60:
            parts.append([])
            wide, high = 0, 0
        parts[-1].append(column)
        wide, high = wide + column.width, high + tall
    for before, after in pairwise(parts):
        if not any(column.lesson for column in after):
            half = len(before) // 2
            after[:0] = before[half:]
            del before[half:]
    return parts


def topic_height(journal, column) -> float:
    """Points that the lesson takes on the right page; a further work and a result take none."""
    if not column.lesson or column.lesson.part:
        return 0
    lesson = column.lesson
    texts = {"topic": lesson.topic, "homework": lesson.homework, "teacher": journal.teachers(lesson.date)}
    lines = max(len(fonts.wrap(text, PLAIN, TOPICS, RIGHT[key] * mm - 2 * PAD)) for key, text in texts.items())
    return max(lines * TOPICS * LEADING + 2.6, SIGNED)


def _spread(journal, part, roster, before, words, lang, title):
    marks, notes = _marks(journal, part, roster, before, words, lang)
    topics, teachers = _topics(journal, part, words)
    left, free = [_head(title, part), marks], FREE - marks.height - 10
    while notes and free > 0:
        high = notes[0].wrap(ROOM, HEIGHT)[1] + 1
        if high > free:
            break
        free -= high
        left.append(notes.pop(0))
    right = [_head(title, part, ", ".join(teachers)), *topics]
    count = len(left) - 2 + len(notes)
    return left, right, notes, count


def _head(title, part, beside=""):
    days = [column.lesson.date for column in part if column.lesson]
    span = f"{date_short(days[0])} – {date_short(days[-1])}" if days else ""
    return kit.parts(*filter(None, [title, beside or span]), size=9.5)


def _marks(journal, part, roster, before, words, lang):
    """The left page's table at the largest size that fits, and its footnotes."""
    notes, rows, widths = [], [], _widths(part)
    for place, member in enumerate(roster, before + 1):
        cells = [(str(place), PLAIN, False), (member.name, PLAIN, False)]
        for column in part:
            text, low = _cell(journal, column, member), False
            if changes := journal.changes.get((column.key, member.id)):
                notes.append(_note(len(notes) + 1, member, column, changes, words, lang))
                low, text = text == "2", _noted(text, len(notes), widths[column.key] * mm - 2 * PAD)
            low = low or text == "2"
            cells.append((text, BOLD if low or not column.lesson else PLAIN, low))
        rows.append(cells)
    spare = ROOM / mm - NO - NAME - sum(widths.values())
    name = NAME + spare if spare < LESSON else NAME  # a part of a column at the right edge looks like a fault
    heads = [Column("no", words["no"], width=NO, align="center"), Column("name", words["name"], width=name)]
    heads += [Column(str(c.key), c.title, width=widths[c.key], turned=True, align="center") for c in part]
    if name == NAME:
        heads.append(Column("rest", "", weight=1))
        rows = [[*cells, ("", PLAIN, False)] for cells in rows]
    feet = min(sum(note.wrap(ROOM, HEIGHT)[1] + 1 for note in notes), FREE / 4)
    return _fitted(heads, rows, feet), notes


def _widths(part) -> dict[object, float]:
    """Millimetres of each column; the name and the lessons give room to a result that stands with them."""
    over = sum(column.width for column in part) - (ROOM / mm - NO - NAME) - NARROWER
    lessons = sum(bool(column.lesson) for column in part)
    less = max(over, 0) / (lessons or 1)
    return {column.key: column.width - less * bool(column.lesson) for column in part}


def _fitted(heads, rows, feet) -> Grid:
    for size in SIZES:
        grid = Grid(heads, rows, size=size, fifth=True)
        grid.wrap(ROOM, FREE)
        if grid.height + feet + 10 <= FREE:
            break
    spare = FREE - feet - 10 - grid.height
    if rows and spare > 0:
        tall = min(TALLEST, min(row.height for row in grid.rows) + spare / len(rows))
        grid = Grid(heads, rows, size=size, fifth=True, row_height=tall)
        grid.wrap(ROOM, FREE)
    return grid


def _cell(journal, column, member) -> str:
    text = (journal.cells if column.lesson else journal.results).get((column.key, member.id), "")
    if text or not column.lesson:
        return text
    if not member.belongs(column.lesson.date):
        return "–"
    return "осв" if member.is_exempt(column.lesson.date) else ""


def _noted(text, number, room) -> str:
    """The footnote's figures beside the mark; below it where they do not fit beside."""
    beside = text + raised(number)
    return beside if fonts.width(beside, BOLD) * SIZES[0] <= room else f"{text} {raised(number)}"


def _note(number, member, column, changes, words, lang):
    """«¹ name, day: what was, what is; when, who; why»."""
    place = date_short(column.lesson.date) if column.lesson else column.title
    said = []
    for one in changes:
        what = words["was" if one.new else "cleared"].format(old=one.old, new=one.new)
        why = words["why"].format(why=one.why) if one.why else ""
        said.append("; ".join(filter(None, [what, f"{moment(one.at)}, {one.by}", why])))
    return kit.text(f"{raised(number)} {member.name}, {place}: {' · '.join(said)}", size=FEET, after=1)


def _topics(journal, part, words):
    """The right page: a row for each lesson, and the teachers who held them."""
    held = [column.lesson for column in part if column.lesson and not column.lesson.part]
    heads = [
        Column(key, words[key], width=width, align="center" if key in ("no", "date") else "")
        for key, width in RIGHT.items()
    ]
    rows, teachers = [], {}
    for place, lesson in enumerate(held, 1):
        who = short_name(lesson.signer) if lesson.signer else journal.teachers(lesson.date)
        teachers |= dict.fromkeys(who.split(", ") if who else ())
        signed = f"{localtime(lesson.signed_at):%d.%m.%y}" if lesson.signed_at else ""
        rows.append((place, f"{lesson.date:%d.%m.%y}", lesson.topic, lesson.homework, who, signed))
    table = kit.table(heads, rows, size=TOPICS, row_height=SIGNED)
    signs = [kit.signature_line(words["teacher"], name, size=9, before=10) for name in list(teachers)[:3]]
    return [table, kit.together(*signs)] if signs else [table], list(teachers)
