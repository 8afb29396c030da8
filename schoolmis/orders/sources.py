from schoolmis.access import Role
from schoolmis.access.grants import rows, source
from schoolmis.orders.models import Substitution
from schoolmis.structure.models import TeachingLoad


@source
def by_teaching_load(user, today):
    """A teacher's own journals come from the load that an order sets."""
    loads = TeachingLoad.objects.on(today).filter(teacher__person__user=user)
    return rows(loads, role=Role.TEACHER, id="pk", order="order_id", section="section_id")


@source
def by_substitution(user, today):
    """Who stands in for an absent teacher has the course's journal on the days of the order, and only then."""
    found = Substitution.objects.on(today).filter(substitute__person__user=user)
    days = {"number": "number", "first": "starts_on", "until": "ends_on"}
    return rows(found, role=Role.TEACHER, id="pk", order="order_id", section="section_id", **days)
