"""What a change of a kind's weight does to the averages of the terms under way; results already set stay."""

from dataclasses import dataclass

from django.db import connection

from journal import policy
from journal.models import WorkKind
from schoolmis import clock

# Old and new sums of whoever has a mark in a work of the kind; of criteria a mark weighs as many points as its work.
SUMS = """
with mine as (
    select distinct l.section_id, t.starts_on, t.ends_on from journal_lesson l
    join structure_section s on s.id = l.section_id join structure_group g on g.id = s.group_id
    join structure_term t on t.year_id = g.year_id and %(today)s between t.starts_on and t.ends_on
        and t.kind = case when s.by_half_years then 'half' else 'quarter' end
    where l.kind_id = %(kind)s and l.status = 'planned' and l.date between t.starts_on and t.ends_on),
works as (
    select l.id, l.section_id, l.most,
        case when coalesce(l.counts, k.counts, true) then coalesce(l.weight, k.weight, 1) else 0 end as former,
        case when l.kind_id = %(kind)s then
            case when coalesce(l.counts, %(counts)s) then coalesce(l.weight, %(weight)s) else 0 end
        when coalesce(l.counts, k.counts, true) then coalesce(l.weight, k.weight, 1) else 0 end as now
    from mine m join journal_lesson l on l.section_id = m.section_id and l.date between m.starts_on and m.ends_on
        and l.status = 'planned'
    left join journal_workkind k on k.id = l.kind_id)
select w.section_id, c.student_id, sum(mark * w.former), sum(points * w.former), sum(mark * w.now), sum(points * w.now)
from works w join journal_cell c on c.lesson_id = w.id left join journal_scale n on n.id = c.scale_id
join lateral (values (case when c.retake then null else c.first end), (c.second)) as counted(mark) on mark is not null
cross join lateral (select case when n.kind = 'criteria' then coalesce(w.most, n.top) else 1 end as points) p
group by 1, 2
"""


@dataclass(frozen=True)
class Effect:
    """In how many journals how many averages and proposals change."""

    journals: int = 0
    averages: int = 0
    proposals: int = 0


def effect(kind: WorkKind, weight, counts: bool) -> Effect:
    """Of giving `kind` another weight, or letting it enter the average or not; nothing is written."""
    about = {"kind": kind.pk, "weight": weight, "counts": counts, "today": clock.today()}
    with connection.cursor() as cursor:
        cursor.execute(SUMS, about)
        rows = cursor.fetchall()
    scales = policy.scales_for(policy.sections().filter(pk__in={row[0] for row in rows})) if rows else {}
    journals, averages, proposals, by = set(), 0, 0, policy.proposals()
    for section, _student, *sums in rows:
        scale = scales[section]
        former, now = scale.mean(*sums[:2]), scale.mean(*sums[2:])
        if former != now:
            journals.add(section)
            averages += 1
            proposals += scale.proposed(former, by) != scale.proposed(now, by)
    return Effect(len(journals), averages, proposals)
