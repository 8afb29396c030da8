"""Admission, transfer, departure, restoration: each page drafts the order that the director signs (R7-3)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.orders import permissions as orders
from schoolmis.orders.actions import draft_order
from schoolmis.people.names import split_name
from schoolmis.ui.forms import form_page, tried
from students import actions, hooks, likely, permissions
from students.forms import AdmitForm
from students.models import Application, Asked
from students.orders.forms import AdmissionForm, DepartureForm, RestorationForm, TransferForm
from students.rules import movement
from students.views.common import card_url, crumbs, kept, order_url

SIGNED = gettext_lazy("The draft of the order is ready. It takes effect when the director signs it.")


@guard(permissions.KEEP)
def student_admit(request):
    """Record, consent, guardian of a new student, and the draft of the order; `?application=` begins the page."""
    orders.DRAFT.demand(request.user)
    application = _application(request)
    form = AdmitForm(request.POST or None, initial=_said(application) if application else None).rests_on(application)
    back = reverse("students:list")
    page = {
        "title": _("Admit a student"),
        "submit": _("Save and draft the order"),
        "cancel": back,
        "crumbs": [(_("Students"), back)],
    }
    made = {}
    if request.method == "POST" and form.is_valid():
        person, answered = likely.chosen(request)
        if not answered and (found := likely.alike(form.data_of_person)):
            return likely.question(request, form, found, **page)
        if person and hasattr(person, "student"):
            messages.warning(request, _("This is the record of the student: go on here, nothing was written twice."))
            return redirect(card_url(person.student))
        if tried(form, lambda: made.update(_keep(form, request.user, person, application))):
            messages.success(request, SIGNED)
            return redirect(order_url(made["order"]) or card_url(made["student"]))
    return form_page(request, form, **page)


def _application(request):
    """The application of admission that the page begins with; it stays in the address."""
    pk = request.GET.get("application", "")
    rows = Application.objects.filter(kind=Asked.ADMISSION, student=None, state=Application.State.REGISTERED)
    return rows.filter(pk=pk).first() if pk.isdecimal() else None


def _said(application):
    """What the application says of the child and of who applied."""
    child, guardian = split_name(application.child_name), split_name(application.applicant_name)
    return {
        "last_name": child.last,
        "first_name": child.first,
        "patronymic": child.patronymic,
        "school_class": application.school_class_id,
        "on": application.wished_on or clock.today(),
        "came_from": application.place,
        "came_place": application.area,
        "guardian_last_name": guardian.last,
        "guardian_first_name": guardian.first,
    }


@transaction.atomic
def _keep(form, by, person=None, application=None):
    data = form.cleaned_data
    movement.old_enough(data["born_on"], data["on"], data["school_class"].grade)
    student = actions.keep_student(form.data_of_person, consent=form.consent, person=person, by=by)
    if form.address and form.consent:
        actions.set_address(student, student.person, kind="actual", by=by, **form.address)
    if form.guardian:
        try:
            actions.add_guardian(student, form.guardian, relation=data["relation"], by=by)
        except ValidationError as refused:
            if hasattr(refused, "error_dict"):
                refused = ValidationError({f"guardian_{name}": errors for name, errors in refused.error_dict.items()})
            raise refused from None
    line = {"student": student.pk, "class": data["school_class"].pk}
    line |= {"came_from": data["came_from"], "came_place": data["came_place"]}
    line["documents"] = form.documents
    texts = AdmissionForm.texts(form) | form.basis()
    payload = {"from": data["on"].isoformat(), "students": [line]}
    order = draft_order("admission", payload=payload, by=by, **texts)
    if application:
        actions.put_to_order(application, order, by=by, student=student)
    return {"student": student, "order": order}


AdmitForm.wording = AdmissionForm.wording


def _drafted(request, pk, kind, form_class, title, danger=False):
    student = kept(request, pk, permissions.KEEP)
    orders.DRAFT.demand(request.user)
    form = form_class(request.POST or None, prefix=None).about([student])
    made = []

    def draft():
        if kind == "departure":
            _asked_now(student, form.cleaned_data)
        made.append(draft_order(kind, payload=form.payload(), by=request.user, **form.basis(), **form.texts()))
        for application in form.cleaned_data.get("applications") or ():
            actions.put_to_order(application, made[0], by=request.user)

    if request.method == "POST" and form.is_valid() and tried(form, draft):
        messages.success(request, SIGNED)
        return redirect(order_url(made[0]) or card_url(student))
    return form_page(
        request,
        form,
        title=title,
        submit=_("Draft the order"),
        cancel=card_url(student),
        danger=danger,
        crumbs=crumbs(request, student),
        line=str(student),
    )


def _asked_now(student, data):
    """R7-3: what the order would be refused for is said while it is drafted."""
    spell = student.enrolments.on(data["on"]).first()
    movement.may_leave(
        spell and spell.starts_on,
        data["on"],
        data["ground"],
        grade=student.grade,
        went_to=data["went_to"],
        last_seen=hooks.last_seen_on(student),
    )


@guard(permissions.KEEP)
def student_transfer(request, pk):
    return _drafted(request, pk, "transfer", TransferForm, _("Transfer to another class"))


@guard(permissions.KEEP)
def student_release(request, pk):
    return _drafted(request, pk, "departure", DepartureForm, _("Release from the school"), danger=True)


@guard(permissions.KEEP)
def student_restore(request, pk):
    return _drafted(request, pk, "restoration", RestorationForm, _("Restore"))
