"""The page on which an employee's name is changed by a document."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis.access.guard import guard
from schoolmis.people import actions, permissions
from schoolmis.people.models import Person
from schoolmis.people.name_form import NameForm
from schoolmis.people.views import visible
from schoolmis.ui.forms import form_page, refuse


@guard(permissions.KEEP_STAFF)
def name_change(request, pk):
    """Domain §4.2: papers dated before keep the former name, and it finds the employee."""
    employee = permissions.VIEW_STAFF.get(request.user, visible(request.user), pk=pk)
    card = reverse("people:employee", args=[pk])
    copy = Person.objects.get(pk=employee.person_id)
    form = NameForm(request.POST or None, request.FILES or None, instance=copy)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            actions.change_staff_name(employee, version=version, by=request.user, **form.values)
        except ValidationError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The name is changed. The former one stays in the record."))
            return redirect(card)
    return form_page(
        request,
        form,
        title=_("Change of name"),
        line=str(employee.person),
        cancel=card,
        crumbs=[(_("Staff"), reverse("people:staff")), (str(employee.person), card)],
        note=_("A misspelling is put right under “Edit”. Papers dated before keep the former name."),
    )
