"""On the account page: what I may do, and which order says so."""

from django.apps import apps
from django.utils.translation import gettext as _

from schoolmis.access.grants import grants_of
from schoolmis.access.lists import order_words
from schoolmis.access.models import RoleGrant
from schoolmis.access.permission import registry
from schoolmis.access.roles import Role
from schoolmis.accounts.sections import section


@section
def my_rights(request):
    """R3-5.1b: each of the reader's roles, the order it rests on, and what it lets do."""
    grants = grants_of(request.user)
    orders = apps.get_model("orders.Order").objects.in_bulk({grant.order for grant in grants if grant.order})
    classes = {one.pk: str(one.school_class) for one in _with_class(grants)}
    roles = []
    for role in Role:
        mine = [grant for grant in grants if grant.role == role]
        if mine:
            by = {order_words(orders[grant.order]) for grant in mine if grant.order in orders}
            roles.append(
                {
                    "label": role.label,
                    "classes": ", ".join(
                        sorted({classes[grant.id] for grant in mine if grant.id in classes and grant.school_class})
                    ),
                    "orders": ", ".join(sorted(by)) or _("by the link to the child"),
                    "may": [one.title for one in registry.values() if role in one.roles],
                }
            )
    return "access/own_rights.html", {"roles": roles}


def _with_class(grants):
    ids = [grant.id for grant in grants if grant.school_class]
    return RoleGrant.objects.filter(pk__in=ids).select_related("school_class") if ids else []
