"""Pages of the staff: the list, an employee's card, the form, the sign-in slip."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.access.permission import registry
from schoolmis.accounts.slips import PaperSlip, slips_response
from schoolmis.audit.book import record
from schoolmis.people import actions, card, permissions
from schoolmis.people.clash import differences
from schoolmis.people.forms import EmployeeForm
from schoolmis.people.lists import StaffList
from schoolmis.people.models import Consent, Employee, Purpose
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, refuse


def visible(user):
    consent = Consent.objects.filter(person=OuterRef("person"), purpose=Purpose.RECORDS, ends_on=None)
    given = {"consent_on": Subquery(consent.values("starts_on")), "consent_paper": Subquery(consent.values("paper"))}
    staff = Employee.objects.select_related("person__user").annotate(has_consent=Exists(consent), **given)
    return permissions.VIEW_STAFF.visible(user, staff)


def _crumb():
    return _("Staff"), reverse("people:staff")


@guard(permissions.VIEW_STAFF)
@require_safe
def staff_list(request):
    acts = [
        Act(_("Who lacks what"), reverse("people:incomplete"), permissions.PERSONAL),
        *card.list_acts(),
        Act(_("Add an employee"), reverse("people:employee_new"), permissions.KEEP_STAFF, icon="plus", main=True),
    ]
    personal = permissions.PERSONAL.allows(request.user).ok
    return StaffList(visible(request.user), personal=personal).response(request, acts=acts)


@guard(permissions.VIEW_STAFF)
@require_safe
def employee_card(request, pk):
    employee = permissions.VIEW_STAFF.get(request.user, visible(request.user), pk=pk)
    today, user = clock.today(), employee.person.user
    grants = (
        user.role_grants.select_related("order", "school_class", "revoked_by").order_by("-starts_on") if user else []
    )
    loads = employee.loads.on(today).select_related("section__subject", "section__group", "order")
    personal = permissions.PERSONAL.allows(request.user)
    if personal and employee.has_consent:
        record("people.view_card", employee, by=request.user)
    question = _("Print a new slip? Unused slips printed before become void.")
    slip = reverse("people:employee_slip", args=[pk])
    context = {
        "title": str(employee.person),
        "line": employee.post,
        "crumbs": [_crumb()],
        "acts": [
            Act(_("Sign-in slip"), slip, permissions.STAFF_SLIPS, icon="key", method="post", confirm=question),
            Act(_("Change of name"), reverse("people:name", args=[pk]), permissions.KEEP_STAFF),
            Act(_("Edit"), reverse("people:employee_edit", args=[pk]), permissions.KEEP_STAFF, icon="edit", main=True),
        ],
        "employee": employee,
        "person": employee.person,
        "personal": personal and employee.has_consent,
        "former_names": employee.person.former_names.select_related("scan"),
        "consents": employee.person.consents.all(),
        "registers": permissions.STAFF_CONSENTS.allows(request.user).ok,
        "grants": [
            (grant, grant.starts_on <= today and (not grant.ends_on or grant.ends_on > today)) for grant in grants
        ],
        "loads": loads,
        # The orders stand above in the tree: their right is known here by its code.
        "sees_orders": "orders.view" in registry and registry["orders.view"].allows(request.user).ok,
        "hours": sum(load.hours for load in loads),
        "parts": card.offered(request.user, employee),
        "works": employee.works_on(today),
    }
    return render(request, "people/employee.html", context)


@guard(permissions.KEEP_STAFF)
def employee_new(request):
    form = EmployeeForm(request.POST or None)

    def act():
        return actions.add_employee(person=form.person, work=form.work, consent=form.consent, by=request.user)

    return _form(request, form, act, title=_("New employee"), cancel=reverse("people:staff"), crumbs=[_crumb()])


@guard(permissions.KEEP_STAFF)
def employee_edit(request, pk):
    employee = permissions.VIEW_STAFF.get(request.user, visible(request.user), pk=pk)
    form = EmployeeForm(request.POST or None, employee=employee, has_consent=employee.has_consent)

    def act():
        version = form.cleaned_data["version"] or 0
        return actions.change_employee(
            employee, version=version, person=form.person, work=form.work, consent=form.consent, by=request.user
        )

    card = reverse("people:employee", args=[pk])
    return _form(request, form, act, title=str(employee.person), cancel=card, crumbs=[_crumb(), (_("Card"), card)])


def _form(request, form, act, **page):
    if request.method == "POST" and form.is_valid():
        try:
            employee = act()
        except ValidationError as problem:
            refuse(form, problem)
            if getattr(problem, "code", "") == "version":
                stored = Employee.objects.select_related("person").get(pk=form.employee.pk)
                page["theirs"] = differences(stored.person, form.person) + differences(stored, form.work)
                page["take"] = reverse("people:employee_edit", args=[stored.pk])
                form.data = form.data.copy()
                form.data["version"] = str(stored.person.version)
        else:
            messages.success(request, _("The card is saved."))
            return redirect("people:employee", employee.pk)
    return form_page(request, form, template="people/form.html", **page)


@guard(permissions.STAFF_SLIPS)
@require_POST
def employee_slip(request, pk):
    """The slip as a PDF; its code stands nowhere else."""
    employee = permissions.VIEW_STAFF.get(request.user, visible(request.user), pk=pk)
    code = actions.give_staff_slip(employee, by=request.user)
    person = employee.person
    slip = PaperSlip(person.short_name, employee.get_position_display(), person.user.username, code)
    return slips_response(request, [slip])
