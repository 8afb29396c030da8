"""The yearly book of a series in one PDF: the list of contents, then every signed order in the order of numbers."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.access.guard import guard
from schoolmis.jobs.queue import deliver, enqueue, job, progress
from schoolmis.orders import permissions
from schoolmis.orders.models import Series
from schoolmis.orders.printed import PrintedOrder
from schoolmis.orders.reports.register import SeriesForm, signed
from schoolmis.papers import answer, kit
from schoolmis.papers.sheets import Column
from schoolmis.ui.dates import date_short
from schoolmis.ui.forms import form_page

JOB = "orders.yearbook"


@dataclass
class Contents:
    """The first pages of the book."""

    series: str
    year: int
    orders: list

    def __str__(self):
        return _("Contents")


class YearBook(PrintedOrder):
    """Subjects: the Contents, then the orders; each begins a page and counts its own pages."""

    code = "orders.yearbook"
    title = gettext_lazy("Book of orders")

    def story(self, subject, lang):
        return self._contents(subject) if isinstance(subject, Contents) else super().story(subject, lang)

    def _contents(self, book):
        yield kit.title(str(self.title))
        yield kit.text(f"{Series(book.series).label}, {book.year}", align="center", after=8)
        columns = [
            Column("number", _("Number"), width=18, align="center"),
            Column("date", _("Date"), width=26, align="center"),
            Column("title", _("About what"), weight=1),
        ]
        yield kit.table(columns, [(one.label, date_short(one.date), one.title) for one in book.orders])
        yield kit.text(_("Orders in the book: %(n)s") % {"n": len(book.orders)})
        yield kit.signature_line(_("Secretary"))

    def check(self, subject, lang):
        return None if isinstance(subject, Contents) else super().check(subject, lang)


def demand(user, **of):
    """R1-3.1e: the whole book as a file is taken out by those who may take the list out."""
    permissions.EXPORT.demand(user)


@job(JOB, demand)
def make_book(running, series, year, lang):
    """R3-3j: the whole book as a job, however many orders the year has."""
    demand(running.owner)
    orders = list(signed(series, year))
    progress(running, 0, len(orders))
    data = YearBook().render([Contents(series, year, orders), *orders], lang)
    progress(running, len(orders), len(orders))
    deliver(running, f"orders-{series}-{year}.pdf", data)


@guard(permissions.EXPORT)
def yearbook(request):
    """Which series and year; the book is made in the background."""
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if signed(**data).exists():
            title = f"{YearBook.title}: {Series(data['series']).label}, {data['year']}"
            answer.on_print(request, YearBook.code, title, f"{data['series']} {data['year']}", "pdf")
            enqueue(JOB, owner=request.user, title=title, lang=request.LANGUAGE_CODE[:2], **data)
            messages.success(request, _("The book is being made. You will find it under “Jobs”."))
            return redirect("orders:list")
        form.add_error(None, _("No order of this series is signed in this year."))
    return form_page(
        request,
        form,
        title=YearBook.title,
        submit=_("Make the book"),
        crumbs=[(_("Orders"), reverse("orders:list"))],
        cancel=reverse("orders:list"),
    )
