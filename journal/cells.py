"""Reading cells and averages: the few statements that the grid, the parent's page and the papers share."""

from datetime import date

from django.db import connection

from journal.rules.marks import mean


def text_of(first, second, absence, late, retake=False) -> str:
    """The text of a cell's columns, as a register has it."""
    if absence:
        return absence
    text = f"{first}{'→' if retake else '/'}{second}" if second else str(first) if first else ""
    if late is not None:
        text = f"{text} оп{late or ''}".strip()
    return text


AVERAGES = """
select c.student_id,
    sum((case when c.retake then 0 else c.first end + coalesce(c.second, 0)) * coalesce(l.weight, k.weight, 1)),
    sum(((not c.retake)::int + (c.second is not null)::int) * coalesce(l.weight, k.weight, 1))
from journal_lesson l join journal_cell c on c.lesson_id = l.id left join journal_workkind k on k.id = l.kind_id
where l.section_id = %s and l.date between %s and %s and l.status = 'planned' and c.first is not null
    and coalesce(l.counts, k.counts, true)
    and (%s or c.student_id = any(%s))
group by c.student_id
"""


def averages(section, first: date, last: date, students=None) -> dict[int, object]:
    """{student: average} of the section's works that count from `first` to `last`, weighted; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(AVERAGES, [section.pk, first, last, students is None, list(students or ())])
        return {student: mean(total, weight) for student, total, weight in cursor.fetchall()}
