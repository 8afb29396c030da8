"""Pages of the register of documents (R3-4.1/2)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.audit.models import Entry
from schoolmis.audit.words import word
from schoolmis.documents import permissions, registering
from schoolmis.documents.lists import DocumentList, state
from schoolmis.documents.models import CaseFile, Direction, Document, DocumentKind, RegisterCounter
from schoolmis.documents.record_forms import (
    AttachForm,
    CaseForm,
    DocumentForm,
    FileAwayForm,
    KindForm,
    NumbersForm,
    OutcomeForm,
    ResolutionForm,
)
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, show_newer, tried


def CRUMB():  # noqa: N802
    return _("Documents"), reverse("documents:register")


def visible(user):
    rows = Document.objects.select_related("kind", "responsible", "case", "answers", "registered_by")
    return permissions.VIEW.visible(user, rows.defer("folded", "search"))


def found(request, pk) -> Document:
    return permissions.VIEW.get(request.user, visible(request.user), pk=pk)


@guard(permissions.VIEW)
@require_safe
def register_list(request):
    keeps = permissions.KEEP.allows(request.user).ok
    acts = []
    if keeps:
        new = lambda direction: reverse("documents:new", args=[direction])  # noqa: E731
        acts = [
            Act(_("Lists"), reverse("documents:lists"), permissions.KEEP),
            Act(_("Next numbers"), reverse("documents:numbers"), permissions.KEEP),
            Act(_("Import"), f"{reverse('imports:new')}?kind=documents", permissions.KEEP, icon="upload"),
            Act(
                _("Register book"),
                reverse("papers:report", args=["documents.register"]),
                permissions.EXPORT,
                icon="print",
            ),
            Act(_("Internal document"), new("own"), permissions.KEEP, icon="plus"),
            Act(_("Outgoing document"), new("out"), permissions.KEEP, icon="plus"),
            Act(_("Incoming document"), new("in"), permissions.KEEP, icon="plus", main=True),
        ]
    return DocumentList(visible(request.user)).response(request, acts=acts)


@guard(permissions.KEEP)
def document_new(request, direction):
    if direction not in Direction.values:
        raise Http404
    form = DocumentForm(request.POST or None, request.FILES or None, direction=direction)
    made = []

    def act():
        facts, on = form.facts(), form.cleaned_data["registered_on"]
        upload = form.cleaned_data.get("upload")
        made.append(registering.register(direction, registered_on=on, upload=upload, by=request.user, **facts))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Registered under № %(number)s.") % {"number": made[0].number_text})
        return redirect("documents:document", made[0].pk)
    title = {"in": _("Incoming document"), "out": _("Outgoing document"), "own": _("Internal document")}[direction]
    crumbs, cancel = [CRUMB()], reverse("documents:register")
    return form_page(request, form, title=title, submit=_("Register"), crumbs=crumbs, cancel=cancel)


@guard(permissions.VIEW)
@require_safe
def document_page(request, pk):
    document = found(request, pk)
    files = list(document.files.select_related("stored", "words").defer("words__text", "words__search"))
    newest = {}
    for one in files:
        newest.setdefault(one.name, one)
    links = permissions.VIEW.visible(request.user, Document.objects.filter(answers=document))
    entries = Entry.objects.filter(subject_type="documents.document", subject_id=pk).order_by("id")
    said, tone = state(document)
    answers = document.answers if document.answers and permissions.VIEW.allows(request.user, document.answers) else None
    context = {
        "title": document.summary,
        "line": f"{document.get_direction_display()} {document}",
        "state": said,
        "tone": tone,
        "crumbs": [CRUMB()],
        "acts": _acts(request, document),
        "document": document,
        "files": [(one, newest[one.name].pk == one.pk) for one in files],
        "answers": answers,
        "replies": links,
        "entries": [(word(one.act), one.who, one.at) for one in entries],
    }
    return render(request, "documents/document.html", context)


def _acts(request, document):
    at = lambda name: reverse(f"documents:{name}", args=[document.pk])  # noqa: E731
    done = _("This document is done already.") if document.done_on else None
    mine = document.responsible is not None and document.responsible.user_id == request.user.pk
    acts = []
    if permissions.KEEP.allows(request.user):
        acts += [
            Act(_("Edit"), at("edit"), permissions.KEEP, icon="edit"),
            Act(_("Put into the case"), at("file"), permissions.KEEP, icon="folder"),
        ]
    if mine or permissions.KEEP.allows(request.user):
        acts += [
            Act(_("Attach a file"), at("attach"), icon="upload"),
            Act(_("Mark as done"), at("complete"), reason=done),
        ]
    if permissions.RESOLVE.allows(request.user):
        acts.append(Act(_("Resolution"), at("resolve"), permissions.RESOLVE, icon="sign", main=True, reason=done))
    return acts


def _page(request, document, form, act, title, **more):
    """The page of one act on a document."""
    here = reverse("documents:document", args=[document.pk])
    if request.method == "POST" and form.is_valid():
        if tried(form, act):
            messages.success(request, _("Saved."))
            return redirect(here)
        show_newer(form, Document.objects.select_related("kind", "responsible").get(pk=document.pk))
    line, crumbs = f"{document} · {document.summary}", [CRUMB(), (str(document), here)]
    return form_page(request, form, title=title, line=line, crumbs=crumbs, cancel=here, **more)


@guard(permissions.KEEP)
def document_edit(request, pk):
    document = found(request, pk)
    form = DocumentForm(request.POST or None, instance=document, direction=document.direction)
    version = lambda: form.cleaned_data["version"] or 0  # noqa: E731
    act = lambda: registering.change(document, version=version(), by=request.user, **form.facts())  # noqa: E731
    return _page(request, document, form, act, _("Edit"))


@guard(permissions.RESOLVE)
def document_resolve(request, pk):
    """R3-5.1d: the director's resolution."""
    document = found(request, pk)
    names = ("version", "resolution", "responsible", "due_on")
    form = ResolutionForm(request.POST or None, initial={name: getattr(document, name) for name in names})
    act = lambda: registering.resolve(document, by=request.user, **form.cleaned_data)  # noqa: E731
    return _page(request, document, form, act, _("Resolution"))


@guard(permissions.VIEW)
def document_complete(request, pk):
    document = found(request, pk)
    if document.responsible is None or document.responsible.user_id != request.user.pk:
        permissions.KEEP.demand(request.user)
    form = OutcomeForm(request.POST or None, initial={"version": document.version})
    act = lambda: registering.complete(document, by=request.user, **form.cleaned_data)  # noqa: E731
    return _page(request, document, form, act, _("Mark as done"))


@guard(permissions.KEEP)
def document_file(request, pk):
    document = found(request, pk)
    form = FileAwayForm(request.POST or None, initial={"version": document.version, "case": document.case_id})
    act = lambda: registering.file_away(document, by=request.user, **form.cleaned_data)  # noqa: E731
    return _page(request, document, form, act, _("Put into the case"))


@guard(permissions.VIEW)
def document_attach(request, pk):
    document = found(request, pk)
    if document.responsible is None or document.responsible.user_id != request.user.pk:
        permissions.KEEP.demand(request.user)
    form = AttachForm(request.POST or None, request.FILES or None)
    act = lambda: registering.attach(document, form.cleaned_data["upload"], by=request.user)  # noqa: E731
    note = _("A file of the same name is kept as its next version.")
    return _page(request, document, form, act, _("Attach a file"), note=note)


@guard(permissions.KEEP)
def numbers(request):
    """A school that starts in the middle of a year goes on from its paper books."""
    year = clock.today().year
    begun = set(Document.objects.filter(year=year).values_list("direction", flat=True))
    set_ones = dict(
        RegisterCounter.objects.filter(year=year, next_number__gt=1).values_list("direction", "next_number")
    )
    open_ones = [one for one in Direction if one not in begun | set(set_ones)]
    note, back = _("A register that has a document already goes on by itself."), reverse("documents:register")
    if not open_ones:
        messages.success(request, note)
        return redirect(back)
    form = NumbersForm(request.POST or None, open_ones=open_ones)

    def act():
        for direction, number in form.cleaned_data.items():
            if number:
                registering.set_next_number(direction, year, number, by=request.user)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The numbers go on from the paper book."))
        return redirect(back)
    going = [f"{one.label}: {set_ones[one]}" for one in Direction if one in set_ones]
    title, crumbs = _("Next numbers of %(year)s") % {"year": year}, [CRUMB()]
    return form_page(request, form, title=title, line="; ".join(going), crumbs=crumbs, cancel=back, note=note)


@guard(permissions.KEEP)
@require_safe
def lists(request):
    """The school's own kinds of documents and its list of cases."""
    context = {
        "title": _("Kinds of documents and cases"),
        "crumbs": [CRUMB()],
        "kinds": DocumentKind.objects.all(),
        "cases": CaseFile.objects.all(),
    }
    return render(request, "documents/lists.html", context)


def _added(request, form, act, title):
    back = reverse("documents:lists")
    if request.method == "POST" and form.is_valid() and tried(form, lambda: act(**form.cleaned_data, by=request.user)):
        messages.success(request, _("Saved."))
        return redirect(back)
    crumbs = [CRUMB(), (_("Kinds of documents and cases"), back)]
    return form_page(request, form, title=title, crumbs=crumbs, cancel=back)


@guard(permissions.KEEP)
def kind_new(request):
    return _added(request, KindForm(request.POST or None), registering.keep_kind, _("New kind"))


@guard(permissions.KEEP)
def case_new(request):
    return _added(request, CaseForm(request.POST or None), registering.keep_case, _("New case"))
