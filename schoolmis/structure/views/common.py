"""What the pages of the school share: the tabs, the year, a form that ends in an act."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.structure.frame import forget
from schoolmis.structure.models import AcademicYear
from schoolmis.ui.forms import form_page, refuse

TABS = (
    ("school", gettext_lazy("Profile")),
    ("calendar", gettext_lazy("Calendar")),
    ("classes", gettext_lazy("Classes")),
    ("groups", gettext_lazy("Groups")),
    ("subjects", gettext_lazy("Subjects")),
    ("bells", gettext_lazy("Bells and rooms")),
)


def tabs(current):
    """[(label, address, is current)] of the school's pages."""
    return [(label, reverse(f"structure:{name}"), name == current) for name, label in TABS]


def crumbs(*more):
    return [(_("School"), reverse("structure:school")), *more]


def this_year():
    """The year of today, else the newest one; 404 before there is any."""
    years = AcademicYear.objects.prefetch_related("terms")
    found = years.filter(starts_on__lte=clock.today()).first() or years.last()
    if found is None:
        raise Http404(_("There is no academic year yet."))
    return found


def ask(request, form, act, *, done, back, **page):
    """A form whose cleaned data go to `act`; its refusal stands at the form, nothing is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            forget()
            messages.success(request, done)
            return redirect(back)
    return form_page(request, form, cancel=reverse(back), **page)
