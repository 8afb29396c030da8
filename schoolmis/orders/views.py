"""Pages of the director's orders: the list, the draft beside its paper, the signed order, its acts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from schoolmis.access import Denied
from schoolmis.access.guard import guard
from schoolmis.audit.models import Entry
from schoolmis.audit.words import word
from schoolmis.orders import actions, cited, execution, execution_views, kinds, permissions
from schoolmis.orders.drafting import Drafting, next_label
from schoolmis.orders.forms import RevokeForm
from schoolmis.orders.general.amendment import AMENDMENT, amended, amendments_of
from schoolmis.orders.lists import OrderList, state, with_revoked
from schoolmis.orders.models import Order, Series
from schoolmis.orders.printed import PRINTED
from schoolmis.orders.sheet import sheet
from schoolmis.papers import answer
from schoolmis.papers.words import language
from schoolmis.structure.permissions import LOAD
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, refuse

CRUMB = lambda: (_("Orders"), reverse("orders:list"))  # noqa: E731


def visible(user):
    return permissions.VIEW.visible(user, with_revoked(Order.objects.all()))


def found(user, pk):
    return permissions.VIEW.get(
        user, visible(user).select_related("revokes", "drafted_by", "signed_by__person", "controller__person"), pk=pk
    )


@guard(permissions.VIEW)
@require_safe
def order_list(request):
    acts = [Act(_("New order"), reverse("orders:new"), permissions.DRAFT, icon="plus", main=True)]
    acts.insert(0, Act(_("Book of orders"), reverse("orders:yearbook"), permissions.EXPORT))
    if permissions.SIGN.allows(request.user):
        acts.insert(0, Act(_("Next numbers"), reverse("orders:numbers"), permissions.SIGN))
    return OrderList(visible(request.user)).response(request, acts=acts)


@guard(permissions.DRAFT, LOAD)
@require_safe
def order_new(request):
    """Choose the kind; what the reader may not draft is left out."""
    offered = [one for one in kinds.registry.values() if one.offered and actions.may_draft(one).allows(request.user)]
    groups = [(series.label, [one for one in offered if one.series == series]) for series in Series]
    context = {"title": _("New order"), "crumbs": [CRUMB()], "groups": [group for group in groups if group[1]]}
    return render(request, "orders/kinds.html", context)


@guard(permissions.DRAFT, LOAD)
def order_draft(request, kind):
    """A new draft: nothing is written until it is saved."""
    of = _kind(request, kind)
    drafting = Drafting(of, request.POST if request.method == "POST" else None)
    if request.method == "POST" and drafting.is_valid():
        order = actions.draft_order(kind, by=request.user, payload=drafting.payload, **drafting.words)
        messages.success(request, _("The draft is saved. Its number comes with the signature."))
        return redirect("orders:order", order.pk)
    context = {
        "title": of.label,
        "line": _("A new draft; nothing is saved yet."),
        "crumbs": [CRUMB(), (_("New order"), reverse("orders:new"))],
        "drafting": drafting,
        "kind": of,
        "sheets": drafting.sheets(),
    }
    return render(request, "orders/draft.html", context, status=drafting.status)


@guard(permissions.DRAFT, LOAD)
@require_POST
def draft_sheet(request, kind):
    """The paper of what is typed so far, beside the form; `?order=` names the stored draft."""
    stored = request.GET.get("order", "")
    order = found(request.user, int(stored)) if stored.isdecimal() else None
    drafting = Drafting(_kind(request, kind), request.POST, order=order)
    drafting.is_valid()
    return render(request, "orders/sheets.html", {"sheets": drafting.sheets(), "drafting": drafting})


def _kind(request, code):
    of = kinds.registry.get(code)
    if of is None or not of.offered:
        raise Http404
    if not (decision := actions.may_draft(of).allows(request.user)):
        raise Denied(decision.reason)
    return of


@guard(permissions.VIEW)
def order_page(request, pk):
    """The draft to work on, or the signed order as it is."""
    order = found(request.user, pk)
    of = kinds.of(order)
    editable = (
        order.status == Order.Status.DRAFT and not order.annulled_at and actions.may_draft(of).allows(request.user)
    )
    if request.method == "POST" or editable:
        return _edit(request, order, of)
    context = _context(request, order) | {"order": order, "sheets": [sheet(order, "ky"), sheet(order, "ru")]}
    entries = Entry.objects.filter(subject_type="orders.order", subject_id=order.pk).order_by("id")
    context["entries"] = [(word(one.act), one.who, one.at) for one in entries]
    context["readers"] = list(order.acquaintances.select_related("person"))
    context["read_count"] = sum(row.read_on is not None for row in context["readers"])
    context["points"] = execution_views.points(order, request.user)
    context["scans"] = list(order.scans.select_related("file", "by"))
    context["may_acquaint"] = permissions.ACQUAINT.allows(request.user).ok
    context["beside"] = of.beside(order, request.user)
    context["decision"] = cited.decision_of(order)
    context["amendments"] = amendments_of(order) if order.number is not None else []
    context["amended"] = amended(order) if order.kind == AMENDMENT.code else None
    context["second"] = Order.objects.filter(revokes=order).exclude(status=Order.Status.DRAFT).first()
    return render(request, "orders/order.html", context)


def _edit(request, order, of):
    if request.method == "POST" and not (decision := actions.may_draft(of).allows(request.user)):
        raise Denied(decision.reason)
    drafting = Drafting(of, request.POST if request.method == "POST" else None, order=order)
    theirs = None
    if request.method == "POST" and drafting.is_valid():
        try:
            actions.change_order(
                order, by=request.user, version=drafting.version, payload=drafting.payload, **drafting.words
            )
        except ValidationError as problem:
            order.refresh_from_db()
            theirs = drafting.differences(order)
            drafting.refuse(problem, order.version)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("orders:order", order.pk)
    context = _context(request, order) | {
        "order": order,
        "drafting": drafting,
        "kind": of,
        "sheets": drafting.sheets(),
        "theirs": theirs,
        "effects": of.effects(order),
        "sign": _sign_act(order),
    }
    return render(request, "orders/draft.html", context, status=drafting.status)


def _context(request, order):
    word, tone = state(order)
    line = ""
    if order.status == Order.Status.DRAFT and not order.annulled_at:
        line = _("The number is given at signing. The next free one is %(number)s.") % {
            "number": next_label(order.series)
        }
    return {
        "title": order.title or kinds.label(order.kind),
        "crumbs": [CRUMB(), (order.get_series_display(), f"{reverse('orders:list')}?series={order.series}")],
        "state": word,
        "tone": tone,
        "line": line,
        "acts": _acts(order),
    }


def _sign_act(order):
    return Act(
        _("Sign"),
        reverse("orders:sign", args=[order.pk]),
        permissions.SIGN,
        method="post",
        main=True,
        reason=actions.hindrance(order) or None,
        confirm=_("Sign the order? It gets its number, and its text cannot be changed any more."),
    )


def _acts(order):
    at = lambda name: reverse(f"orders:{name}", args=[order.pk])  # noqa: E731
    acts = [Act(_("Print"), f"{at('print')}?lang=ky", permissions.VIEW, icon="print")]
    if order.title_ru or order.text_ru:
        acts.append(Act(_("Print in Russian"), f"{at('print')}?lang=ru", permissions.VIEW, icon="print"))
    if order.annulled_at:
        return acts
    if order.status == Order.Status.DRAFT:
        question = _("Annul this draft? It stays in the list, annulled.")
        right = actions.may_draft(kinds.of(order))
        acts.insert(0, Act(_("Annul"), at("annul"), right, method="post", danger=True, confirm=question))
        return acts
    if order.status == Order.Status.SIGNED and not order.is_revoked:
        question = (
            _("Is the opening register complete? After that every new list drafts an order of its own.")
            if order.kind == "opening"
            else _("Is every point of the order carried out?")
        )
        acts.append(Act(_("Mark as executed"), at("execute"), execution.RIGHT, order, method="post", confirm=question))
    rests = kinds.rests(order)
    reason = _("This order is revoked already.") if order.is_revoked else None
    if rests:
        reason = reason or _("Later records rest on this order: %(what)s.") % {"what": rests}
    acts.insert(0, Act(_("Revoke"), at("revoke"), permissions.REVOKE, danger=True, reason=reason))
    return acts


@guard(permissions.VIEW)
@require_safe
def order_print(request, pk):
    order = found(request.user, pk)
    name = (
        f"buyruk-{order.number if order.number is not None else 'draft'}-{order.pk}-{language(request.GET.get('lang'))}"
    )
    return answer.printed(request, PRINTED, [order], name)


def _done(request, act, sentence):
    """Run an act of one button; a refusal becomes a sentence on the order's page."""
    try:
        order = act()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return None
    messages.success(request, sentence(order))
    return order


@guard(permissions.SIGN)
@require_POST
def order_sign(request, pk):
    order = found(request.user, pk)
    if why := actions.hindrance(order):
        messages.error(request, why)
    else:
        sentence = lambda one: _("Signed: order № %(number)s.") % {"number": one.label}  # noqa: E731
        _done(request, lambda: actions.sign_order(order, by=request.user), sentence)
    return redirect("orders:order", pk)


@guard(permissions.VIEW)
@require_POST
def order_execute(request, pk):
    order = found(request.user, pk)
    _done(request, lambda: execution.execute_order(order, by=request.user), lambda one: _("The order is executed."))
    return redirect("orders:order", pk)


@guard(permissions.DRAFT, LOAD)
@require_POST
def order_annul(request, pk):
    order = found(request.user, pk)
    _done(request, lambda: actions.annul_draft(order, by=request.user), lambda one: _("The draft is annulled."))
    return redirect("orders:order", pk)


@guard(permissions.REVOKE)
def order_revoke(request, pk):
    """A signed order is undone by another one, for which a basis is asked."""
    order = found(request.user, pk)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            second = actions.revoke_order(order, by=request.user, **form.sent())
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Revoked by order № %(number)s.") % {"number": second.label})
            return redirect("orders:order", pk)
    return form_page(
        request,
        form,
        title=_("Revoke order № %(number)s") % {"number": order.label},
        line=order.title,
        crumbs=[CRUMB(), (str(order), reverse("orders:order", args=[pk]))],
        submit=_("Sign the revoking order"),
        cancel=reverse("orders:order", args=[pk]),
        danger=True,
        note=_("A new order is signed today; what this one gave ends on that day."),
        confirm=_("Revoke the order? The revoking order is signed at once."),
    )
