"""The register of applications: list, one application, its documents, its answer, its order (R7-4.5)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.orders import permissions as orders
from schoolmis.orders.actions import draft_order
from schoolmis.papers import answer
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, tried
from students import actions, application_list, health_papers, permissions
from students.application_forms import AnswerForm, ApplicationForm, PaperForm
from students.application_sheet import RECEIPT, SHEET, Blank
from students.drafting import draft_of, words_of
from students.models import Application, ApplicationPaper, Asked
from students.orders.forms import class_of_return
from students.papers import Paper
from students.rules import papers
from students.rules.applications import MOVES
from students.views.common import card_url, found, order_url

State = Application.State


def crumb():
    return (_("Applications"), reverse("students:applications"))


def _at(name, *args):
    return reverse(f"students:application{name}", args=args)


def _one(request, pk):
    rows = permissions.SEE_APPLICATIONS.visible(request.user, application_list.rows())
    return get_object_or_404(rows.select_related("school_class", "scan", "registered_by"), pk=pk)


@guard(permissions.SEE_APPLICATIONS)
@require_safe
def applications(request):
    acts = [
        Act(_("Import"), f"{reverse('imports:new')}?kind=applications", permissions.APPLICATIONS, icon="upload"),
        Act(_("Blank forms"), reverse("students:application_blanks"), permissions.SEE_APPLICATIONS, icon="print"),
        Act(_("Register an application"), _at("_new"), permissions.APPLICATIONS, icon="plus", main=True),
    ]
    return application_list.ApplicationList(application_list.rows()).response(request, acts=acts)


@guard(permissions.APPLICATIONS)
def application_new(request):
    """`?student=` begins it on a student's card, `?kind=` with what is asked for."""
    pk = request.GET.get("student", "")
    student = found(request, int(pk)) if pk.isdecimal() else None
    first = {"kind": request.GET.get("kind", "")}
    if student and first["kind"] == Asked.RESTORATION:
        first |= {"school_class": class_of_return(student), "wished_on": clock.today()}
    form = ApplicationForm(request.POST or None, request.FILES or None, student=student, initial=first)
    made = []

    def register():
        data = form.cleaned_data
        made.append(
            actions.register_application(data["kind"], received_on=data["received_on"], by=request.user, **form.facts())
        )

    if request.method == "POST" and form.is_valid() and tried(form, register):
        messages.success(request, _("Registered under № %(n)s.") % {"n": made[0].number})
        return redirect(_at("", made[0].pk))
    return form_page(
        request,
        form,
        title=_("Register an application"),
        line=str(student) if student else "",
        submit=_("Register"),
        cancel=card_url(student) if student else reverse("students:applications"),
        crumbs=[crumb()],
        note=_("The number is given when it is registered, and never twice."),
    )


@guard(permissions.SEE_APPLICATIONS)
@require_safe
def application(request, pk):
    one = _one(request, pk)
    those = list(one.papers.filter(is_dropped=False).select_related("scan"))
    opened = health_papers.sees(request.user)
    given = [actions.written(one), *actions.papers_of(one)]
    lacking = papers.missing(MOVES.get(one.kind, ""), given) if one.is_open else []
    context = {
        "title": _("Application № %(n)s") % {"n": one.number},
        "crumbs": [crumb()],
        "acts": _acts(one),
        "one": one,
        "papers": [(paper, not health_papers.hidden(paper.code, opened)) for paper in those],
        "lacking": [(Paper(need.paper).label, need.clause) for need in lacking],
        "keeps": permissions.APPLICATIONS.allows(request.user).ok,
        "order_url": order_url(one.order) if one.order and orders.VIEW.allows(request.user) else "",
        "reopened": [
            (order, order_url(order) if orders.VIEW.allows(request.user) else "")
            for order in (one.is_open and actions.reopened_by(one)) or ()
        ],
        "card": card_url(one.student) if one.student else "",
    }
    return render(request, "students/application.html", context)


def _acts(one):
    right, acts = permissions.APPLICATIONS, []
    acts.append(Act(_("Print"), f"{_at('_print', one.pk)}", permissions.SEE_APPLICATIONS, icon="print"))
    acts.append(Act(_("Receipt of it"), _at("_receipt", one.pk), permissions.SEE_APPLICATIONS, icon="print"))
    if not one.is_open:
        return acts
    if one.state == State.REGISTERED or one.order.annulled_at:
        acts.append(Act(_("Taken back"), _at("_withdraw", one.pk), right))
        acts.append(Act(_("Refuse"), _at("_refuse", one.pk), right, danger=True))
    if draft_of(one) and (one.state == State.REGISTERED or one.order.annulled_at):
        if one.kind == Asked.ADMISSION and not one.student_id:
            url = f"{reverse('students:admit')}?application={one.pk}"
            acts.append(Act(_("Make the record and draft the order"), url, orders.DRAFT, main=True))
        elif one.kind == Asked.RESTORATION:
            url = reverse("students:restore", args=[one.student_id])
            acts.append(Act(_("Draft the order"), url, orders.DRAFT, main=True))
        else:
            acts.append(Act(_("Draft the order"), _at("_draft", one.pk), orders.DRAFT, method="post", main=True))
    elif not draft_of(one):
        acts.append(Act(pgettext("act", "Answer"), _at("_answer", one.pk), right, main=True))
    return acts


@guard(permissions.APPLICATIONS)
@require_POST
def application_draft(request, pk):
    """R7-3: one press writes the order, with the application as its basis and its documents in the line."""
    one = _one(request, pk)
    orders.DRAFT.demand(request.user)
    try:
        if draft_of(one) is None or one.student_id is None:
            raise ValidationError(_("No order is drafted on this application: answer it in words."))
        with transaction.atomic():
            order = draft_order(by=request.user, **words_of(one))
            actions.put_to_order(one, order, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(_at("", pk))
    messages.success(request, _("The draft of the order is ready. Fill in what the application does not say."))
    return redirect(order_url(order) or _at("", pk))


@guard(permissions.APPLICATIONS)
def paper_add(request, pk):
    one = _one(request, pk)
    form = PaperForm(request.POST or None, request.FILES or None, initial={"code": request.GET.get("code", "")})
    attach = lambda: actions.attach_paper(one, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, attach):
        messages.success(request, _("Attached."))
        return redirect(_at("", pk))
    return _page(request, one, form, _("Attach a document"), _("Attach"))


@guard(permissions.APPLICATIONS)
@require_POST
def paper_drop(request, pk, paper):
    one = _one(request, pk)
    row = get_object_or_404(ApplicationPaper.objects.select_related("application"), pk=paper, application=one)
    try:
        actions.drop_paper(row, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(_at("", pk))


def _page(request, one, form, title, submit, **more):
    crumbs = [crumb(), (_("Application № %(n)s") % {"n": one.number}, _at("", one.pk))]
    cancel = _at("", one.pk)
    return form_page(request, form, title=title, line=one.whom, submit=submit, cancel=cancel, crumbs=crumbs, **more)


def _closed(request, pk, state, title, submit, **more):
    one = _one(request, pk)
    form = AnswerForm(request.POST or None)
    form.fields["answer"].required = state != State.WITHDRAWN
    close = lambda: actions.close_application(one, state, form.cleaned_data["answer"], by=request.user)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, close):
        messages.success(request, _("Saved."))
        return redirect(_at("", pk))
    return _page(request, one, form, title, submit, **more)


@guard(permissions.APPLICATIONS)
def application_answer(request, pk):
    return _closed(request, pk, State.ANSWERED, _("Answer the application"), pgettext("act", "Answer"))


@guard(permissions.APPLICATIONS)
def application_refuse(request, pk):
    return _closed(request, pk, State.REFUSED, _("Refuse the application"), _("Refuse"), danger=True)


@guard(permissions.APPLICATIONS)
def application_withdraw(request, pk):
    return _closed(request, pk, State.WITHDRAWN, _("The application is taken back"), _("Save"))


@guard(permissions.SEE_APPLICATIONS)
@require_safe
def application_print(request, pk):
    one = _one(request, pk)
    return answer.printed(request, SHEET, [one], f"aryz-{one.year}-{one.number}")


@guard(permissions.SEE_APPLICATIONS)
@require_safe
def application_receipt(request, pk):
    one = _one(request, pk)
    return answer.printed(request, RECEIPT, [one], f"tilkat-{one.year}-{one.number}")


@guard(permissions.SEE_APPLICATIONS)
@require_safe
def application_blanks(request):
    """R7-4.5: the printed forms to be filled in by hand."""
    blanks = [(one.label, reverse("students:application_blank", args=[one.value])) for one in Asked]
    context = {"title": _("Blank forms of applications"), "crumbs": [crumb()], "blanks": blanks}
    return render(request, "students/application_blanks.html", context)


@guard(permissions.SEE_APPLICATIONS)
@require_safe
def application_blank(request, kind):
    if kind not in Asked.values:
        raise Http404
    return answer.printed(request, SHEET, [Blank(kind)], f"aryz-{kind}")
