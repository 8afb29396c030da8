"""Who holds which right, on paper (R3-5.1b)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.access import permissions
from schoolmis.access.lists import order_words
from schoolmis.access.models import RoleGrant
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.ui.dates import date_long


@register
class Holders(Report):
    code = "access.holders"
    title = gettext_lazy("Who holds which right")
    about = gettext_lazy("Every role given by an order in force today")
    permission = permissions.VIEW

    def columns(self, params):
        return [
            Column("name", _("Name"), weight=3),
            Column("role", _("Role"), weight=3),
            Column("class", _("Class"), align="center"),
            Column("order", _("By order")),
            Column("from", _("From"), kind="date"),
        ]

    def rows(self, params):
        found = (
            RoleGrant.objects.on(clock.today())
            .select_related("user", "order", "school_class")
            .order_by("role", "user__name")
        )
        return [
            (
                grant.user.name,
                grant.get_role_display(),
                str(grant.school_class or ""),
                order_words(grant.order),
                grant.starts_on,
            )
            for grant in found
        ]

    def heading(self, params, lang):
        return Heading(title=str(self.title), subtitle=date_long(clock.today(), lang))
