"""The page on which the numbers of a series go on from the paper book."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.orders import actions, permissions
from schoolmis.orders.drafting import next_label
from schoolmis.orders.forms import NumbersForm
from schoolmis.orders.models import Counter, Order, Series
from schoolmis.ui.forms import form_page


@guard(permissions.SIGN)
def numbers(request):
    """A school that starts in the middle of a year goes on from its paper book (design §5)."""
    year = clock.today().year
    begun = set(Order.objects.filter(date__year=year).values_list("series", flat=True))
    known = dict(Counter.objects.filter(year=year).values_list("series", "next_number"))
    kept = [one for one in Series if one != Series.OPENING]
    form = NumbersForm(request.POST or None, open_series=[(one, known.get(one, 1)) for one in kept if one not in begun])
    if request.method == "POST" and form.is_valid():
        for series, number in form.cleaned_data.items():
            if number != known.get(series, 1):
                actions.set_next_number(series, year, number, by=request.user)
        messages.success(request, _("The numbers go on from the paper book."))
        return redirect("orders:list")
    going = [f"{one.label}: {next_label(one)}" for one in kept if one in begun]
    return form_page(
        request,
        form,
        title=_("Next numbers of %(year)s") % {"year": year},
        line="; ".join(going),
        crumbs=[(_("Orders"), reverse("orders:list"))],
        cancel=reverse("orders:list"),
        note=_("A series that has an order already goes on by itself."),
    )
