"""Who uses the system, and how promptly journals are filled (R1-3.1g): counted, no one's pages are followed."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from schoolmis.access import Role
from schoolmis.access.grants import holders
from schoolmis.accounts.models import User, Visit


@dataclass
class Use:
    """People who have a right, those who came in the period, their days here and their sign-ins."""

    people: int = 0
    came: int = 0
    days: int = 0
    sign_ins: int = 0

    def add(self, days, sign_ins):
        self.people += 1
        self.came += bool(days)
        self.days += days
        self.sign_ins += sign_ins


def by_role(first, last) -> dict[str, Use]:
    """{role: Use} of those who have the role today; one statement. A person with two roles counts in both."""
    visits = Visit.objects.filter(user=OuterRef("pk"), day__range=(first, last)).order_by().values("user")
    users = User.objects.filter(is_active=True, is_system=False).annotate(
        days=Coalesce(Subquery(visits.annotate(n=Count("pk")).values("n")), 0),
        entered=Coalesce(Subquery(visits.annotate(n=Sum("sign_ins")).values("n")), 0),
        **{f"is_{role}": holders(role) for role in Role},
    )
    found = {role: Use() for role in Role}
    for days, entered, *has in users.values_list("days", "entered", *(f"is_{role}" for role in Role)):
        for role, one in zip(Role, has, strict=True):
            if one:
                found[role].add(days, entered)
    return found


# A guardian counts once in each class where she has a child; who may be told nothing has no access and is left out.
BY_CLASS = """
with placed as (
    select p.school_class_id as of, s.id as student, s.person_id as person
    from students_placement p join students_student s on s.id = p.student_id
    where p.starts_on <= %(last)s and (p.ends_on is null or p.ends_on > %(last)s)
), readers as (
    select of, 'student' as role, person from placed
    union
    select of, 'guardian', g.guardian_id from placed join students_guardianship g on g.student_id = placed.student
    where g.told <> 'nothing' and g.starts_on <= %(last)s and (g.ends_on is null or g.ends_on > %(last)s)
)
select r.of, r.role, count(*), count(u.id), count(*) filter (where exists (
    select from accounts_visit v where v.user_id = u.id and v.day between %(first)s and %(last)s))
from readers r join people_person h on h.id = r.person
left join accounts_user u on u.id = h.user_id and u.is_active
group by r.of, r.role
"""


def readers_by_class(first, last) -> dict[tuple[int, str], tuple[int, int, int]]:
    """{(class, "student" | "guardian"): (people, those with a sign-in name, those who came)}; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(BY_CLASS, {"first": first, "last": last})
        return {(of, role): tuple(counts) for of, role, *counts in cursor.fetchall()}


# The first entry that stands in the lesson, or the attendance taken, says when it was filled.
FILLED = """
select k.schoolclass_id, count(*), count(filled), count(*) filter (where filled <= l.date)
from journal_lesson l join structure_section s on s.id = l.section_id
join structure_group_classes k on k.group_id = s.group_id
cross join lateral (select (least(l.taken_at, (select min(c.entered_at) from journal_cell c where c.lesson_id = l.id))
    at time zone 'Asia/Bishkek')::date as filled) f
where l.status = 'planned' and l.part = 0 and l.date between %(first)s and %(last)s
group by k.schoolclass_id
"""


def journals_by_class(first, last) -> dict[int, tuple[int, int, int]]:
    """{class: (lessons held, filled, filled on the day itself)}; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(FILLED, {"first": first, "last": last})
        return {of: tuple(counts) for of, *counts in cursor.fetchall()}
