"""What a reader chooses of a subject: only what is registered, and only what the reader may see."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from schoolmis import clock
from schoolmis.ui.forms import SchoolForm

from .fields import Asked

TABLE, LISTED = "table", "list"
WIDEST = 36
"""Columns of figures a sheet of paper bears."""


class BuildForm(SchoolForm):
    """Choices of one `Built`; `form_of` adds the filters. `cleaned_data` gains `asked`, and fields for codes."""

    built = None
    title = forms.CharField(label=_("Title of the paper"), max_length=120, required=False)
    shape = forms.ChoiceField(
        label=_("Make"),
        choices=[(TABLE, _("Table of figures")), (LISTED, _("List"))],
        initial=TABLE,
        widget=forms.RadioSelect,
    )
    rows = forms.ChoiceField(label=_("Rows"), required=False)
    inner = forms.ChoiceField(label=_("Rows within rows"), required=False)
    columns = forms.ChoiceField(label=_("Columns"), required=False)
    measures = forms.MultipleChoiceField(label=_("Figures"), required=False, widget=forms.CheckboxSelectMultiple)
    safe = forms.BooleanField(
        label=_("Hide figures below five"),
        help_text=_("For a paper that leaves the school: nobody is recognised by it."),
        required=False,
    )
    see = forms.MultipleChoiceField(label=_("Columns of the list"), required=False, widget=forms.CheckboxSelectMultiple)
    bands = forms.ChoiceField(label=_("Group under"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), required=False)
    down = forms.BooleanField(label=_("From the last to the first"), required=False)
    on = forms.DateField(label=_("On the day"), initial=clock.today, required=False)
    start = forms.DateField(label=_("From"), required=False)
    end = forms.DateField(label=_("Until"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, built = user, self.built
        self._dates()
        self.now = Asked(user, *self._days())
        self._say_days()
        mine = [field for field in built.fields.values() if field.allowed(user)]
        groups = [("", "—"), *((field.code, field.title) for field in mine if field.groups)]
        for name in ("rows", "inner", "columns", "bands"):
            self.fields[name].choices = groups
        self.fields["measures"].choices = [
            (one.code, one.title)
            for one in built.measures.values()
            if one.permission is None or one.permission.allows(user).ok
        ]
        shown = [(field.code, field.title) for field in mine if field.shows]
        self.fields["see"].choices = shown
        self.fields["sort"].choices = [("", "—"), *shown]
        for field in built.fields.values():
            if field.narrows:
                self._filter(field, field in mine)
        self._first(built)
        if not built.lists_for(user):
            for name in ("see", "sort", "down", "bands"):
                del self.fields[name]
            self.fields["shape"].choices = self.fields["shape"].choices[:1]

    def _dates(self):
        for name in {"day": ("start", "end"), "span": ("on",)}.get(self.built.period, ("on", "start", "end")):
            del self.fields[name]
        if self.built.period == "span":
            self.fields["start"].initial, self.fields["end"].initial = self.built.first_days

    def _days(self):
        """The days as sent, or the first ones: the choices of a filter may hang on them."""
        sent = {}
        for name in ("on", "start", "end"):
            if name in self.fields:
                try:
                    sent[name] = self.fields[name].clean(self.data.get(name)) if self.is_bound else None
                except ValidationError:
                    sent[name] = None
                sent[name] = sent[name] or self.get_initial_for_field(self.fields[name], name)
        return sent.get("on") or sent.get("end") or clock.today(), sent.get("start"), sent.get("end")

    def _say_days(self):
        """A day that was not sent stands in its field and in the address all the same."""
        if self.is_bound and hasattr(self.data, "copy"):
            self.data = self.data.copy()
            for name, day in (("on", self.now.on), ("start", self.now.start), ("end", self.now.end)):
                if name in self.fields and not self.data.get(name) and day:
                    self.data[name] = day.isoformat()

    def _filter(self, field, mine):
        name = f"f_{field.code}"
        if not mine:
            del self.fields[name]
            return
        # Read when the page is drawn or a value was sent: a table of statistics asks no filter.
        self.fields[name].choices = lambda: [(str(value), word) for value, word in field.words(self.now).items()]
        self.fields[name].label = field.title

    def _first(self, built):
        for name, value in built.first.items():
            if name in self.fields:
                open_to = [code for code, _title in self.fields[name].choices]
                kept = [one for one in value if one in open_to] if isinstance(value, list) else value
                self.fields[name].initial = kept

    def clean(self):
        data, built = super().clean(), self.built
        listed = data.get("shape") == LISTED and built.lists_for(self.user)
        data["asked"] = Asked(self.user, *self._days(), listed=listed)
        if data["asked"].start and data["asked"].end and data["asked"].start > data["asked"].end:
            self.add_error("end", _("The last day comes before the first one."))
        data["narrow"] = {
            field: self._values(field, data.get(f"f_{field.code}"))
            for field in built.fields.values()
            if data.get(f"f_{field.code}")
        }
        data["listed"] = listed
        for name in ("rows", "inner", "columns", "bands", "sort"):
            data[name] = built.fields.get(data.get(name) or "")
        if not data["rows"]:
            data["rows"], data["inner"] = data["inner"], None
        data["see"] = [built.fields[code] for code in data.get("see") or built.first.get("see", ())]
        data["measures"] = [built.measures[code] for code in data.get("measures") or built.first["measures"]]
        data["safe"] = data.get("safe") or not built.shows_small(self.user)
        if not listed and not self.errors:
            self._clean_table(data)
        return data

    def _values(self, field, sent):
        words = {str(value): value for value in field.words(self.now)}
        return [words[one] for one in sent]

    def _clean_table(self, data):
        dims = [data[name] for name in ("rows", "inner", "columns") if data[name]]
        if len({dim.code for dim in dims}) < len(dims):
            self.add_error("columns", _("The same stands here twice. Choose different rows and columns."))
        elif sum(dim.many for dim in dims) > 1:
            self.add_error("columns", _("Only one of the rows and columns may be something a person has several of."))
        if data["safe"] and [one.code for one in data["measures"]] != ["count"]:
            if self.built.shows_small(self.user):
                self.add_error("measures", _("With small figures hidden only the number can be shown."))
            data["measures"] = [self.built.measures["count"]]
        if self.errors:
            return
        data["table"] = self.built.count(data)
        wide = max(1, len(data["table"].keys[2])) * len(data["measures"])
        if wide > WIDEST:
            told = ngettext(
                "That makes %(n)s column; a sheet bears %(most)s. Put it into the rows, or choose fewer figures.",
                "That makes %(n)s columns; a sheet bears %(most)s. Put it into the rows, or choose fewer figures.",
                wide,
            )
            self.add_error("columns", told % {"n": wide, "most": WIDEST})

    # what the page asks

    def of_table(self):
        return [self[name] for name in ("rows", "inner", "columns")]

    def of_day(self):
        return [self[name] for name in ("on", "start", "end") if name in self.fields]

    def filters(self):
        return [self[name] for name in self.fields if name.startswith("f_")]

    def narrowed(self):
        return sum(bool(field.value()) for field in self.filters())

    def listed(self):
        return self["shape"].value() == LISTED

    def address(self):
        """What a saved layout keeps: every choice but the days, which are asked anew."""
        from django.http import QueryDict

        kept = QueryDict(mutable=True)
        for name in self.fields:
            if name not in ("on", "start", "end"):
                kept.setlist(
                    name, [one for one in self.data.getlist(name) if one] or ([] if name.startswith("f_") else [""])
                )
        return kept.urlencode()


def form_of(built):
    """A form class for a subject: the filters are one field each."""
    extra = {
        f"f_{field.code}": forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
        for field in built.fields.values()
        if field.narrows
    }
    return type(f"{type(built).__name__}Form", (BuildForm,), {"built": built, **extra})
