from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from schoolmis.access.guard import guard
from schoolmis.ui.forms import form_page, tried
from students import actions, likely, permissions
from students.forms import DayForm, GuardianForm
from students.views.common import card_url, crumbs, kept


@guard(permissions.KEEP)
def guardian_add(request, pk):
    """The same person for all the siblings: known by PIN, or by name and phone (R1-1.2c)."""
    student = kept(request, pk, permissions.KEEP)
    form = GuardianForm(request.POST or None)
    page = {"title": _("Add a guardian"), "cancel": card_url(student), "crumbs": crumbs(request, student)}
    if request.method == "POST" and form.is_valid():
        person, answered = likely.chosen(request)
        found = [] if answered else likely.alike(form.data_of_person)
        if found and not actions.same_guardian(form.data_of_person):
            return likely.question(request, form, found, **page)
        data = {"relation": form.cleaned_data["relation"], "tie": form.tie, "by": request.user}
        add = lambda: actions.add_guardian(student, person or form.data_of_person, **data)  # noqa: E731
        if tried(form, lambda: _kept(form, add, request.user)):
            messages.success(request, _("The guardian is added."))
            return redirect(card_url(student))
    return form_page(request, form, **page)


@transaction.atomic
def _kept(form, act, by):
    """The act on the link, and the address of the guardian by the official list (R1-1.2c)."""
    link = act()
    if form.address:
        actions.set_address(link.student, link.guardian, kind="actual", by=by, **form.address)


def _link(request, pk, link):
    student = kept(request, pk, permissions.KEEP)
    links = student.guardianships.filter(ends_on=None).select_related("guardian", "student__person")
    return student, get_object_or_404(links, pk=link if student.consented else None)


@guard(permissions.KEEP)
def guardian_edit(request, pk, link):
    student, link = _link(request, pk, link)
    form = GuardianForm(request.POST or None, instance=link.guardian, link=link)
    if request.method == "POST" and form.is_valid():
        data, version = (
            form.data_of_person | {"relation": form.cleaned_data["relation"], "tie": form.tie},
            form.cleaned_data["version"] or 0,
        )
        data["tie_version"] = form.cleaned_data["tie_version"] or 0
        change = lambda: actions.change_guardian(link, version=version, by=request.user, **data)  # noqa: E731
        if tried(form, lambda: _kept(form, change, request.user)):
            messages.success(request, _("Saved."))
            return redirect(card_url(student))
    return form_page(
        request,
        form,
        title=_("Edit"),
        cancel=card_url(student),
        crumbs=crumbs(request, student),
        note=_("The change holds for all the children of this person."),
    )


@guard(permissions.KEEP)
def guardian_end(request, pk, link):
    student, link = _link(request, pk, link)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if tried(form, lambda: actions.end_guardianship(link, on=on, by=request.user)):
            messages.success(request, _("The link is ended."))
            return redirect(card_url(student))
    return form_page(
        request,
        form,
        title=_("End the guardianship"),
        line=str(link.guardian),
        submit=_("End"),
        danger=True,
        cancel=card_url(student),
        crumbs=crumbs(request, student),
    )
