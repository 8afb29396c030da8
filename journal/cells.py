"""Reading cells and averages: the few statements that the grid, the parent's page and the papers share."""

from datetime import date

from django.db import connection

from journal.rules.scales import CRITERIA, FIVE_POINTS


def text_of(first, second, absence, late, retake=False, scale=FIVE_POINTS) -> str:
    """The text of a cell's columns, as a register has it."""
    if absence:
        return absence
    text = "" if first is None else scale.said(first)
    if second is not None:
        text = f"{text}{'→' if retake else '/'}{scale.said(second)}"
    if late is not None:
        text = f"{text} оп{late or ''}".strip()
    return text


# Of criteria each mark weighs as many points as its work has.
AVERAGES = """
select c.student_id,
    sum((case when c.retake then 0 else c.first end + coalesce(c.second, 0)) * coalesce(l.weight, k.weight, 1)),
    sum(((not c.retake)::int + (c.second is not null)::int) * coalesce(l.weight, k.weight, 1){points})
from journal_lesson l join journal_cell c on c.lesson_id = l.id left join journal_workkind k on k.id = l.kind_id
where l.section_id = %s and l.date between %s and %s and l.status = 'planned' and c.first is not null
    and coalesce(l.counts, k.counts, true)
    and (%s or c.student_id = any(%s))
group by c.student_id
"""


BY_POINTS = AVERAGES.format(points=" * coalesce(l.most, %s)")
AVERAGES = AVERAGES.format(points="")


def averages(section, first: date, last: date, students=None, *, scale=FIVE_POINTS) -> dict[int, object]:
    """{student: average} of the section's works that count from `first` to `last`, weighted; at most one statement."""
    if not scale.averaged:
        return {}
    by_points = scale.kind == CRITERIA
    values = [section.pk, first, last, students is None, list(students or ())]
    with connection.cursor() as cursor:
        cursor.execute(BY_POINTS if by_points else AVERAGES, [scale.top, *values] if by_points else values)
        return {student: scale.mean(total, weight) for student, total, weight in cursor.fetchall()}
