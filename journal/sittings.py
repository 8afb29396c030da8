"""Who sits in which lesson: the part of a statement that attendance, absences and averages of all papers rest on."""

# Who sits in a group on which days, and in which class: whole and joint classes by place, subgroups by membership.
SEATS = """
with seats as (
    select x.group_id, p.student_id, p.school_class_id as of, p.starts_on, p.ends_on
    from students_placement p join structure_group_classes x on x.schoolclass_id = p.school_class_id
    join structure_group g on g.id = x.group_id and g.kind <> 'subgroup' where {whose}
    union all
    select m.group_id, m.student_id, p.school_class_id, greatest(m.starts_on, p.starts_on), least(m.ends_on, p.ends_on)
    from students_membership m join students_placement p on p.student_id = m.student_id
    and daterange(p.starts_on, p.ends_on) && daterange(m.starts_on, m.ends_on)
    where {whose}
)
"""
OF_CLASSES = SEATS.format(whose="p.school_class_id = any(%(classes)s)")
OF_STUDENTS = SEATS.format(whose="p.student_id = any(%(students)s)")
# All seats of those who sit in the classes at some time: what a student brings from the class before goes along.
OF_THEIR_STUDENTS = SEATS.format(
    whose="p.student_id in (select q.student_id from students_placement q where q.school_class_id = any(%(classes)s))"
)
# Lessons of a subject from which the student is exempt on that day are none of hers: neither had nor missed.
LESSONS = """
from seats join structure_section s on s.group_id = seats.group_id
join journal_lesson l on l.section_id = s.id and l.status = 'planned' and l.date between %(first)s and %(last)s
    and l.date >= seats.starts_on and (seats.ends_on is null or l.date < seats.ends_on)
    and not exists (select from students_exemption e
        where e.student_id = seats.student_id and e.subject_id = s.subject_id
        and l.date >= e.starts_on and (e.ends_on is null or l.date < e.ends_on))
left join journal_cell c on c.lesson_id = l.id and c.student_id = seats.student_id
"""
# The marks that enter an average, each a row: of a retake the second alone.
COUNTED = """
join lateral (values (case when c.retake then null else c.first end), (c.second)) as counted(mark) on mark is not null
left join journal_workkind k on k.id = l.kind_id
"""
WEIGHT = "coalesce(l.weight, k.weight, 1)"
COUNTS = "coalesce(l.counts, k.counts, true)"
