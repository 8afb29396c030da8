"""A report that its reader builds: a table of figures or a list, over one subject."""

from dataclasses import replace
from functools import cached_property

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.ui.dates import date_as_of, date_short

from ..report import Report
from ..sheets import Band, Column, Heading
from . import counting
from .counting import ALL
from .form import form_of

MOST = 1500
"""Rows above which a list is made by the worker."""


class Built(Report):
    """Subclass: `base(asked)` gives the rows (narrowed to the reader's), `all_fields` and `all_measures` what is asked.

    `period`: "day" (a state on a day), "span" (events between two days) or "". `first`: what stands chosen at first.
    `ready`: [(code, title, address)], layouts that come with the program. `small`: the right to see counts of one to
    four; `lists`: the right to see rows about persons. `consented`: callable(asked) → a consent is in force.
    """

    about = gettext_lazy("A table of figures or a list of your own choice: rows, columns, figures, filters")
    numbered = False
    period = "day"
    first = {"rows": "", "columns": "", "measures": ["count"], "see": []}
    ready = ()
    small = None
    lists = None
    consented = None
    template = "papers/builder.html"
    all_fields = ()
    all_measures = ()
    noun = gettext_lazy("Total")

    @cached_property
    def fields(self):
        return {field.code: field for field in self.all_fields}

    @cached_property
    def measures(self):
        return {measure.code: measure for measure in self.all_measures}

    @cached_property
    def form_class(self):
        return form_of(self)

    def add(self, *fields):
        """Dimensions from an app above."""
        self.all_fields = [*self.all_fields, *fields]
        for name in ("fields", "form_class"):
            self.__dict__.pop(name, None)

    def asked(self, query, user):
        """Parameters of a layout's address for `user`; ValueError when it cannot be asked by them."""
        form = self.form_class(QueryDict(query), user=user)
        if not form.is_valid():
            raise ValueError(form.errors.as_text())
        return form.cleaned_data

    # rights

    def base(self, asked):
        raise NotImplementedError

    def reach(self, permission, user):
        """The rows of the subject that `permission` reaches."""
        return permission.visible(user, self.model._default_manager.all()).order_by()

    def bounded(self, permission, user):
        """The right does not reach every row."""
        return not any(permission.roles[grant.role] is None for grant in permission.grants(user))

    def lists_for(self, user):
        return self.lists is None or bool(self.lists.allows(user).ok)

    def shows_small(self, user):
        return self.small is None or bool(self.small.allows(user).ok)

    @property
    def first_days(self):
        """First and last day of the period that stands chosen at first."""
        return None, None

    # rows

    def narrowed(self, params):
        asked = params["asked"]
        found = self.base(asked)
        for field, values in params["narrow"].items():
            name = f"n_{field.code}"
            rows = field.join(found, asked).annotate(**{name: field.expression(self, asked)})
            rows = rows.filter(Q(**{f"{name}__in": [one for one in values if one is not None]}))
            found = found.filter(pk__in=rows.order_by().values("pk")) if field.many else rows
        return found

    def count(self, params):
        return counting.count(
            self,
            params["asked"],
            params["rows"],
            params["inner"],
            params["columns"],
            params["measures"],
            self.narrowed(params),
            safe=params["safe"],
        )

    def heavy(self, params):
        return params["listed"] and self.narrowed(params).count() > MOST

    # paper

    def heading(self, params, lang):
        asked = params["asked"]
        parts = [date_as_of(asked.on, lang)] if self.period == "day" else []
        if self.period == "span":
            parts = [f"{date_short(asked.start)} – {date_short(asked.end)}"]
        for field, values in params["narrow"].items():
            parts.append(f"{field.title}: {', '.join(field.word(one, asked) for one in values)}")
        notes = (
            (_("“·” stands for a figure that is not shown."),) if params.get("safe") and not params["listed"] else ()
        )
        return Heading(title=params["title"] or self._named(params), subtitle="; ".join(parts), notes=notes)

    def _named(self, params):
        if params["listed"]:
            return str(self.title)
        dims = [params[name] for name in ("rows", "inner", "columns") if params[name]]
        words = " × ".join(str(dim.title).lower() for dim in dims)
        return f"{self.title}: {words}" if words else str(self.title)

    def columns(self, params):
        return self._list_columns(params) if params["listed"] else self._table_columns(params)

    def rows(self, params):
        return self._list_rows(params) if params["listed"] else self._table_rows(params)

    def build(self, params, lang, limit=None, on_sheet=None):
        document = super().build(params, lang, limit, on_sheet)
        wide = max((len(sheet.columns) for sheet in document.sheets), default=0)
        return replace(document, landscape=wide > (6 if params.get("listed") else 11))

    # a list

    def _list_columns(self, params):
        number = Column("number", "№", kind="int", width=10)
        return [
            number,
            *(
                Column(
                    field.code,
                    str(field.title),
                    kind="text" if field.words(params["asked"]) else field.kind,
                    weight=field.weight,
                )
                for field in params["see"]
            ),
        ]

    def _list_rows(self, params):
        asked, show, bands = params["asked"], params["see"], params["bands"]
        wanted = [*show, *([bands] if bands else [])]
        queryset = self.narrowed(params)
        for field in wanted:
            queryset = field.join(queryset, asked)
        names = {f"c_{place}": field.expression(self, asked) for place, field in enumerate(wanted)}
        lines = list(queryset.annotate(**names).order_by(*self._order(params)).values_list(*names))
        if bands:
            lines.sort(key=lambda line: bands.rank(_plain(line[-1]), asked))
        rows, last = [], ALL
        for number, line in enumerate(lines, 1):
            if bands and line[-1] != last:
                last = line[-1]
                rows.append(Band(bands.word(last, asked)))
            rows.append((number, *(field.shown(value, asked) for field, value in zip(show, line, strict=False))))
        return rows

    def _order(self, params):
        """By the chosen column as the list shows it; a lookup of its own only where the field is open to all."""
        field = params["sort"]
        if field is None:
            return self.order
        by = field.sort if field.sort and not field.personal and field.permission is None else None
        if by is None:
            by = field.expression(self, params["asked"])
            by = by.desc(nulls_last=True) if params["down"] else by.asc(nulls_last=True)
            return [by, "pk"]
        return [f"-{by}" if params["down"] else by, "pk"]

    order = ("pk",)

    # a table

    def _table_columns(self, params):
        asked, table = params["asked"], params["table"]
        columns = [
            Column(f"head{place}", str(dim.title), weight=1.5, once=not place and bool(params["inner"]))
            for place, dim in enumerate((params["rows"], params["inner"]))
            if dim
        ] or [Column("head0", "", weight=1)]
        return [*columns, *self._figures(params, asked, table)]

    def _figures(self, params, asked, table):
        """Per value of the column the measures, and at the end those of all values."""
        measures, dim = params["measures"], params["columns"]
        heads = [(f"c{place}", dim.word(value, asked)) for place, value in enumerate(table.keys[2])] if dim else []
        if not dim or len(heads) != 1 or dim.many:
            heads.append(("all", _("Total") if dim else ""))
        turned = len(heads) * len(measures) > 9
        out = []
        for code, word in heads:
            for measure in measures:
                group, title = (
                    (word, str(measure.title)) if word and len(measures) > 1 else ("", word or str(measure.title))
                )
                out.append(
                    Column(
                        f"{code}_{measure.code}",
                        title,
                        kind=measure.kind,
                        places=1 if measure.kind == "percent" else None,
                        turned=turned and len(title) > 4,
                        group=group,
                        strong=code == "all" and bool(dim),
                    )
                )
        return out

    def _table_rows(self, params):
        table, asked, rows = params["table"], params["asked"], []
        dims = params["rows"], params["inner"]
        for row in table.keys[0] if dims[0] else [ALL]:
            word = dims[0].word(row, asked) if dims[0] else str(self.noun)
            if not dims[1]:
                rows.append([word, *self._line(params, table, row, ALL)])
                continue
            inner = table.inner_of[row]
            rows += [[word, dims[1].word(one, asked), *self._line(params, table, row, one)] for one in inner]
            if len(inner) > 1 or dims[1].many:
                rows.append([word, _("Total"), *self._line(params, table, row, ALL)])
        return rows

    def totals(self, params, rows):
        if params["listed"] or not params["rows"] or not rows:
            return []
        heads = [_("Total"), *([""] if params["inner"] else [])]
        return [[*heads, *self._line(params, params["table"], ALL, ALL)]]

    def _line(self, params, table, row, inner):
        keys = [*table.keys[2]] if params["columns"] else []
        if not params["columns"] or len(keys) != 1 or params["columns"].many:
            keys.append(ALL)
        whole, across = table.part(ALL, ALL, ALL), table.part(row, inner, ALL)
        out = []
        for key in keys:
            if (row, inner, key) in table.hidden:
                out += ["·"] * len(params["measures"])
                continue
            own = table.part(row, inner, key)
            figures = [measure.figure(own, across, whole) for measure in params["measures"]]
            out += [figure or self._nothing(figure, row, key) for figure in figures]
        return out

    @staticmethod
    def _nothing(figure, row, key):
        """Zero is written in the totals and left out of the cells, where it would only hide the figures."""
        return 0 if figure is not None and (row is ALL or key is ALL) else None


def _plain(value):
    return None if value == "" else value
