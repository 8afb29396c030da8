"""Reading cells and averages: the few statements that the grid, the parent's page and the papers share."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.db import connection

from journal import sittings
from journal.roster import Member
from journal.rules.scales import CRITERIA, FIVE_POINTS
from schoolmis.structure.models import Group


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
where l.section_id = %(section)s and l.date between %(first)s and %(last)s and l.status = 'planned'
    and c.first is not null and coalesce(l.counts, k.counts, true) and c.student_id = any(%(students)s)
group by c.student_id
"""
BY_POINTS = AVERAGES.format(points=" * coalesce(l.most, %(top)s)")
AVERAGES = AVERAGES.format(points="")
# The same over all journals of the subject, on the days when the student sat there; and in how many other journals.
WHOLE = (
    sittings.OF_STUDENTS
    + f"""
select seats.student_id, sum(mark * {sittings.WEIGHT}),
    sum({sittings.WEIGHT} * case when %(by_points)s then coalesce(l.most, %(top)s) else 1 end),
    count(*) filter (where l.section_id <> %(section)s)
"""
    + sittings.LESSONS
    + sittings.COUNTED
    + f"where s.subject_id = %(subject)s and c.scale_id is not distinct from %(scale)s and {sittings.COUNTS} group by 1"
)
# Whoever sits here may sit in another journal of the subject at the same time: the whole class and a subgroup.
BESIDE = """
select exists (select from structure_section o join structure_group h on h.id = o.group_id
    join structure_group_classes b on b.group_id = h.id
    join structure_group_classes a on a.schoolclass_id = b.schoolclass_id and a.group_id = %(group)s
    where o.subject_id = %(subject)s and o.id <> %(section)s and (%(whole)s or h.kind <> 'subgroup' or exists (
        select from students_membership m join students_membership n on n.student_id = m.student_id
        where m.group_id = %(group)s and n.group_id = h.id)))
"""


@dataclass(frozen=True)
class Mean:
    """A student's average of a subject: the weighted mean, and how many of its marks stand in another journal."""

    mean: Decimal | None
    elsewhere: int = 0


def has_beside(section) -> bool:
    """Whether the section's students may have a second journal of the subject; known anew within half a minute."""
    asked = {"section": section.pk, "subject": section.subject_id, "group": section.group_id}

    def ask():
        with connection.cursor() as cursor:
            cursor.execute(BESIDE, asked | {"whole": section.group.kind != Group.Kind.SUBGROUP})
            return cursor.fetchone()[0]

    return cache.get_or_set(f"journal-beside-{section.pk}", ask, 30)


def parted(section, first: date, last: date, roster) -> tuple[list[Member], list[Member]]:
    """Those whose marks of the subject all stand in this journal, and those who have to be asked about everywhere."""
    if has_beside(section):
        return [], list(roster)
    here, wide = [], []
    for member in roster:
        (here if member.belongs_always(first, last) else wide).append(member)
    return here, wide


def whole_averages(section, first: date, last: date, roster, *, scale=FIVE_POINTS) -> dict[int, Mean]:
    """{student: Mean} over all journals of the subject; at most one statement."""
    if not roster or not scale.averaged:
        return {}
    asked = {"section": section.pk, "subject": section.subject_id, "first": first, "last": last, "scale": scale.id}
    asked |= {"students": [one.id for one in roster], "by_points": scale.kind == CRITERIA, "top": scale.top}
    with connection.cursor() as cursor:
        cursor.execute(WHOLE, asked)
        return {pk: Mean(scale.mean(total, weight), count) for pk, total, weight, count in cursor.fetchall()}


def averages(section, first: date, last: date, roster, *, scale=FIVE_POINTS) -> dict[int, Decimal | None]:
    """{student: average} of the works that count from `first` to `last`, weighted; at most two statements.

    A student's average is the subject's: marks of the class before a move count, marks of an exempt day do not.
    """
    if not scale.averaged:
        return {}
    here, wide = parted(section, first, last, roster)
    found = {pk: of.mean for pk, of in whole_averages(section, first, last, wide, scale=scale).items()}
    if here:
        asked = {"section": section.pk, "first": first, "last": last, "students": [one.id for one in here]}
        with connection.cursor() as cursor:
            cursor.execute(BY_POINTS if scale.kind == CRITERIA else AVERAGES, asked | {"top": scale.top})
            found |= {student: scale.mean(total, weight) for student, total, weight in cursor.fetchall()}
    return found
