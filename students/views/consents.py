from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis.access.guard import guard
from schoolmis.papers.answer import printed
from schoolmis.ui.forms import form_page, tried
from students import actions, permissions
from students.consent_form import ConsentPaper
from students.forms import ConsentForm, DayForm, ScanForm
from students.views.common import card_url, crumbs, kept


@guard(permissions.CONSENTS)
def consent_give(request, pk):
    """R1-6.2: the written consent is in the school's hands; its number leads to the paper."""
    student = kept(request, pk, permissions.CONSENTS)
    given = student.person.consents.filter(ends_on=None).values_list("purpose", flat=True)
    purpose = request.GET.get("purpose")
    form = ConsentForm(
        request.POST or None, request.FILES or None, open_purposes=set(given), initial={"purpose": purpose}
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.register_consent(student, by=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("The consent is registered."))
        return redirect(card_url(student))
    return form_page(
        request,
        form,
        title=_("Register a consent"),
        submit=_("Register"),
        cancel=card_url(student),
        crumbs=crumbs(request, student),
    )


@guard(permissions.CONSENTS)
def consent_withdraw(request, pk, consent):
    student = kept(request, pk, permissions.CONSENTS)
    consent = get_object_or_404(student.person.consents.filter(ends_on=None), pk=consent)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if tried(form, lambda: actions.take_back_consent(student, consent, on=on, by=request.user)):
            messages.success(request, _("The consent is withdrawn. The card shows only what the law requires."))
            return redirect(card_url(student))
    return form_page(
        request,
        form,
        title=_("Withdraw the consent"),
        line=consent.get_purpose_display(),
        submit=_("Withdraw"),
        danger=True,
        cancel=card_url(student),
        crumbs=crumbs(request, student),
        note=_("Personal data, guardians and the access to the journal are hidden at once."),
    )


@guard(permissions.CONSENTS)
@require_safe
def consent_paper(request, pk):
    """The form to be signed, with what is known filled in."""
    student = kept(request, pk, permissions.CONSENTS)
    return printed(request, ConsentPaper(), [student], f"consent-{student.pk}")


@guard(permissions.CONSENTS)
def consent_scan(request, pk, consent):
    """The signed paper beside its row in the register."""
    student = kept(request, pk, permissions.CONSENTS)
    consent = get_object_or_404(student.person.consents, pk=consent)
    form = ScanForm(request.POST or None, request.FILES or None)
    act = lambda: actions.attach_consent_scan(student, consent, form.cleaned_data["scan"], by=request.user)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The scan is attached."))
        return redirect(card_url(student))
    return form_page(
        request,
        form,
        title=_("Attach a scan"),
        line=consent.get_purpose_display(),
        cancel=card_url(student),
        crumbs=crumbs(request, student),
    )
