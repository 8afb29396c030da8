"""Consents of the staff: registered from the signed paper, scanned, withdrawn (R1-6.2, R3-6.1)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.files.fields import ScanField
from schoolmis.papers.answer import printed
from schoolmis.people import actions, permissions
from schoolmis.people.consent_paper import ASKED, StaffConsentPaper
from schoolmis.people.views import visible
from schoolmis.ui.forms import SchoolForm, form_page, refuse


class GiveForm(SchoolForm):
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"))
    on = forms.DateField(label=gettext_lazy("Given on"), initial=clock.today)
    paper = forms.CharField(label=gettext_lazy("Number of the paper"), max_length=60, required=False)
    scan = ScanField(required=False)

    def __init__(self, *args, given, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [(one.value, one.label) for one in ASKED if one.value not in given]


class ScanForm(SchoolForm):
    scan = ScanField()


class DayForm(SchoolForm):
    on = forms.DateField(label=gettext_lazy("Date"), initial=clock.today)


def _employee(request, pk):
    return permissions.STAFF_CONSENTS.get(request.user, visible(request.user), pk=pk)


def _form(request, employee, form, act, done, **page):
    card = reverse("people:employee", args=[employee.pk])
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except ValidationError as refused:
            refuse(form, refused)
        else:
            messages.success(request, done)
            return redirect(card)
    crumbs = [(_("Staff"), reverse("people:staff")), (employee.person.short_name, card)]
    return form_page(request, form, crumbs=crumbs, cancel=card, **page)


@guard(permissions.STAFF_CONSENTS)
def consent_give(request, pk):
    employee = _employee(request, pk)
    given = set(employee.person.consents.filter(ends_on=None).values_list("purpose", flat=True))
    form = GiveForm(request.POST or None, request.FILES or None, given=given)
    act = lambda: actions.register_staff_consent(employee, by=request.user, **form.cleaned_data)  # noqa: E731
    done = _("The consent is registered.")
    return _form(request, employee, form, act, done, title=_("Register a consent"), submit=_("Register"))


@guard(permissions.STAFF_CONSENTS)
def consent_withdraw(request, pk, consent):
    employee = _employee(request, pk)
    one = get_object_or_404(employee.person.consents.filter(ends_on=None), pk=consent)
    form = DayForm(request.POST or None)
    act = lambda: actions.withdraw_staff_consent(  # noqa: E731
        employee, one, on=form.cleaned_data["on"], by=request.user
    )
    page = {
        "title": _("Withdraw the consent"),
        "line": one.get_purpose_display(),
        "submit": _("Withdraw"),
        "danger": True,
        "note": _("Personal data are hidden at once; the name and the work stay."),
    }
    return _form(request, employee, form, act, _("The consent is withdrawn."), **page)


@guard(permissions.STAFF_CONSENTS)
def consent_scan(request, pk, consent):
    employee = _employee(request, pk)
    one = get_object_or_404(employee.person.consents, pk=consent)
    form = ScanForm(request.POST or None, request.FILES or None)
    act = lambda: actions.scan_staff_consent(  # noqa: E731
        employee, one, form.cleaned_data["scan"], by=request.user
    )
    page = {"title": _("Attach a scan"), "line": one.get_purpose_display()}
    return _form(request, employee, form, act, _("The scan is attached."), **page)


@guard(permissions.STAFF_CONSENTS)
@require_safe
def consent_paper(request, pk):
    employee = _employee(request, pk)
    return printed(request, StaffConsentPaper(), [employee], f"consent-staff-{pk}")
