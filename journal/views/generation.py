"""Generating a timetable by FET, and the load as its data file."""

import io

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from journal import permissions
from journal.actions import generate_timetable, give_load_file
from journal.actions.generation import JOB, going
from journal.generation import engine
from journal.imports.compare import default_day
from journal.models import Slot, TimetableVersion
from schoolmis.access.guard import guard
from schoolmis.jobs.models import Job
from schoolmis.structure.models import Subject
from schoolmis.structure.years import year_shown
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import Folded, SchoolForm, Section, form_page

LIMITS = [(1, "1"), (5, "5"), (15, "15"), (60, "60")]
SHOWN = 5


class GenerateForm(SchoolForm):
    starts_on = forms.DateField(
        label=gettext_lazy("In force from"), help_text=gettext_lazy("The teaching load of this day is placed.")
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Time limit, minutes"),
        choices=LIMITS,
        coerce=int,
        initial=5,
        help_text=gettext_lazy(
            "A school usually takes a minute. When the time is over, the best that was found is kept."
        ),
    )
    base = forms.ModelChoiceField(
        TimetableVersion.objects.none(),
        label=gettext_lazy("Fixed lessons of"),
        required=False,
        empty_label=gettext_lazy("the timetable in force"),
        help_text=gettext_lazy("Lessons that are fixed on the board stay where they are."),
    )
    keep = forms.ModelMultipleChoiceField(
        Subject.objects.none(),
        label=gettext_lazy("Subjects whose lessons stay"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["starts_on"].initial = default_day(year)
        standing = Slot.objects.on(default_day(year)).filter(section__group__year=year).values("section__subject")
        drafts = TimetableVersion.objects.filter(year=year, status=TimetableVersion.Status.DRAFT)
        self.fields["base"].queryset = drafts
        self.fields["keep"].queryset = Subject.objects.filter(pk__in=standing)

    def layout(self):
        """Thirty subjects are folded away: a school keeps one or two in place."""
        return Layout(Section("", "starts_on", "minutes", "base"), Folded(_("Keep where they stand now"), "keep"))

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if not self.year.starts_on <= day <= self.year.ends_on:
            span = {"first": f"{self.year.starts_on:%d.%m.%Y}", "last": f"{self.year.ends_on:%d.%m.%Y}"}
            raise ValidationError(_("The timetable begins within the year, %(first)s to %(last)s.") % span)
        return day


@guard(permissions.TIMETABLE)
def generate(request):
    """Where FET is not installed the page says how to install it, and what can be done without."""
    year = year_shown()
    if year is None:
        raise Http404(_("There is no academic year yet."))
    form = GenerateForm(*((request.POST,) if request.method == "POST" else ()), year=year)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            generate_timetable(
                year,
                starts_on=told["starts_on"],
                seconds=told["minutes"] * 60,
                keep=[one.pk for one in told["keep"]],
                base=told["base"].pk if told["base"] else None,
                by=request.user,
            )
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            return redirect("journal:generate")
    send = f"{reverse('imports:new')}?kind=timetable_file"
    return form_page(
        request,
        form,
        template="journal/generate.html",
        title=_("Timetable by FET, aSc, Untis"),
        line=_("The program FET looks for a week without clashes; files of aSc and Untis are brought in."),
        crumbs=[(_("Timetable"), reverse("journal:timetable"))],
        acts=[
            Act(_("Load for FET"), reverse("journal:load_file"), permissions.TIMETABLE, icon="download"),
            Act(_("Bring a file in"), send, permissions.TIMETABLE, icon="upload"),
        ],
        submit=_("Generate"),
        installed=engine.installed() is not None,
        going=going(),
        jobs=Job.objects.filter(name=JOB, owner=request.user)[:SHOWN],
    )


@guard(permissions.TIMETABLE)
@require_safe
def load_file(request):
    """The load of today, or of the day the year begins."""
    year = year_shown()
    if year is None:
        raise Http404(_("There is no academic year yet."))
    try:
        content = give_load_file(year, starts_on=default_day(year), by=request.user)
    except ValidationError as wrong:
        raise Http404(" ".join(wrong.messages)) from wrong
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=_("load.fet"), content_type="application/xml")
