"""Who holds which right on a day, and by which order: roles, and the journals of the teaching load (R3-5.1b)."""

from dataclasses import dataclass
from datetime import date

from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.orders.models import Order
from schoolmis.structure.models import TeachingLoad


@dataclass(frozen=True)
class Right:
    role: str
    where: str
    starts_on: date
    order: Order

    def __str__(self):
        return f"{self.role} {self.where}".strip() + f" (№ {self.order.label})"


def rights_on(day: date, employee=None) -> dict[int, list[Right]]:
    """{employee's id: rights}, of everybody or of one."""
    grants = RoleGrant.objects.on(day).filter(user__person__employee__isnull=False)
    loads = TeachingLoad.objects.on(day)
    if employee:
        grants, loads = grants.filter(user__person__employee=employee), loads.filter(teacher=employee)
    found: dict[int, list[Right]] = {}
    for grant in grants.select_related("school_class", "order", "user__person__employee").order_by("starts_on", "pk"):
        right = Right(grant.get_role_display(), str(grant.school_class or ""), grant.starts_on, grant.order)
        found.setdefault(grant.user.person.employee.pk, []).append(right)
    taught: dict[tuple, list] = {}
    for load in loads.select_related("section__group", "order").order_by("starts_on", "pk"):
        taught.setdefault((load.teacher_id, load.order_id), []).append(load)
    for (teacher, _order), mine in taught.items():
        where = ", ".join(sorted({str(load.section.group) for load in mine}))
        found.setdefault(teacher, []).append(Right(str(Role.TEACHER.label), where, mine[0].starts_on, mine[0].order))
    return found
