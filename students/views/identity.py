"""A change of name by a document, and addresses by the official list."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from schoolmis.access.guard import guard
from schoolmis.people.models import Address, Person
from schoolmis.ui.forms import form_page, tried
from students import actions, permissions
from students.forms import AddressForm, NameForm
from students.views.common import card_url, crumbs, kept


@guard(permissions.KEEP)
def name_change(request, pk):
    """Domain §4.2: the former name stays and finds the student; the number of the personal file does not change."""
    student = kept(request, pk, permissions.KEEP)
    copy = Person.objects.get(pk=student.person_id)
    form = NameForm(request.POST or None, request.FILES or None, instance=copy)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        if tried(form, lambda: actions.change_name(student, version=version, by=request.user, **form.values)):
            messages.success(request, _("The name is changed. The former one stays in the record."))
            return redirect(card_url(student))
    return form_page(
        request,
        form,
        title=_("Change of name"),
        line=str(student),
        cancel=card_url(student),
        crumbs=crumbs(request, student),
        note=_("A misspelling is put right under “Edit”. Papers dated before keep the former name."),
    )


@guard(permissions.KEEP)
def address_set(request, pk, kind):
    student = kept(request, pk, permissions.KEEP)
    if kind not in Address.Kind.values or not student.consented:
        raise Http404(_("There is no such page, or it is not yours to see."))
    now = student.person.addresses.filter(kind=kind, ends_on=None).first()
    form = AddressForm(request.POST or None, now=now)
    act = lambda: actions.set_address(student, student.person, kind=kind, by=request.user, **form.address)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved."))
        return redirect(card_url(student))
    return form_page(
        request,
        form,
        title=Address.Kind(kind).label,
        line=student.person.address if not now else "",
        cancel=card_url(student),
        crumbs=crumbs(request, student),
    )
