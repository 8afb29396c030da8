"""Those promoted conditionally, and the register of documents of education (R7-2.4, R7-2.5, R7-3.1)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.people.names import fold
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import AnnulForm, form_page, tried
from schoolmis.ui.lists import Choice, Column, List
from students import actions, permissions
from students.models import Outcome, StateDocument
from students.settle_forms import FinalForm, SettleForm, StateDocumentForm
from students.views.common import order_url


class Conditionals(List):
    title = gettext_lazy("Promoted conditionally")
    columns = [
        Column(
            "name",
            gettext_lazy("Name"),
            value="student",
            sort="student__person__sort_key",
            cls="name",
            link=lambda row: reverse("students:own_debts", args=[row.student_id]),
        ),
        Column("target", gettext_lazy("Class"), cls="keep"),
        Column("year", gettext_lazy("Academic year"), value="year_end.year", cls="off"),
        Column("open", gettext_lazy("Debts not cleared"), value="uncleared", sort="uncleared", cls="num"),
        Column(
            "state",
            gettext_lazy("State"),
            value=lambda row: _("debts to clear") if row.uncleared else _("all cleared"),
            tone=lambda row: "warn" if row.uncleared else "good",
        ),
        Column(
            "settle",
            "",
            value=lambda row: _("Decide"),
            link=lambda row: reverse("students:settle", args=[row.pk]),
            cls="end",
            export=False,
        ),
    ]
    search_hint = gettext_lazy("Name")
    default_sort = "name"
    empty = gettext_lazy("Nobody is promoted conditionally now.")

    def search(self, queryset, text):
        return queryset.filter(student__person__folded__contains=fold(text))


def _crumb():
    return (_("Promoted conditionally"), reverse("students:conditionals"))


@guard(permissions.PROMOTE)
@require_safe
def conditional_list(request):
    nobody = (
        None
        if actions.conditionals().filter(uncleared=0).exists()
        else _("Nobody has cleared every debt yet (R7-2.4).")
    )
    at = reverse("students:final")
    final = Act(_("Draft the final promotion"), at, permissions.PROMOTE, main=True, reason=nobody)
    return Conditionals(actions.conditionals()).response(request, acts=[final])


def first_day(rows) -> dict:
    """The next year is the first in which anybody may be promoted finally; in it, today."""
    return {"on": max([clock.today(), *(row.year_end.starts_on for row in rows)])}


@guard(permissions.PROMOTE)
def final_promotion(request):
    """R7-2.4: everybody who has cleared every debt, by one order."""
    rows = [row for row in actions.conditionals() if not row.uncleared]
    latest = max((row.year_end_id for row in rows), default=None)
    rows = [row for row in rows if row.year_end_id == latest]
    form, made = FinalForm(request.POST or None, initial=first_day(rows)), []

    def draft():
        data = form.cleaned_data
        made.append(actions.draft_settlement(rows, settlement=Outcome.PROMOTED, by=request.user, **data))

    if request.method == "POST" and form.is_valid() and tried(form, draft):
        messages.success(request, _("The draft of the order is ready. It takes effect when the director signs it."))
        return redirect(order_url(made[0]) or "students:conditionals")
    return form_page(
        request,
        form,
        title=_("Draft the final promotion"),
        line=", ".join(row.student.person.short_name for row in rows)
        or _("Nobody has cleared every debt yet (R7-2.4)."),
        submit=_("Draft the order"),
        cancel=reverse("students:conditionals"),
        crumbs=[_crumb()],
    )


@guard(permissions.PROMOTE)
def settle(request, pk):
    """R7-2.5: one student, by the debts and the parents' choice, in the autumn too."""
    row = get_object_or_404(actions.conditionals(), pk=pk)
    form, made = SettleForm(row, request.POST or None), []

    def draft():
        made.append(actions.draft_settlement([row], by=request.user, **form.sent()))

    if request.method == "POST" and form.is_valid() and tried(form, draft):
        messages.success(request, _("The draft of the order is ready. It takes effect when the director signs it."))
        return redirect(order_url(made[0]) or "students:conditionals")
    return form_page(
        request,
        form,
        title=str(row.student),
        line=f"{row.target} · " + _("debts not cleared: %(n)s") % {"n": row.uncleared},
        submit=_("Draft the order"),
        cancel=reverse("students:conditionals"),
        crumbs=[_crumb()],
        acts=[Act(_("Academic debts"), reverse("students:own_debts", args=[row.student_id]))],
    )


SHORT = {"basic": gettext_lazy("certificate of grade 9"), "secondary": gettext_lazy("attestat")}


def _named(one):
    return ", ".join([str(SHORT[one.level]), *([_("with honours")] if one.has_honours else [])])


class StateDocuments(List):
    title = gettext_lazy("Documents of education")
    columns = [
        Column("given_on", gettext_lazy("Given on"), sort="given_on", cls="keep"),
        Column("name", gettext_lazy("Name"), value="student", sort="student__person__sort_key", cls="name"),
        Column("level", gettext_lazy("Document"), value=lambda one: _named(one), cls="off"),
        Column("number", gettext_lazy("Series and number"), value=lambda one: f"{one.series} № {one.number}"),
        Column("order", gettext_lazy("Order"), value=lambda one: f"№ {one.order.label}", cls="keep"),
        Column("given_to", gettext_lazy("Given to")),
        Column(
            "state",
            gettext_lazy("State"),
            value=lambda one: _("annulled") if one.annulled_on else pgettext("document", "given"),
            tone=lambda one: "bad" if one.annulled_on else "good",
            link=lambda one: "" if one.annulled_on else reverse("students:state_document_annul", args=[one.pk]),
            cls="end",
        ),
    ]
    filters = [Choice("level", gettext_lazy("Document"), choices=StateDocument.Level.choices)]
    search_hint = gettext_lazy("Name or number")
    export_permission = permissions.EXPORT
    file_name = "documents-of-education"
    empty = gettext_lazy("No document is given yet. They are given by the signed order of graduation.")

    def search(self, queryset, text):
        return queryset.filter(student__person__folded__contains=fold(text)) | queryset.filter(number__contains=text)


def _register():
    return (_("Documents of education"), reverse("students:state_documents"))


@guard(permissions.STATE_DOCUMENTS)
@require_safe
def state_documents(request):
    give = Act(
        _("Give a document"),
        reverse("students:state_document_give"),
        permissions.STATE_DOCUMENTS,
        icon="plus",
        main=True,
    )
    book = Act(_("Book of documents"), reverse("papers:report", args=["students.state_documents"]), icon="print")
    rows = StateDocument.objects.select_related("student__person", "order")
    return StateDocuments(rows).response(request, acts=[book, give])


@guard(permissions.STATE_DOCUMENTS)
def state_document_give(request):
    form = StateDocumentForm(request.POST or None)

    def give():
        data = dict(form.cleaned_data)
        decision = data.pop("graduate")
        actions.give_state_document(decision.student, order=decision.order, by=request.user, **data)

    if request.method == "POST" and form.is_valid() and tried(form, give):
        messages.success(request, _("Saved."))
        return redirect("students:state_documents")
    return form_page(
        request,
        form,
        title=_("Give a document"),
        cancel=reverse("students:state_documents"),
        crumbs=[_register()],
        note=_("Print the register for the signature of whoever takes it."),
    )


@guard(permissions.STATE_DOCUMENTS)
def state_document_annul(request, pk):
    document = get_object_or_404(StateDocument.objects.select_related("student__person"), pk=pk)
    form = AnnulForm(request.POST or None)
    annul = lambda: actions.annul_state_document(document, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, annul):
        messages.success(request, _("Saved."))
        return redirect("students:state_documents")
    return form_page(
        request,
        form,
        title=_("Annul the document"),
        line=f"{document.student} · {document}",
        submit=_("Annul"),
        danger=True,
        cancel=reverse("students:state_documents"),
        crumbs=[_register()],
    )
