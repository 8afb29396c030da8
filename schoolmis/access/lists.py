from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis.access.roles import GRANTED
from schoolmis.ui.lists import Choice, Column, List


class HolderList(List):
    title = _("Who holds which right")
    columns = [
        Column("name", _("Name"), value="user.name", sort="user__name", cls="name"),
        Column("role", _("Role"), value="get_role_display", sort="role"),
        Column("class", _("Class"), value="school_class"),
        Column("order", _("By order"), value=lambda grant: order_words(grant.order)),
        Column("starts_on", _("From"), value="starts_on", sort="starts_on", cls="end"),
    ]
    filters = [Choice("role", _("Role"), choices=[(role.value, role.label) for role in GRANTED], apply="role")]
    search_hint = _("Name or login")
    default_sort = "name"
    empty = _("Nobody has a role by order yet.")

    def search(self, queryset, text):
        return queryset.filter(Q(user__name__icontains=text) | Q(user__username__icontains=text))


def order_words(order) -> str:
    """«№ 3-К, 31.08.2026»"""
    return f"№ {order.label}, {order.date:%d.%m.%Y}" if order.date else f"№ {order.label}"
