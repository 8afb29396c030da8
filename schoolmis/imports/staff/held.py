"""What orders give already, signed or drafted: teaching load and roles."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from schoolmis.access.models import RoleGrant
from schoolmis.orders.models import Order
from schoolmis.people.models import Employee
from schoolmis.structure.models import TeachingLoad


def hours_of(value) -> Decimal:
    """Hours as they are stored, to a tenth."""
    return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass
class Held:
    """`loads`: section → {employee: hours}; `roles`: (role, class or None) → employees."""

    loads: dict[int, dict[int, Decimal]] = field(default_factory=dict)
    roles: dict[tuple[str, int | None], set[int]] = field(default_factory=dict)
    drafts: dict[str, list[Order]] = field(default_factory=dict)

    @classmethod
    def read(cls, day: date) -> "Held":
        held = cls()
        for load in TeachingLoad.objects.on(day):
            held.loads.setdefault(load.section_id, {})[load.teacher_id] = hours_of(load.hours)
        employees = dict(Employee.objects.exclude(person__user=None).values_list("person__user", "pk"))
        for grant in RoleGrant.objects.on(day):
            if grant.user_id in employees:
                held.roles.setdefault((grant.role, grant.school_class_id), set()).add(employees[grant.user_id])
        drafts = Order.objects.filter(kind__in=("load", "roles"), status=Order.Status.DRAFT, annulled_at=None)
        for order in drafts.order_by("pk"):
            held.drafts.setdefault(order.kind, []).append(order)
            for line in order.payload.get("loads", []):
                held.loads.setdefault(line["section"], {})[line["employee"]] = hours_of(line["hours"])
            for line in order.payload.get("grants", []):
                held.roles.setdefault((line["role"], line.get("class")), set()).add(line["employee"])
        return held
