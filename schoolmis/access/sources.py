from schoolmis.access.grants import rows, source
from schoolmis.access.models import RoleGrant


@source
def by_order(user, today):
    """Roles that a signed order gives by name."""
    found = RoleGrant.objects.on(today).filter(user=user)
    return rows(found, role="role", id="pk", order="order_id", school_class="school_class_id")
