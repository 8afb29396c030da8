"""Names of a timetable file beside the school's: the page between sending the file up and its preview."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import permissions
from journal.actions import match_names
from journal.imports.programs.choices import KINDS, choices, names_of, unmatched_label
from journal.imports.programs.matches import Matches
from journal.imports.programs.prepare import chosen
from journal.imports.week import Week
from journal.models import NameMatch
from schoolmis.access.guard import guard
from schoolmis.imports import kinds
from schoolmis.imports.actions import stage_again
from schoolmis.imports.models import Upload
from schoolmis.imports.year import import_year
from schoolmis.ui.forms import SchoolForm, status_of


class NamesForm(SchoolForm):
    """A choice for each name of the file, and which week and term of it, where it has several."""

    def __init__(self, *args, matches: Matches, named, options: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.matches, self.named = matches, named
        offered = {kind: [("", unmatched_label(kind)), *choices(kind, matches)] for kind in KINDS}
        for one in named:
            of = [*offered[one.kind]]
            if one.target and one.target not in dict(of):
                of.append((one.target, one.target))
            initial = one.target or one.guess
            self.fields[one.field] = forms.ChoiceField(choices=of, label=one.name, required=False, initial=initial)
        week, term = chosen(options, matches.told)
        for name, label, many, now in (
            # Two weeks take turns in our timetable too.
            ("week", _("Week of the file's cycle"), matches.told.weeks if matches.told.weeks > 2 else 1, week),
            ("term", _("Term of the file"), matches.told.terms, term),
        ):
            if many > 1:
                numbers = [(str(n), str(n)) for n in range(1, many + 1)]
                self.fields[name] = forms.ChoiceField(choices=numbers, label=label, initial=str(now))

    @property
    def asked(self):
        return [self[name] for name in ("week", "term") if name in self.fields]

    @property
    def open(self):
        return self._kinds(lambda one: one.is_open)

    @property
    def known(self):
        return self._kinds(lambda one: not one.is_open)

    def _kinds(self, which):
        """[(kind's title, [(name, field)])]"""
        rows = [(one, self[one.field]) for one in self.named if which(one)]
        titled = [(NameMatch.Kind(kind).label, [row for row in rows if row[0].kind == kind]) for kind in KINDS]
        return [(title, of) for title, of in titled if of]

    def matched(self) -> dict[tuple[str, str], str]:
        """What is to be remembered: a choice that says the same as the name itself is not."""
        found = {}
        for one in self.named:
            target = self.cleaned_data.get(one.field, "")
            by_itself = self.matches.automatic(one.kind, one.name) or ""
            if target != by_itself or one.remembered:
                found[one.kind, one.name] = "" if target == by_itself else target
        return found


@guard(permissions.TIMETABLE)
def names(request, pk):
    """Another person's upload does not exist for the reader."""
    upload = get_object_or_404(Upload, pk=pk, owner=request.user, status=Upload.Status.STAGED, kind="timetable_file")
    with upload.file.open("rb") as file:
        told = kinds.read(kinds.registry[upload.kind], file.read()).told
    year = import_year()
    matches = Matches(told, Week(year, date.fromisoformat(upload.options["starts_on"])))
    given = (request.POST,) if request.method == "POST" else ()
    form = NamesForm(*given, matches=matches, named=names_of(matches), options=upload.options)
    if form.is_valid():
        match_names(told.source, form.matched(), by=request.user)
        options = {name: form.cleaned_data[name] for name in ("week", "term") if name in form.fields}
        try:
            stage_again(upload, options=options, by=request.user)
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        return redirect("imports:upload", pk)
    context = {
        "title": _("Names of the file"),
        "line": upload.name,
        "crumbs": [(_("Imports"), reverse("imports:index"))],
        "form": form,
        "cancel": reverse("imports:upload", args=[pk]),
        "open_count": sum(one.is_open for one in form.named),
        "proposed": sum(bool(one.guess) for one in form.named),
    }
    return render(request, "journal/names.html", context, status=status_of(form))
