"""Kinds of events: the school's own list."""

import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.access.guard import guard
from schoolmis.events import actions, permissions
from schoolmis.events.forms import KindForm
from schoolmis.events.models import EventKind
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, refuse
from schoolmis.ui.lists import Column, List


class KindList(List):
    title = gettext_lazy("Kinds of events")
    columns = [
        Column(
            "name_ky",
            gettext_lazy("Name in Kyrgyz"),
            cls="name",
            sort="name_ky",
            link=lambda kind: reverse("events:kind", args=[kind.pk]),
        ),
        Column("name_ru", gettext_lazy("Name in Russian"), sort="name_ru"),
        Column("order", gettext_lazy("Place in the list"), sort="order", cls="num off"),
        Column("is_used", gettext_lazy("In use"), cls="end"),
    ]
    default_sort = "order"


@guard(permissions.KINDS)
def kind_list(request):
    rows = permissions.KINDS.visible(request.user, EventKind.objects.all())
    acts = [Act(_("Add a kind"), reverse("events:kind_new"), permissions.KINDS, icon="plus", main=True)]
    return KindList(rows).response(request, acts=acts, crumbs=[(_("Events"), reverse("events:calendar"))])


@guard(permissions.KINDS)
def kind_edit(request, pk=None):
    kind = get_object_or_404(EventKind, pk=pk) if pk else None
    form = KindForm(request.POST or None, instance=copy.copy(kind))
    if request.method == "POST" and form.is_valid():
        try:
            if kind:
                actions.change_kind(kind, by=request.user, **form.cleaned_data)
            else:
                actions.add_kind(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The kind is saved."))
            return redirect("events:kinds")
    return form_page(
        request,
        form,
        title=str(kind) if kind else _("New kind of events"),
        crumbs=[(_("Events"), reverse("events:calendar")), (_("Kinds of events"), reverse("events:kinds"))],
        cancel=reverse("events:kinds"),
    )
