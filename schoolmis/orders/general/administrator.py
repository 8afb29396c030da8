"""Order that appoints the administrator (R1-5.1d). payload: {from, grants: [{employee, role, class}], only}."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.orders.builtin import roles, rows
from schoolmis.orders.builtin.lines import has_lines, of_employees
from schoolmis.orders.cited import CITING
from schoolmis.orders.forms import PlainKindForm, employee_field
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series


class AdministratorForm(PlainKindForm):
    employee = employee_field(gettext_lazy("Employee"))
    only = forms.BooleanField(label=gettext_lazy("The former administrator hands over"), required=False, initial=True)

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        self.fields["from"] = forms.DateField(
            label=gettext_lazy("From"), initial=self.given.get("from") or clock.today()
        )
        grants = self.given.get("grants", [])
        self.fields["employee"].initial = grants[0]["employee"] if grants else None
        self.fields["only"].initial = self.given.get("only", True)

    def payload(self):
        data = self.cleaned_data
        grant = {"employee": data["employee"], "role": Role.ADMINISTRATOR.value, "class": None}
        return {"from": data["from"].isoformat(), "grants": [grant], "only": data["only"]}


def appoint(order, by):
    """The former administrator's right ends where the new one's begins, where the order says so."""
    roles.grant_roles(order, by)
    if order.payload.get("only"):
        starts_on = date.fromisoformat(order.payload["from"])
        named = order.role_grants.values("user")
        former = RoleGrant.objects.on(starts_on).filter(role=Role.ADMINISTRATOR).exclude(user__in=named)
        rows.replace(former, order, starts_on)


ADMINISTRATOR = register(
    Kind(
        "administrator",
        gettext_lazy("Appointment of the administrator"),
        Series.STAFF,
        (
            "Мектептин маалыматтык системасынын администраторун дайындоо жөнүндө",
            "О назначении администратора информационной системы школы",
            "1. Мектептин маалыматтык системасынын администратору болуп төмөнкү кызматкер дайындалсын.\n"
            "2. Администратор серверди, программаны, резервдик көчүрмөлөрдү жана кирүү эсептерин тейлесин.",
            "1. Назначить администратором информационной системы школы указанного работника.\n"
            "2. Администратору обслуживать сервер, программу, резервные копии и учётные записи.",
        ),
        form=AdministratorForm,
        apply=appoint,
        revoke=roles.revoke_roles,
        lines=roles.role_lines,
        effects=roles.role_effects,
        ready=lambda order: has_lines(order, "grants"),
        concerns=of_employees("grants"),
        **CITING,
    )
)
