"""The functional duties of the employees in the system, for the director to print (R1-5.1a, R3-5.1a)."""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.orders import permissions
from schoolmis.orders.models import Duty
from schoolmis.orders.rights import rights_on
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from schoolmis.papers.values import Linked
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
    about = gettext_lazy("Duties and rights of each by the orders in force, and who has rights and no duties")
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
        """Whoever holds rights stands here, with or without duties written."""
        day, chosen = params["on"], params["employee"]
        duties = Duty.objects.on(day).select_related("employee__person", "order")
        written, held = {one.employee_id: one for one in duties}, rights_on(day, chosen)
        people = Employee.objects.filter(Q(pk__in=written) | Q(pk__in=held)).select_related("person")
        if chosen:
            people = people.filter(pk=chosen.pk)
        return [self._row(one, written.get(one.pk), held) for one in people.order_by("person__sort_key")]

    def _row(self, employee, duty, held):
        return (
            self._name(employee, duty),
            employee.post,
            duty.text if duty else _("not written"),
            "; ".join(map(str, held.get(employee.pk, []))),
            Linked(f"№ {duty.order.label}", reverse("orders:order", args=[duty.order_id])) if duty else "—",
        )

    def _name(self, employee, duty):
        """R3-5.1a: the sheet that the employee signs is one press away; who has no duties has none."""
        url = duty and f"{reverse('orders:duties_print', args=[employee.pk])}?lang={get_language()}"
        return Linked(str(employee), url) if duty else str(employee)
