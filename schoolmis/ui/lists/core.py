from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from schoolmis.audit.exports import book_export
from schoolmis.audit.pace import EXPORTS, within
from schoolmis.ui.numbers import whole

from .columns import follow, rows_html
from .export import as_csv, as_xlsx


class List:
    """A list of rows: search, filters, sort, paging, export; all of it in the address.

    Give it a queryset that already starts with `visible_to(user)` (law 8), or a list.
    """

    title = ""
    columns = ()
    filters = ()
    search_hint = _("Search")
    default_sort = ""
    page_size = 25
    export_permission = None
    file_name = ""
    empty = _("Nothing here yet.")
    empty_act = None
    fold = True
    row_class = None
    counted = None  # callable(n) → "642 students"
    template = "ui/list_page.html"

    search = None  # def search(self, rows, text): the rows that match

    def __init__(self, rows, **attributes):
        self.rows = rows
        for name, value in attributes.items():
            setattr(self, name, value)

    # hooks

    def prepare(self, rows):
        """Called once with the rows of a page (or of an export), to attach what they need in one query."""

    # the answer

    def response(self, request, template=None, **context):
        """The page; for htmx only the list at the same address; for `?export=xlsx|csv` the file."""
        self.bind(request)
        if kind := request.GET.get("export"):
            return self._export(kind)
        asked_by_htmx = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
        context = {"title": self.title, "list": self, **context}
        response = render(request, "ui/list.html" if asked_by_htmx else template or self.template, context)
        patch_vary_headers(response, ["HX-Request"])
        if asked_by_htmx:
            response.headers["HX-Push-Url"] = request.path + self.address()
        return response

    def bind(self, request):
        """Read the address: what is sought, chosen, sorted, and which page."""
        self.request = request
        self.text = request.GET.get("q", "").replace("\x00", "").strip()[:200] if self.search else ""
        self.choices = []
        for one in self.filters:
            options = one.options(request)
            self.choices.append((one, options, one.chosen(request, options)))
        sort = request.GET.get("sort", "")
        known = {column.code for column in self.columns if column.sort}
        self.sort = sort if sort.removeprefix("-") in known else self.default_sort
        return self

    @cached_property
    def found(self):
        """All rows that match, in order."""
        rows = self.rows
        for one, _options, value in self.choices:
            if value:
                rows = one.narrow(rows, value)
        if self.text:
            rows = self.search(rows, self.text)
        return self._ordered(rows)

    def _ordered(self, rows):
        code = self.sort.removeprefix("-")
        column = next((column for column in self.columns if column.code == code), None)
        fields = column.sort_fields() if column else (code,) if code else ()
        if self.sort.startswith("-"):
            fields = [name[1:] if name.startswith("-") else f"-{name}" for name in fields]
        if hasattr(rows, "order_by"):
            return rows.order_by(*fields, "pk") if fields else rows if rows.ordered else rows.order_by("pk")
        rows = list(rows)
        for name in reversed(fields):
            rows.sort(key=lambda row, n=name: _sortable(follow(row, n.removeprefix("-"))), reverse=name.startswith("-"))
        return rows

    @cached_property
    def count(self):
        return self.found.count() if hasattr(self.found, "order_by") else len(self.found)

    @cached_property
    def page(self):
        asked = self.request.GET.get("page", "")
        return min(max(1, int(asked)) if asked.isdecimal() and len(asked) < 9 else 1, self.pages)

    @property
    def pages(self):
        return max(1, -(-self.count // self.page_size))

    @cached_property
    def page_rows(self):
        start = (self.page - 1) * self.page_size
        rows = list(self.found[start : start + self.page_size]) if self.count else []
        self.prepare(rows)
        return rows

    # what the template asks

    @property
    def searchable(self):
        return callable(self.search)

    @property
    def told(self):
        """How many were found, in words."""
        if self.counted:
            return self.counted(self.count)
        return ngettext("%(n)s row found", "%(n)s rows found", self.count) % {"n": whole(self.count)}

    @property
    def shown_columns(self):
        return [column for column in self.columns if column.show]

    @property
    def body(self):
        return rows_html(self.shown_columns, self.page_rows, self.row_class)

    def heads(self):
        """(column, address that sorts by it, ascending/descending/"")"""
        code, down = self.sort.removeprefix("-"), self.sort.startswith("-")
        for column in self.shown_columns:
            here = column.code == code
            towards = f"-{column.code}" if here and not down else column.code
            state = ("descending" if down else "ascending") if here else ""
            yield column, self.address(sort=towards, page=1) if column.sort else "", state

    def fields(self):
        return [(one, one.field(value, options)) for one, options, value in self.choices]

    def chips(self):
        """(what is chosen, the address without it)"""
        chips = [(f"«{self.text}»", self.address(q="", page=1))] if self.text else []
        for one, options, value in self.choices:
            if value:
                chips.append((one.word(value, options), self.address(**{one.code: "", "page": 1})))
        return chips

    @property
    def narrowed(self):
        return bool(self.text or any(value for _one, _options, value in self.choices))

    @property
    def clean(self):
        return self.request.path + self._query({one.code: "" for one in self.filters if one.default})

    @property
    def first(self):
        return (self.page - 1) * self.page_size + 1 if self.count else 0

    @property
    def last(self):
        return min(self.page * self.page_size, self.count)

    def page_links(self):
        """(number, address) with None for a gap: 1 … 4 5 6 … 26"""
        near = {1, self.pages, *range(self.page - 1, self.page + 2)}
        before = 0
        for number in sorted(n for n in near if 1 <= n <= self.pages):
            if number - before > 1:
                yield None, ""
            yield number, self.address(page=number)
            before = number

    @property
    def next_address(self):
        return self.address(page=self.page + 1) if self.page < self.pages else ""

    def address(self, **changes):
        """The query of this list with changes; what is as by default is left out."""
        wanted = {"q": self.text, **{one.code: value for one, _options, value in self.choices}}
        wanted.update(
            sort="" if self.sort == self.default_sort else self.sort, page=self.page if "page" not in changes else 1
        )
        wanted.update(changes)
        if wanted["sort"] == self.default_sort:
            wanted["sort"] = ""
        if int(wanted["page"]) == 1:
            wanted["page"] = ""
        defaults = {one.code: str(one.default or "") for one in self.filters}
        return self._query({name: value for name, value in wanted.items() if str(value) != defaults.get(name, "")})

    @staticmethod
    def _query(values):
        return f"?{urlencode(values)}" if values else "?"

    # export

    @cached_property
    def export_decision(self):
        """None when the list is not exported at all; otherwise the permission's decision."""
        return self.export_permission.allows(self.request.user) if self.export_permission else None

    def export_links(self):
        query = self.address(page=1)
        start = query if query.endswith("?") else f"{query}&"
        return [("XLSX", f"{start}export=xlsx"), ("CSV", f"{start}export=csv")]

    def _export(self, kind):
        if self.export_decision is None or kind not in ("xlsx", "csv"):
            raise Http404
        if not self.export_decision.ok:
            raise PermissionDenied(self.export_decision.reason)
        within(EXPORTS.of_user(self.request))
        rows = list(self.found)
        self.prepare(rows)
        mark = self._book(kind, len(rows))
        columns = [column for column in self.columns if column.export]
        name = f"{self.file_name or slugify(type(self).__name__.removesuffix('List')) or 'list'}-{mark.number}"
        if kind == "csv":
            return as_csv(columns, rows, name)
        return as_xlsx(columns, rows, name, self.title, mark.text())

    def _book(self, kind, count):
        """R1-6.1: who takes which list with which filters, and how many rows; the act is the right's own code."""
        filters = "; ".join(str(word) for word, _without in self.chips())
        return book_export(
            getattr(self.export_permission, "code", "ui.export"),
            by=self.request.user,
            name=self.title,
            format=kind,
            rows=count,
            filters=filters,
            address=self.request.path + self.address(),
        )


def _sortable(value):
    return (value is None, value if value is not None else 0)
