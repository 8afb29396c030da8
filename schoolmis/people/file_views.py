"""Pages of the staff file: its papers on the card, the form of one, its annulment."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from schoolmis.access.guard import guard
from schoolmis.people import actions, permissions
from schoolmis.people.clash import differences
from schoolmis.people.file_forms import FileRowForm
from schoolmis.people.staff_blocks import BLOCKS
from schoolmis.people.views import visible
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, refuse


def _employee(request, pk):
    return permissions.VIEW_STAFF.get(request.user, visible(request.user), pk=pk)


def _crumbs(employee):
    card = reverse("people:employee", args=[employee.pk])
    return [(_("Staff"), reverse("people:staff")), (str(employee.person), card)]


@guard(permissions.VIEW_STAFF)
@require_safe
def staff_file(request, pk):
    """Into the card by htmx, a page of its own without."""
    employee = _employee(request, pk)
    personal = permissions.PERSONAL.allows(request.user).ok
    shown = [one for one in BLOCKS.values() if not one.personal or (personal and employee.has_consent)]
    read = [(block, block.rows(employee)) for block in shown]
    context = {
        "title": _("Staff file"),
        "line": str(employee.person),
        "crumbs": _crumbs(employee),
        "employee": employee,
        "blocks": [pair for pair in read if pair[1]],
        "empty": [block for block, rows in read if not rows],
        "keeps": permissions.KEEP_STAFF.allows(request.user).ok,
        "scans": personal,
    }
    return render(request, "people/file.html" if request.htmx else "people/file_page.html", context)


def _block(code):
    if code not in BLOCKS:
        raise Http404
    return BLOCKS[code]


@guard(permissions.KEEP_STAFF)
def row_new(request, pk, code):
    employee, block = _employee(request, pk), _block(code)
    form = FileRowForm(request.POST or None, request.FILES or None, block=block)

    def act(scan):
        return actions.add_row(block.model, employee, by=request.user, scan=scan, **form.values)

    return _form(request, form, employee, act, title=block.new)


@guard(permissions.KEEP_STAFF)
def row_edit(request, pk, code, row):
    employee, block, found = _row(request, pk, code, row)
    form = FileRowForm(request.POST or None, request.FILES or None, block=block, row=found)

    def act(scan):
        version = form.cleaned_data["version"] or 0
        return actions.change_row(found, version=version, by=request.user, scan=scan, **form.values)

    annul = Act(
        _("Annul"),
        reverse("people:row_annul", args=[pk, code, row]),
        permissions.KEEP_STAFF,
        method="post",
        danger=True,
        confirm=_("Annul this paper? It stays in the records, annulled."),
    )
    return _form(request, form, employee, act, title=str(found), acts=[annul])


def _row(request, pk, code, row):
    employee, block = _employee(request, pk), _block(code)
    found = block.model.objects.filter(employee=employee, annulled_at=None, pk=row).first()
    if found is None:
        raise Http404
    return employee, block, found


def _form(request, form, employee, act, **page):
    card = reverse("people:employee", args=[employee.pk])
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["scan"])
        except ValidationError as problem:
            refuse(form, problem)
            if getattr(problem, "code", "") == "version":
                stored = form.block.model.objects.get(pk=form.row.pk)
                page |= {"theirs": differences(stored, form.values), "take": request.path}
                form.data = form.data.copy()
                form.data["version"] = str(stored.version)
        else:
            messages.success(request, _("Saved."))
            return redirect(card)
    return form_page(request, form, template="people/form.html", crumbs=_crumbs(employee), cancel=card, **page)


@guard(permissions.KEEP_STAFF)
@require_POST
def row_annul(request, pk, code, row):
    _employee_, _block_, found = _row(request, pk, code, row)
    actions.annul_row(found, by=request.user)
    messages.success(request, _("The paper is annulled."))
    return redirect("people:employee", pk)
