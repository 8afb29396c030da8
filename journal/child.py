"""A child's page for parents and students: marks by subject, absences, homework of the days ahead (R1-2.2c)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import nlargest
from operator import itemgetter

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import mark_safe

from journal import child_notes, policy
from journal.cells import text_of
from journal.child_days import AHEAD, BACK, WEIGHT, Day, days_of, works_of
from journal.rows import tone
from journal.rules.marks import counted
from journal.rules.scales import CRITERIA, FIVE_POINTS, Scale
from schoolmis import clock
from schoolmis.structure.models import SchoolClass, Term
from schoolmis.ui.dates import is_ru
from students.models import Placement, Student, short


@dataclass
class SubjectLine:
    """A subject of a child in a term: the marks in order, their average, the terms' results."""

    name: str
    marks: list = field(default_factory=list)
    pairs: list = field(default_factory=list)
    results: dict = field(default_factory=dict)
    scale: Scale = FIVE_POINTS

    @property
    def mean(self):
        """The average; of criteria in per cent, where each mark weighs as many points as its work has."""
        total = sum(mark * weight for mark, weight, _most in self.pairs)
        return self.scale.mean(total, sum(weight * most for _mark, weight, most in self.pairs))

    @property
    def listed(self) -> str:
        """How often each level, where there is no average."""
        return self.scale.listed(mark for mark, _weight, _most in self.pairs)


@dataclass
class ChildPage:
    student: Student
    place: Placement | None
    terms: list[Term]
    term: Term | None
    subjects: list[SubjectLine]
    day: date
    fresh: list
    absences: Counter
    late: int
    held: int
    today: Day | None = None
    ahead: list[Day] = field(default_factory=list)
    works: list = field(default_factory=list)
    unseen: int = 0
    notes: list = field(default_factory=list)
    told: list = field(default_factory=list)
    talks: list = field(default_factory=list)
    remote: list = field(default_factory=list)
    lost: list = field(default_factory=list)
    texts: list = field(default_factory=list)

    @property
    def new_texts(self) -> list:
        """Assessments in words since the last visit."""
        return [one for one in self.texts if one["new"]]

    @property
    def news(self) -> list:
        """Praise, remarks and answers since the last visit."""
        return [one for one in (*self.notes, *self.told) if one.new]

    @property
    def new_count(self) -> int:
        return self.unseen + len(self.news) + len(self.talks) + len(self.new_texts)

    @property
    def old(self) -> list:
        """The latest marks that are not new."""
        return [mark for mark in self.fresh if not mark["new"]][:6]

    @property
    def values(self) -> dict[str, str]:
        """{text: name} of the values in words that stand on the page."""
        return {value.text: value.name for line in self.subjects if line.marks for value in line.scale.values}

    @property
    def missed(self):
        return sum(self.absences.values())


# Lessons of the groups the student is taught in on a day (the class's whole and joint groups, own subgroups) and those
# that the student had in other groups before, with the student's cells; last, whether the lesson is the student's own.
# Written out: composing it anew for each page costs ten times what the database needs. Words come only where they are
# shown: the topics of the days ahead, homework that may still be due, kinds that say something.
LESSONS = """
select l.id, l.date, l.number, l.part, s.id, s.subject_id,
    case when l.date >= %(day)s then l.topic end,
    case when l.date >= %(since)s or l.due_on >= %(day)s then l.homework end, l.due_on, l.minutes, l.link,
    case when coalesce(l.counts, k.counts, true) then coalesce(l.weight, k.weight, 1) else 0 end,
    case when k.code = 'current' or not shown then null when %(ru)s then coalesce(nullif(k.name_ru, ''), k.name_ky)
        else coalesce(nullif(k.name_ky, ''), k.name_ru) end,
    c.version, case when shown then c.first end, case when shown then c.second end, c.absence, c.late, c.retake,
    c.scale_id, l.most, case when shown then c.comment else '' end, c.entered_at,
    l.date <@ seats.days and not coalesce(l.date <@ free.days, false)
from (
    select g.id, range_agg(daterange(p.starts_on, p.ends_on)) as days from students_placement p
    join structure_group_classes x on x.schoolclass_id = p.school_class_id
    join structure_group g on g.id = x.group_id and g.kind <> 'subgroup'
    where p.student_id = %(student)s group by g.id
    union all select m.group_id, range_agg(daterange(m.starts_on, m.ends_on)) from students_membership m
    where m.student_id = %(student)s group by m.group_id) seats
join structure_section s on s.group_id = seats.id
left join (select e.subject_id, range_agg(daterange(e.starts_on, e.ends_on)) as days from students_exemption e
    where e.student_id = %(student)s group by e.subject_id) free on free.subject_id = s.subject_id
join journal_lesson l on l.section_id = s.id and l.status = 'planned' and l.date between %(first)s and %(last)s
    and (l.date <@ seats.days or %(day)s::date <@ seats.days)
left join journal_workkind k on k.id = l.kind_id
cross join lateral (select coalesce(l.visible, k.visible, true) as shown) v
left join journal_cell c on c.lesson_id = l.id and c.student_id = %(student)s
    and (shown or c.absence <> '' or c.late is not null)
order by l.date, l.number, l.part
"""


def child_page(
    student: Student, number: int | None = None, seen: datetime | None = None, reader: int | None = None
) -> ChildPage:
    """A child's page for a term; four statements, whatever the number of marks. Marks after `seen` are new.

    `reader`: the guardian whose unread messages are told.
    """
    today = clock.today()
    place, terms = _place(student, today)
    begun = [t for t in terms if t.starts_on <= today]
    term = next((t for t in terms if t.number == number), begun[-1] if begun else None)
    page = ChildPage(student, place, terms, term, [], today, [], Counter(), 0, 0)
    if term is None:
        return page
    with connection.cursor() as cursor:
        first, last = min(term.starts_on, today), max(term.ends_on, today + AHEAD)
        if today - term.starts_on < AHEAD:
            first -= BACK  # what was given before a vacation
        asked = {"student": student.pk, "day": today, "since": today - BACK, "first": first, "last": last}
        cursor.execute(LESSONS, asked | {"ru": is_ru()})
        lessons = cursor.fetchall()
    subjects = _subjects(student, place, terms, {row[5] for row in lessons})
    names = {pk: line.name for pk, line in subjects.items()}
    ahead = days_of(lessons, names, today)
    page.today = next((one for one in ahead if one.day == today), None)
    for lesson in page.today.lessons if page.today else ():
        version, *cell = lesson["row"][CELL:]
        lesson["cell"] = _cell(cell) if version else None
    page.ahead = [one for one in ahead if one.day > today]
    page.works = works_of(lessons, names, today)
    looks, begins, ends = {}, term.starts_on, min(term.ends_on, today)
    for row in lessons:
        day, part = row[1], row[3]
        if not begins <= day <= ends:
            continue
        page.held += row[-1] and not part
        if row[CELL]:
            _add(page, subjects[row[5]], looks, row)
    _choose(page, seen)
    page.subjects = list(subjects.values())
    child_notes.read(page, term, seen, reader)
    return page


CELL = 13
"""Where a row's cell begins."""
LATEST = 6
# Written out as LESSONS is.
PLACE = """
select p.id, p.starts_on, p.ends_on, c.id, c.grade, c.letter, c.year_id, (
    select json_agg(json_build_array(t.id, t.number, t.starts_on, t.ends_on) order by t.starts_on)
    from structure_term t where t.year_id = c.year_id and t.kind = 'quarter')
from students_placement p join structure_schoolclass c on c.id = p.school_class_id
where p.student_id = %s and p.starts_on <= %s order by p.starts_on desc limit 1
"""


def _place(student, day) -> tuple[Placement | None, list[Term]]:
    """The student's class of the day, or the last one before it, with the terms of its year; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(PLACE, [student.pk, day])
        row = cursor.fetchone()
    if row is None:
        return None, []
    pk, starts_on, ends_on, of, grade, letter, year, terms = row
    of = SchoolClass(pk=of, grade=grade, letter=letter, year_id=year)
    place = Placement(pk=pk, student=student, school_class=of, starts_on=starts_on, ends_on=ends_on)
    return place, [_term(year, *told) for told in terms or ()]


def _term(year, pk, number, first, last) -> Term:
    days = {"starts_on": date.fromisoformat(first), "ends_on": date.fromisoformat(last)}
    return Term(pk=pk, year_id=year, number=number, **days)


def _add(page, line, looks, row) -> None:
    """One cell of the term into the page's counts and lists. `looks`: {what a cell says: (text, tone)}, kept as met."""
    weight, kind, _version, first, second, absence, late, retake, scale_id, most, comment, at, own = row[WEIGHT:]
    scale = line.scale if scale_id == line.scale.id else policy.scale_by(scale_id)
    if first is not None:
        line.scale = scale
    if absence and own:
        page.absences[absence] += 1
    page.late += late is not None and own
    said = first, second, absence, late, retake, scale_id, most
    if said not in looks:
        look = tone(first, second, absence, late, scale, most)
        looks[said] = text_of(first, second, absence, late, retake, scale), look
    text, look = looks[said]
    if text:
        line.marks.append((row[1], text, look, kind, comment))
    if weight and own:
        points = (most or scale.top) if scale.kind == CRITERIA else 1
        line.pairs += [(mark, weight, points) for mark in counted(first, second, retake)]
    if first is not None:
        words = scale.name_of(first if second is None else second)
        page.fresh.append((row[1], at, row[0], line.name, kind, text, look, words, comment))


FRESH = "day", "at", "lesson", "subject", "kind", "text", "tone", "words", "comment"


def _choose(page, seen) -> None:
    """Of the term's marks the page says those after `seen`, thirty at most, and the latest others."""
    new = [mark for mark in page.fresh if seen is not None and mark[1] > seen]
    page.unseen = len(new)
    new = nlargest(30, new, key=itemgetter(0, 1))
    old = [] if len(new) >= LATEST else nlargest(LATEST, page.fresh, key=itemgetter(0, 1))
    old = [mark for mark in old if seen is None or mark[1] <= seen][: LATEST - len(new)]
    page.fresh = [dict(zip(FRESH, mark, strict=True), new=at < len(new)) for at, mark in enumerate(new + old)]


def _cell(cell):
    scale = policy.scale_by(cell[5])
    return {"text": text_of(*cell[:5], scale), "tone": tone(*cell[:4], scale, cell[6])}


# Subjects taught, and those with results of the year, each result in a row of its own; written out as LESSONS is.
SUBJECTS = """
select s.id, case when %(ru)s then coalesce(nullif(s.name_ru, ''), s.name_ky)
    else coalesce(nullif(s.name_ky, ''), s.name_ru) end, t.ends_on, r.period, r.value, r.code, r.own
from structure_subject s
left join students_result r on r.subject_id = s.id and r.student_id = %(student)s and r.year_id = %(year)s
left join structure_term t on t.id = r.term_id
where s.id = any(%(taught)s) or (s.has_marks and r.id is not null)
order by s."order", s.name_ky
"""


def _subjects(student, place, terms, taught) -> dict[int, SubjectLine]:
    """{subject: line} in the curriculum's order; a half-year's result stands at the term that ends with it."""
    found, numbers = {}, {term.ends_on: term.number for term in terms}
    asked = {"ru": is_ru(), "student": student.pk, "year": place.school_class.year_id, "taught": list(taught)}
    with connection.cursor() as cursor:
        cursor.execute(SUBJECTS, asked)
        for subject, name, ends_on, period, *said in cursor.fetchall():
            line = found.setdefault(subject, SubjectLine(name))
            if period is not None:
                line.results[numbers.get(ends_on, period)] = short(*said)
    return found


def marks_html(line: SubjectLine) -> str:
    """The marks of one subject as spans with their dates, each value escaped once."""
    days, spans = {}, []
    for day, text, look, kind, comment in line.marks:
        said = days.get(day) or days.setdefault(day, f"{day:%d.%m}")
        if kind or comment:
            said += escape(f"{', ' if kind else ''}{kind or ''}{': ' if comment else ''}{comment}")
        spans.append(f'<span class="mark{look}" title="{said}">{escape(text)}</span> ')
    return mark_safe("".join(spans))  # noqa: S308


def trend(line: SubjectLine) -> str:
    """The way of a subject's marks as a small line over the scale; the marks themselves stand beside it as text."""
    marks = [float(mark / most if most > 1 else mark) for mark, _weight, most in line.pairs]
    low, high = (0, 1) if line.scale.kind == CRITERIA else (line.scale.bottom, line.scale.top)
    if len(marks) < 3 or not line.scale.averaged:
        return ""
    means = [sum(marks[max(0, at - 2) : at + 1]) / len(marks[max(0, at - 2) : at + 1]) for at in range(len(marks))]
    step = 60 / (len(means) - 1)
    heights = [20 - (value - low) * 18 / (high - low) for value in means]
    points = " ".join(f"{2 + at * step:.1f},{height:.1f}" for at, height in enumerate(heights))
    return mark_safe(  # noqa: S308 numbers alone
        f'<svg class="trend" viewBox="0 0 66 24" width="66" height="24" aria-hidden="true">'
        f'<polyline class="c-line" fill="none" points="{points}"/>'
        f'<circle class="c-bar" cx="62" cy="{heights[-1]:.1f}" r="2.5"/></svg>'
    )
