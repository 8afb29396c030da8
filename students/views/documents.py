"""Papers of a student, the photograph, and the list of what runs out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis.access.guard import guard
from schoolmis.ui.forms import AnnulForm, form_page, tried
from students import actions, health_papers, permissions
from students.actions.keeping import Conflict
from students.forms import DocumentForm, PhotoForm
from students.models import StudentDocument
from students.record_lists import ExpiringList, expiring
from students.views.common import card_url, crumbs, kept


@guard(permissions.DOCUMENT_LIST)
@require_safe
def document_list(request):
    """R1-1.2b: what runs out within two months, and what is over already."""
    return ExpiringList(expiring()).response(request)


def _page(request, student, form, **context):
    context = {"cancel": card_url(student), "crumbs": crumbs(request, student), **context}
    return form_page(request, form, **context)


def _document(student, pk):
    rows = StudentDocument.objects.in_force().filter(student=student).select_related("student__person")
    return get_object_or_404(rows, pk=pk if student.consented else None)


@guard(permissions.KEEP)
def document_add(request, pk):
    """A paper is attached once and used again."""
    return _entered(request, kept(request, pk, permissions.KEEP), _("New document"))


@guard(permissions.KEEP)
def document_replace(request, pk, document):
    """A newer paper takes the place of the former, which stays in the record."""
    student = kept(request, pk, permissions.KEEP)
    former = _document(student, document)
    return _entered(request, student, _("Replace the document"), former, line=_title(request, former))


def _entered(request, student, title, replaces=None, **context):
    words = health_papers.words_of(replaces, health_papers.sees(request.user, student)) if replaces else None
    initial = {"kind": replaces.kind, "issued_by": words.issued_by} if replaces else {}
    form = DocumentForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        more = {name: form.cleaned_data[name] for name in ("scan", "checked")}
        act = lambda: actions.add_document(student, replaces=replaces, by=request.user, **form.values, **more)  # noqa: E731
        if tried(form, act):
            messages.success(request, _("The document is kept."))
            return redirect(card_url(student))
    return _page(request, student, form, title=title, **context)


@guard(permissions.KEEP)
def document_edit(request, pk, document):
    student = kept(request, pk, permissions.KEEP)
    document = _document(student, document)
    copy = StudentDocument.objects.get(pk=document.pk)
    opened = health_papers.sees(request.user, student)
    form = DocumentForm(request.POST or None, request.FILES or None, instance=copy, opened=opened)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        version, more = data["version"] or 0, {name: data[name] for name in ("scan", "checked")}
        change = lambda: actions.change_document(document, version=version, by=request.user, **form.values, **more)  # noqa: E731
        act = lambda: _without(form.kept, change)  # noqa: E731
        if tried(form, act):
            messages.success(request, _("Saved."))
            return redirect(card_url(student))
    return _page(request, student, form, title=_("Edit"), line=_title(request, document))


def _title(request, document):
    label = health_papers.words_of(document, health_papers.sees(request.user, document.student)).label
    return f"{document.get_kind_display()} {label}".rstrip()


def _without(closed, change):
    """A writer who may not read `closed` fields is shown of the other's values the rest."""
    try:
        change()
    except Conflict as clash:
        clash.stored.update({name: health_papers.fact() for name in closed if name in clash.stored})
        raise


@guard(permissions.KEEP)
def document_annul(request, pk, document):
    student = kept(request, pk, permissions.KEEP)
    document = _document(student, document)
    form = AnnulForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if tried(form, lambda: actions.annul_document(document, why=why, by=request.user)):
            messages.success(request, _("The document is annulled."))
            return redirect(card_url(student))
    return _page(
        request,
        student,
        form,
        title=_("Annul the document"),
        line=_title(request, document),
        submit=_("Annul"),
        danger=True,
    )


@guard(permissions.KEEP)
def photo_set(request, pk):
    """R1-6.2: a photograph by a consent to it."""
    student = kept(request, pk, permissions.KEEP)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["photo"]
        if tried(form, lambda: actions.set_photo(student, upload, by=request.user)):
            messages.success(request, _("The photograph is kept."))
            return redirect(card_url(student))
    return _page(request, student, form, title=_("Photograph"))
