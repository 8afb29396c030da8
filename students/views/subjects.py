from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from schoolmis.access.guard import guard
from schoolmis.ui.forms import form_page, tried
from students import actions, permissions
from students.forms import DayForm, ExemptionForm
from students.views.common import card_url, crumbs, kept


@guard(permissions.GROUPS)
def exemption_add(request, pk):
    student = kept(request, pk, permissions.GROUPS)
    form = ExemptionForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.exempt_student(student, by=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("Saved."))
        return redirect(card_url(student))
    return form_page(
        request, form, title=_("Exempt from a subject"), cancel=card_url(student), crumbs=crumbs(request, student)
    )


@guard(permissions.GROUPS)
def exemption_end(request, pk, exemption):
    student = kept(request, pk, permissions.GROUPS)
    exemption = get_object_or_404(student.exemptions.select_related("subject", "student__person"), pk=exemption)
    form = DayForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.end_exemption(exemption, by=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("Saved."))
        return redirect(card_url(student))
    return form_page(
        request,
        form,
        title=_("End the exemption"),
        line=str(exemption.subject),
        cancel=card_url(student),
        crumbs=crumbs(request, student),
    )
