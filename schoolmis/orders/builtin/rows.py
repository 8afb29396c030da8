"""Dated rows that orders write: one ends where another begins, and begins again when the order is revoked."""

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from schoolmis.access import Role
from schoolmis.access.models import RoleGrant


def end(rows, second) -> None:
    """Rows end on the day the revoking order is dated; those that have not begun never do."""
    rows.update(ends_on=Greatest(F("starts_on"), second.date), revoked_by=second)


def replace(rows, order, starts_on) -> None:
    """A new holder takes over: the former one's right ends where the new one's begins."""
    rows.update(ends_on=Greatest(F("starts_on"), starts_on), revoked_by=order)


def keeps_director(day) -> None:
    """Nobody could sign the next order in a school without a director."""
    if not RoleGrant.objects.on(day).filter(role=Role.DIRECTOR).exists():
        raise ValidationError(
            _("The school would be left without a director: the next one is named by an order first."), "director"
        )


def again(rows, second) -> None:
    """What a revoked order had ended begins again under the revoking one."""
    for row in rows:
        row.pk, row._state.adding = None, True
        row.order, row.starts_on, row.ends_on, row.revoked_by = second, second.date, None, None
        row.save()
