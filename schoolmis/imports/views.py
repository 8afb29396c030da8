"""Sending a list up, looking at what it would change, confirming or discarding it. One's own uploads only."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from schoolmis.access.guard import guard
from schoolmis.files.answer import send
from schoolmis.imports import actions, kinds, permissions
from schoolmis.imports.forms import UploadForm
from schoolmis.imports.lists import PLACE_STATES, by_place, row_list
from schoolmis.imports.models import Upload
from schoolmis.orders.models import Order
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page

SHOWN = 20


def _mine(request, pk):
    """Another person's upload does not exist for the reader."""
    return get_object_or_404(Upload.objects.select_related("job"), pk=pk, owner=request.user)


@guard(permissions.OPEN)
@require_safe
def index(request):
    found = Upload.objects.filter(owner=request.user).exclude(status=Upload.Status.DISCARDED).defer("rows")[:SHOWN]
    context = {
        "title": _("Imports"),
        "line": _("Lists the school already has in Excel; nothing has to be typed twice."),
        "uploads": found,
        "kinds": [one for one in kinds.registry.values() if one.permission.allows(request.user)],
        "acts": [Act(_("Send a list up"), reverse("imports:new"), permissions.OPEN, icon="upload", main=True)],
    }
    return render(request, "imports/index.html", context)


@guard(permissions.OPEN)
def send_up(request):
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*given, user=request.user, of=request.GET.get("kind", ""), initial=request.GET.dict())
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kind = form.cleaned_data["kind"]
            made = actions.stage(file.name, file.read(), kind=kind, options=form.options, by=request.user)
        except ValidationError as wrong:
            form.add_error("file", wrong)
        else:
            step = _step(made)
            return redirect(step.url if step and step.main else reverse("imports:upload", args=[made.pk]))
    return form_page(
        request,
        form,
        title=_("Send a list up"),
        crumbs=[(_("Imports"), reverse("imports:index"))],
        submit=_("Read the file"),
        cancel=reverse("imports:index"),
    )


@guard(permissions.OPEN)
@require_safe
def upload(request, pk):
    """The preview before, the outcome after."""
    found = _mine(request, pk)
    context = {
        "title": found.name,
        "line": found.kind_label,
        "crumbs": [(_("Imports"), reverse("imports:index"))],
        "upload": found,
        "notes": kinds.told(found.notes),
        "stats": _figures(found),
        "acts": _acts(found),
    }
    if found.status in (Upload.Status.GOING, Upload.Status.DISCARDED):
        return render(request, "imports/going.html", context)
    rows, kind = row_list(found), kinds.registry[found.kind]
    if kind.by_place and found.status == Upload.Status.STAGED:
        context |= {"places": by_place(found.staged_rows), "place_states": [state.label for state in PLACE_STATES]}
    if found.status == Upload.Status.DONE:
        context |= {"done": kinds.told(found.result), "orders": _orders(found)}
        return rows.response(request, "imports/done.html", **context)
    return rows.response(request, "imports/upload.html", **context)


def _figures(found):
    """The counts as links that show just those rows."""
    told, here = found.counts, reverse("imports:upload", args=[found.pk])
    done = found.status == Upload.Status.DONE
    items = [
        ("new", _("New"), "good"),
        ("changed", _("Changed"), ""),
        ("removed", _("Taken out"), "warn"),
        ("unchanged", _("Unchanged"), ""),
        ("refused", _("Refused"), "bad"),
        ("warned", _("With a remark"), "warn"),
    ]
    return [
        {
            "label": label,
            "value": told.get(code, 0),
            "tone": tone if told.get(code) else "",
            "url": f"{here}?show={code}" if told.get(code) and (not done or code in ("refused", "warned")) else "",
        }
        for code, label, tone in items
        if code != "removed" or told.get(code)
    ]


def _step(found):
    """The act that a kind of file puts before its preview."""
    of = kinds.registry[found.kind]
    return of.step(found) if of.step and found.status == Upload.Status.STAGED else None


def _acts(found):
    acts, permission = [], kinds.registry[found.kind].permission
    if found.refused_file:
        download = reverse("imports:refused", args=[found.pk])
        acts.append(Act(_("Refused rows as a workbook"), download, permissions.OPEN, icon="download"))
    of = kinds.registry[found.kind]
    if of.outcome and found.status == Upload.Status.DONE:
        acts.append(Act(_("See the outcome"), of.outcome(found), main=True))
    elif of.page and found.status == Upload.Status.DONE:
        acts.append(Act(_("See what is in force"), reverse(of.page), main=True))
    if found.status == Upload.Status.STAGED:
        refuse = reverse("imports:discard", args=[found.pk])
        acts.append(Act(_("Discard"), refuse, permission, method="post", confirm=_("Discard this list?")))
        step = _step(found)
        is_first = bool(step and step.main)  # what is open there is settled before anything is imported
        if step:
            acts.append(step)
        nothing = "" if found.counts.get("imported") else _("The list changes nothing.")
        label = _("Import %(n)s rows") % {"n": found.counts.get("imported", 0)}
        address = reverse("imports:confirm", args=[found.pk])
        told = {"icon": "check", "method": "post", "reason": nothing or None}
        acts.append(Act(label, address, permission, main=not is_first, **told))
    return acts


def _orders(found):
    """Drafts that the import made and that wait for a signature."""
    return Order.objects.filter(pk__in=[values["order"] for _code, values in found.result if "order" in values])


@guard(permissions.OPEN)
@require_POST
def confirm(request, pk):
    found = _mine(request, pk)
    try:
        found = actions.confirm(found, by=request.user)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    else:
        if found.status == Upload.Status.DONE:
            messages.success(request, _("Imported: %(n)s rows.") % {"n": found.counts["imported"]})
    return redirect("imports:upload", pk)


@guard(permissions.OPEN)
@require_POST
def discard(request, pk):
    found = _mine(request, pk)
    try:
        actions.discard(found, by=request.user)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return redirect("imports:upload", pk)
    messages.success(request, _("Discarded."))
    return redirect("imports:index")


@guard(permissions.OPEN)
@require_safe
def refused(request, pk):
    found = _mine(request, pk)
    if not found.refused_file:
        raise Http404(_("This list has no refused rows."))
    return send(found.refused_file, _("refused-rows.xlsx"))
