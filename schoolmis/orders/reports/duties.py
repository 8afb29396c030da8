"""The functional duties of the employees in the system, for the director to print (R1-5.1a, R3-5.1a)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.access.models import RoleGrant
from schoolmis.orders import permissions
from schoolmis.orders.models import Duty
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from schoolmis.people.models import Employee
from schoolmis.people.picks import EMPLOYEES
from schoolmis.ui.dates import date_as_of
from schoolmis.ui.forms import SchoolForm
from schoolmis.ui.pick import PickOneField


class EmployeeForm(SchoolForm):
    employee = PickOneField(
        EMPLOYEES, label=gettext_lazy("Employee"), required=False, help_text=gettext_lazy("Empty: all employees.")
    )
    on = forms.DateField(label=gettext_lazy("On the day"), initial=clock.today, required=False)

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employee"].queryset = Employee.objects.select_related("person")

    def clean_on(self):
        return self.cleaned_data["on"] or clock.today()


@register
class Duties(Report):
    code = "orders.duties"
    title = gettext_lazy("Functional duties of employees in the system")
    about = gettext_lazy("Duties and rights of each by the orders in force")
    permission = permissions.VIEW
    form_class = EmployeeForm
    landscape = True

    def heading(self, params, lang):
        signatures = (Signature(_("Director")), *((Signature(_("Employee")),) if params["employee"] else ()))
        return Heading(title=str(self.title), subtitle=date_as_of(params["on"], lang), signatures=signatures)

    def columns(self, params):
        return [
            Column("name", _("Name"), weight=2),
            Column("position", _("Position"), weight=2),
            Column("duties", _("Duties in the system"), weight=5),
            Column("rights", _("Rights in the system"), weight=3),
            Column("order", _("By order"), weight=1),
        ]

    def rows(self, params):
        day = params["on"]
        duties = Duty.objects.on(day).select_related("employee__person", "order")
        grants = RoleGrant.objects.on(day).select_related("school_class", "order")
        if params["employee"]:
            duties = duties.filter(employee=params["employee"])
        held = {}
        for grant in grants:
            where = f" {grant.school_class}" if grant.school_class else ""
            held.setdefault(grant.user_id, []).append(f"{grant.get_role_display()}{where} (№ {grant.order.label})")
        return [
            (
                str(one.employee),
                one.employee.position_text or one.employee.get_position_display(),
                one.text,
                "; ".join(held.get(one.employee.person.user_id, [])),
                f"№ {one.order.label}",
            )
            for one in duties
        ]
