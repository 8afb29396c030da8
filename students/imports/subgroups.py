"""A first division of classes into subgroups: halves of the alphabetical list, for the school to correct."""

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record_all
from schoolmis.imports.year import day_in, import_year
from schoolmis.structure.models import Group
from students.models import Membership, Placement
from students.rules.importing import halves


def fill_subgroups(by: User) -> list[tuple[str, dict]]:
    """Divide each class whose subgroups of a subject have never had anyone; a subgroup without a pair stays empty.

    A journal without students could not be kept, and the file does not say who is in which group.
    """
    year = import_year()
    day = day_in(year)
    groups = Group.objects.filter(year=year, kind=Group.Kind.SUBGROUP, memberships=None).order_by("name")
    together: dict = {}
    for group in groups.prefetch_related("classes", "sections"):
        for section in group.sections.all():
            for school_class in group.classes.all():
                together.setdefault((school_class.pk, section.subject_id), []).append(group)
    lists: dict = {}
    places = Placement.objects.on(day).filter(school_class__in={key[0] for key in together})
    for place in places.select_related("student__person").order_by("student__person__sort_key"):
        lists.setdefault(place.school_class_id, []).append(place)
    taken = set(Membership.objects.filter(group__year=year).values_list("student_id", "group__sections__subject"))
    made = []
    for (school_class, subject), parts in together.items():
        if len(parts) < 2:
            continue
        free = [place for place in lists.get(school_class, ()) if (place.student_id, subject) not in taken]
        for group, run in zip(parts, halves(free, len(parts)), strict=True):
            made += [Membership(student=one.student, group=group, starts_on=one.starts_on) for one in run]
    if not made:
        return []
    with acting(by):
        Membership.objects.bulk_create(made, batch_size=500)
        record_all("students.join_group", ((one.student, {"group": one.group_id}) for one in made), by=by)
    return [("subgroups_filled", {"n": len({one.group_id for one in made})})]
