"""Class journals printed for the archive: the register, and the form that has one made."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from journal import actions, permissions
from journal.book_forms import BookForm
from journal.models import PrintedJournal
from schoolmis.access.guard import guard
from schoolmis.files.answer import send
from schoolmis.papers.words import language
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_short
from schoolmis.ui.forms import AnnulForm, form_page, refuse
from schoolmis.ui.lists import Choice, Column, List
from schoolmis.ui.templatetags.ui import badge_html


def _hash(row):
    """The beginning in sight, the whole sum on pointing."""
    whole = row.file.sha256
    return format_html('<span title="{}">{}…</span>', whole, whole[:6])


def _state(row):
    """In force or annulled and why; who may annul it is led there."""
    if not row.in_force:
        return format_html('{}<span class="sub">{}</span>', badge_html(_("annulled"), "bad"), row.annulled_why)
    good = badge_html(_("in force"), "good")
    if not row.may_annul:
        return good
    return format_html('{} <a href="{}">{}</a>', good, reverse("journal:annul_book", args=[row.pk]), _("Annul"))


class BookList(List):
    title = gettext_lazy("Class journals on paper")
    columns = [
        Column("number", gettext_lazy("Number"), value=lambda r: f"№ {r.number} / {r.year}", cls="keep"),
        Column(
            "class",
            gettext_lazy("Class"),
            value=lambda r: f"{r.school_class}, {r.school_class.year}",
            sort=("school_class__grade", "school_class__letter"),
            cls="name",
            link=lambda r: reverse("journal:book_file", args=[r.pk]),
        ),
        Column("period", gettext_lazy("Period"), value=lambda r: str(r.term or gettext_lazy("Year"))),
        Column("subject", gettext_lazy("Subject"), value=lambda r: r.subject.name if r.subject else ""),
        Column("language", gettext_lazy("Language"), value="get_language_display", cls="off"),
        Column("pages", gettext_lazy("Pages"), value="pages", cls="num"),
        Column("corrections", gettext_lazy("Corrections"), value="corrections", cls="num"),
        Column(
            "made",
            gettext_lazy("When made, by whom"),
            value=lambda r: f"{date_short(r.made_at)}, {r.made_by}",
            sort="made_at",
            cls="wrap",
        ),
        Column(
            "state",
            gettext_lazy("State"),
            value=lambda r: gettext_lazy("in force") if r.in_force else gettext_lazy("annulled"),
            cell=_state,
        ),
        Column("hash", gettext_lazy("SHA-256"), value=lambda r: r.file.sha256, cell=_hash, cls="code off"),
    ]
    filters = [
        Choice(
            "class",
            gettext_lazy("Class"),
            choices=lambda request: [
                (one.pk, f"{one}, {one.year}")
                for one in permissions.CLASS_BOOK.visible(request.user, SchoolClass.objects.all())
                .filter(printed__isnull=False)
                .select_related("year")
                .distinct()
            ],
            apply="school_class",
        )
    ]
    default_sort = "-made"
    empty = gettext_lazy("No class journal has been made yet.")

    def prepare(self, rows):
        may = permissions.ANNUL_BOOK.allows(self.request.user).ok
        for row in rows:
            row.may_annul = may


def visible(user):
    mine = permissions.CLASS_BOOK.visible(user, SchoolClass.objects.all())
    return PrintedJournal.objects.filter(school_class__in=mine)


@guard(permissions.CLASS_BOOK)
@require_safe
def books(request):
    """R1-4.1/2: what has been made for the archive, each with its number and the hash of its file."""
    rows = visible(request.user).select_related("school_class__year", "term", "subject", "file", "made_by")
    act = Act(_("Make a journal"), reverse("journal:new_book"), permissions.CLASS_BOOK, main=True)
    return BookList(rows).response(request, acts=[act], crumbs=[(_("Journals"), reverse("journal:sections"))])


@guard(permissions.CLASS_BOOK)
def new_book(request):
    """Class, term or year, one subject or all; the book is made in the background."""
    first = {"lang": language(request.LANGUAGE_CODE)} | {k: request.GET[k] for k in request.GET}
    form = BookForm(request.POST or None, user=request.user, initial=first)
    if request.method == "POST" and form.is_valid():
        origin = request.build_absolute_uri("/")
        try:
            for asked in form.books():
                actions.order_journal(**asked, origin=origin, by=request.user)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The journal is being made. You will find it here and under “Jobs”."))
            return redirect("journal:books")
    return form_page(
        request,
        form,
        title=_("Class journal for the archive"),
        line=_("All subjects with topics, results, attendance and footnotes to corrections, in one PDF."),
        submit=_("Make a journal"),
        crumbs=[(_("Class journals on paper"), reverse("journal:books"))],
        cancel=reverse("journal:books"),
    )


@guard(permissions.ANNUL_BOOK)
def annul_book(request, pk):
    """R1-4.1/2: a book made wrongly is annulled by a reason; its number and its file stay."""
    book = visible(request.user).select_related("school_class", "check_row").filter(pk=pk).first()
    if book is None:
        raise Http404(_("There is no such page, or it is not yours to see."))
    form = AnnulForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.annul_journal(book, why=form.cleaned_data["why"], by=request.user)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The journal is annulled. Its code says so from now on."))
            return redirect("journal:books")
    return form_page(
        request,
        form,
        title=_("Annul the journal"),
        line=str(book),
        submit=_("Annul"),
        note=_("The number and the file stay in the register; the code on the paper says that it is annulled."),
        crumbs=[(_("Class journals on paper"), reverse("journal:books"))],
        cancel=reverse("journal:books"),
    )


@guard(permissions.CLASS_BOOK)
@require_safe
def book_file(request, pk):
    found = visible(request.user).select_related("file").filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such page, or it is not yours to see."))
    return send(found.file.content, found.file.name, inline=True)
