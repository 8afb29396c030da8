"""Days at a distance: the list, telling them, taking them back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from journal import actions, forms, permissions
from journal import remote as days
from journal.models import RemoteDays
from schoolmis.access.guard import guard
from schoolmis.structure.models import SchoolClass
from schoolmis.structure.years import year_shown
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, refuse
from schoolmis.ui.lists import Choice, Column, List


def _link(row):
    return format_html('<a href="{0}" rel="noreferrer">{0}</a>', row.link) if row.link else ""


class RemoteList(List):
    title = gettext_lazy("Lessons at a distance")
    columns = [
        Column("class", gettext_lazy("Class"), value="school_class", sort=("school_class__grade",), cls="name"),
        Column("days", gettext_lazy("Days"), value=days.days, sort="first", cls="keep"),
        Column("reason", gettext_lazy("Reason"), value="get_reason_display", sort="reason"),
        Column("words", gettext_lazy("In words"), value="words", cls="off"),
        Column("platform", gettext_lazy("Where lessons are held"), value="platform"),
        Column("link", gettext_lazy("Link"), value="link", cell=_link, cls="off"),
        Column(
            "back",
            gettext_lazy("Change"),
            value=lambda r: _("Take back"),
            link=lambda r: reverse("journal:remote_back", args=[r.pk]),
            cls="end",
        ),
    ]
    filters = [
        Choice("reason", gettext_lazy("Reason"), choices=RemoteDays.Reason.choices, apply="reason"),
        Choice(
            "class",
            gettext_lazy("Class"),
            choices=lambda request: [(of.pk, str(of)) for of in SchoolClass.objects.filter(year=year_shown())],
            apply="school_class",
        ),
    ]
    default_sort = "-days"
    empty = gettext_lazy("No class has studied at a distance.")


@guard(permissions.REMOTE)
def remote_list(request):
    """R1-4.1/2: which classes study at a distance, and when."""
    rows = RemoteDays.objects.filter(taken_back_at=None, school_class__year=year_shown()).select_related("school_class")
    acts = [Act(_("Tell of days at a distance"), reverse("journal:remote_new"), permissions.REMOTE, main=True)]
    return RemoteList(rows).response(request, acts=acts, crumbs=[(_("Journals"), reverse("journal:sections"))])


@guard(permissions.REMOTE)
def remote_new(request):
    """R1-4.1/2: the school or some classes study at a distance; families are told."""
    classes = SchoolClass.objects.filter(year=year_shown())
    form = forms.RemoteForm(request.POST or None, classes=classes)
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        chosen = list(asked.pop("classes") or classes)
        try:
            made = actions.tell_remote(asked.pop("first"), asked.pop("last"), chosen, by=request.user, **asked)
        except ValidationError as error:
            refuse(form, error)
        else:
            n = len(made)
            told = ngettext("%(n)s class studies at a distance.", "%(n)s classes study at a distance.", n) % {"n": n}
            messages.success(request, told)
            return redirect("journal:remote")
    return form_page(
        request,
        form,
        title=_("Lessons at a distance"),
        crumbs=[(_("Lessons at a distance"), reverse("journal:remote"))],
        submit=_("Tell"),
        confirm=_("Tell the families that lessons are held at a distance?"),
        cancel=reverse("journal:remote"),
    )


@guard(permissions.REMOTE)
def remote_back(request, pk):
    row = get_object_or_404(RemoteDays.objects.select_related("school_class"), pk=pk, taken_back_at=None)
    form = forms.NothingForm(request.POST or None)
    if request.method == "POST":
        try:
            actions.take_back_remote(row, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The class is at school again."))
        return redirect("journal:remote")
    return form_page(
        request,
        form,
        title=_("At school again?"),
        line=f"{row.school_class}, {days.days(row)}",
        crumbs=[(_("Lessons at a distance"), reverse("journal:remote"))],
        submit=_("Take back"),
        note=_("Families are told where the days are not over."),
        cancel=reverse("journal:remote"),
    )
