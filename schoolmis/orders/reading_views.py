"""Scans of signed orders, the lists of those who read them, and the reader's own page."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard, signed_in
from schoolmis.files.fields import ScanField
from schoolmis.orders import execution, execution_views, permissions, reading
from schoolmis.orders.models import Order
from schoolmis.orders.sheet import sheet
from schoolmis.papers.words import language
from schoolmis.people.picks import STAFF, staff
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import SchoolForm, form_page, refuse
from schoolmis.ui.pick import PickField


class ScanForm(SchoolForm):
    scan = ScanField()


class ReadersForm(SchoolForm):
    people = PickField(STAFF, label=gettext_lazy("Employees"))

    def __init__(self, *args, order, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = staff().select_related("user").exclude(acquaintances__order=order)


class ReadOnForm(SchoolForm):
    on = forms.DateField(label=gettext_lazy("Read on"), initial=clock.today)


def _signed(request, pk) -> Order:
    order = permissions.VIEW.get(request.user, Order.objects.exclude(status=Order.Status.DRAFT), pk=pk)
    permissions.ACQUAINT.demand(request.user)
    return order


def _form(request, order, form, act, **page):
    """One form about an order; what the act refuses stands at the form."""
    back = reverse("orders:order", args=[order.pk])
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect(back)
    return form_page(
        request, form, crumbs=[(_("Orders"), reverse("orders:list")), (str(order), back)], cancel=back, **page
    )


@guard(permissions.ACQUAINT)
def order_scan(request, pk):
    order = _signed(request, pk)
    form = ScanForm(request.POST or None, request.FILES or None)
    act = lambda: reading.attach_scan(order, form.cleaned_data["scan"], by=request.user)  # noqa: E731
    return _form(request, order, form, act, title=_("Attach a scan"), line=order.title)


@guard(permissions.ACQUAINT)
def order_readers(request, pk):
    """R1-5.1c: who is to read the order besides those whom its lines name."""
    order = _signed(request, pk)
    form = ReadersForm(request.POST or None, order=order)
    act = lambda: reading.ask_to_read(order, form.cleaned_data["people"], by=request.user)  # noqa: E731
    return _form(request, order, form, act, title=_("Who is to read the order"), line=order.title, submit=_("Add"))


@guard(permissions.ACQUAINT)
def order_read_on_paper(request, pk, row):
    order = _signed(request, pk)
    found = get_object_or_404(order.acquaintances.select_related("person", "order"), pk=row, read_on=None)
    form = ReadOnForm(request.POST or None)
    act = lambda: reading.acquaint_on_paper(found, on=form.cleaned_data["on"], by=request.user)  # noqa: E731
    return _form(request, order, form, act, title=_("Read on paper"), line=str(found.person))


@guard(permissions.ACQUAINT)
@require_POST
def order_remind(request, pk):
    count = reading.remind(_signed(request, pk), by=request.user)
    messages.success(request, ngettext("%(n)s person is reminded.", "%(n)s people are reminded.", count) % {"n": count})
    return redirect("orders:order", pk)


@signed_in
@require_safe
def to_read(request):
    """The reader's own orders: those that wait first."""
    rows = request.user.person.acquaintances if hasattr(request.user, "person") else None
    found = rows.select_related("order").order_by("-read_on", "-id") if rows else []
    context = {"title": _("Orders to read"), "rows": found, "mine": execution.controlled(request.user)}
    return render(request, "orders/to_read.html", context)


@signed_in
def to_read_one(request, pk):
    """The order as on paper, and “I have read it”; whoever is not in its list has no such page."""
    rows = Order.objects.select_related("controller__person")
    order = get_object_or_404(rows.filter(acquaintances__person__user=request.user), pk=pk)
    if request.method == "POST":
        reading.acquaint(order, by=request.user)
        messages.success(request, _("Written down: you have read the order."))
        return redirect("orders:to_read")
    row = order.acquaintances.get(person__user=request.user)
    read = Act(_("I have read it"), request.path, method="post", main=True)
    context = {
        "title": order.title,
        "line": f"№ {order.label}",
        "crumbs": [(_("Orders to read"), reverse("orders:to_read"))],
        "acts": [] if row.read_on else [read],
        "row": row,
        "points": execution_views.points(order, request.user) if execution.is_controller(order, request.user) else [],
        "paper": sheet(order, language(request.GET.get("lang"))),
    }
    return render(request, "orders/to_read_one.html", context)
