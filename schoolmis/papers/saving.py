"""The pages on which a layout of a report is saved and dropped."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from schoolmis.ui.forms import SchoolForm, form_page, refuse

from . import actions, asked
from .models import Layout


class NameForm(SchoolForm):
    name = forms.CharField(label=gettext_lazy("Name of the layout"), max_length=80)
    shared = forms.BooleanField(label=gettext_lazy("Show to everybody who may open this report"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not actions.may_share(user):
            del self.fields["shared"]


def here(report, query=""):
    address = reverse("papers:report", args=[report.code])
    return f"{address}?{query}" if query else address


@login_required
def save_layout(request, code):
    """What the address asks is kept under a name; the days in it are not."""
    report = asked.find(code)
    asked.demand(report, request.user)
    form, params = asked.read(report, request.user, request.GET)
    if form is None or params is None or not hasattr(form, "address"):
        messages.error(request, _("There is nothing to save yet: choose what the report is about."))
        return redirect(here(report))
    asked.demand(report, request.user, params)
    query = form.address()
    naming = NameForm(request.POST or None, user=request.user, initial={"name": params.get("title", "")})
    if request.method == "POST" and naming.is_valid():
        try:
            layout = actions.save_layout(
                report,
                query,
                name=naming.cleaned_data["name"],
                shared=naming.cleaned_data.get("shared", False),
                by=request.user,
            )
        except ValidationError as refused:
            refuse(naming, refused)
        else:
            messages.success(request, _("Saved: %(name)s") % {"name": layout.name})
            return redirect(here(report, query))
    return form_page(
        request,
        naming,
        title=_("Save the layout"),
        line=report.title,
        cancel=here(report, query),
        crumbs=[(_("Reports"), reverse("papers:catalogue")), (report.title, here(report, query))],
        note=_("The days are not kept: each time the layout is opened it is of that day."),
    )


@require_POST
@login_required
def drop_layout(request, pk):
    layout = get_object_or_404(Layout, pk=pk, owner=request.user)
    report = layout.report
    actions.drop_layout(layout, by=request.user)
    messages.success(request, _("The layout is removed."))
    return redirect("papers:report", report)


def kept_by_report(user):
    """{code: [(name, address)]} of the layouts kept by people, for the catalogue."""
    found = {}
    for one in Layout.objects.visible_to(user):
        found.setdefault(one.report, []).append(
            (one.name, f"{reverse('papers:report', args=[one.report])}?{one.query}")
        )
    return found


def layouts_of(report, user):
    """[(name, address, layout or None)]: those of the program, then those kept by people."""
    found = [(title, here(report, QueryDict(query).urlencode()), None) for _code, title, query in report.ready]
    kept = Layout.objects.visible_to(user).filter(report=report.code).select_related("owner")
    return found + [(one.name, here(report, one.query), one) for one in kept]


# Open to everybody who signed in: the view and the act ask the report's own permission.
save_layout.permissions = drop_layout.permissions = ()
