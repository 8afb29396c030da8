"""Forms of events: an event, why it is called off, a kind, and what the plan is asked for."""

from datetime import timedelta

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.events import permissions, rules
from schoolmis.events.models import Event, EventKind, Whom
from schoolmis.people.models import Employee
from schoolmis.people.picks import EMPLOYEES
from schoolmis.structure.models import AcademicYear, SchoolClass, Term
from schoolmis.structure.years import year_shown
from schoolmis.ui.dates import month_year
from schoolmis.ui.forms import Folded, Pair, SchoolForm, SchoolModelForm, Section
from schoolmis.ui.pick import PickOneField

OF_A_CLASS = (Whom.CLASSES, Whom.PARENTS)


class EventForm(SchoolModelForm):
    """Leaders write any event; a homeroom teacher those of her class, for which she answers herself."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Event
        fields = [
            "kind",
            "title_ky",
            "title_ru",
            "starts_on",
            "ends_on",
            "begins_at",
            "ends_at",
            "room",
            "place",
            "whom",
            "grade_from",
            "grade_to",
            "classes",
            "lesson_from",
            "lesson_to",
            "responsible",
            "note",
        ]
        widgets = {
            "classes": forms.CheckboxSelectMultiple({"class": "brief"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "title_ru": _("Empty: the Kyrgyz title is shown."),
            "ends_on": _("Empty: one day."),
            "begins_at": _("Empty: the whole day."),
            "place": _("Where it is outside the school's rooms, or in words."),
            "classes": _("For classes, or for the parents of classes; parents without classes are all parents."),
            "lesson_from": _("Where lessons fall out for it. They stay in the journals until you take them out."),
        }

    def __init__(self, data=None, *, user, instance=None, initial=None):
        super().__init__(data, instance=instance, initial=initial)
        event = self.instance
        self.fields["version"].initial = event.version
        self.fields["ends_on"].required = False
        self.fields["kind"].queryset = EventKind.objects.filter(Q(is_used=True) | Q(pk=event.kind_id))
        self.fields["room"].label = _("Room")
        year = AcademicYear.objects.filter(starts_on__lte=clock.today()).first()
        classes = SchoolClass.objects.filter(Q(year=year) | Q(events=event.pk) if event.pk else Q(year=year)).distinct()
        self.own = own_classes(user)
        if self.own is not None:
            classes = classes.filter(pk__in=self.own)
            self.fields["whom"].choices = [(one.value, one.label) for one in OF_A_CLASS]
            for name in ("grade_from", "grade_to", "responsible"):
                del self.fields[name]
            self.fields["classes"].required, self.fields["classes"].help_text = True, ""
            if not event.pk:
                self.initial = {"whom": Whom.CLASSES, "classes": self.own, **self.initial}
        else:
            label = self.fields["responsible"].label
            staff = Employee.objects.not_left()
            self.fields["responsible"] = PickOneField(EMPLOYEES, queryset=staff, label=label, required=False)
        self.fields["classes"].queryset = classes

    def layout(self):
        grades = [Pair("grade_from", "grade_to")] if self.own is None else []
        who = ["responsible"] if self.own is None else []
        return Layout(
            Section(
                _("What and when"),
                "version",
                "kind",
                Pair("title_ky", "title_ru"),
                Pair("starts_on", "ends_on"),
                Pair("begins_at", "ends_at"),
                Pair("room", "place"),
            ),
            Section(_("For whom"), "whom", *grades, "classes"),
            Folded(_("Lessons that fall out"), Pair("lesson_from", "lesson_to")),
            Section(_("Further"), *who, "note"),
        )

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and not data.get("ends_on"):
            data["ends_on"] = data["starts_on"]
        if not self.errors:
            for rule in (self._held, self._for, self._lessons):
                try:
                    rule(data.get)
                except ValidationError as error:
                    self.add_error(None, error)
        return data

    @staticmethod
    def _held(of):
        rules.may_be_held(of("starts_on"), of("ends_on"), of("begins_at"), of("ends_at"))

    @staticmethod
    def _for(of):
        rules.may_be_for(of("whom"), of("grade_from"), of("grade_to"), len(of("classes")))

    @staticmethod
    def _lessons(of):
        rules.may_take_lessons(of("whom"), of("lesson_from"), of("lesson_to"))


def own_classes(user) -> list[int] | None:
    """Classes to which the right is limited; None where it reaches the whole school."""
    grants = permissions.KEEP.grants(user)
    if any(grant.role != Role.HOMEROOM for grant in grants):
        return None
    return sorted({grant.school_class for grant in grants} - {None})


class CallOffForm(SchoolForm):
    why = forms.CharField(label=_("Reason"), max_length=200)


class KindForm(SchoolModelForm):
    class Meta:
        model = EventKind
        fields = ["name_ky", "name_ru", "order", "is_used"]


def named(what, lang=None) -> str:
    """A month (its first day) or a term in words."""
    return str(what) if isinstance(what, Term) else month_year(what, lang)


class PlanForm(SchoolForm):
    """A month or a term of this year, all kinds or one."""

    period = forms.ChoiceField(label=_("Period"))
    kind = forms.ModelChoiceField(
        label=_("Kind of events"), queryset=EventKind.objects.all(), required=False, empty_label=_("all kinds")
    )

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        today, self.spans = clock.today(), {}
        year = year_shown()
        if year is not None:
            self._of(year)
        month = f"{today:%Y-%m}"
        self.fields["period"].choices = [(key, named(what)) for key, (what, *_days) in self.spans.items()]
        self.fields["period"].initial = month if month in self.spans else next(iter(self.spans), None)

    def _of(self, year):
        month = year.starts_on.replace(day=1)
        while month <= year.ends_on:
            following = (month + timedelta(days=32)).replace(day=1)
            self.spans[f"{month:%Y-%m}"] = (month, month, following - timedelta(days=1))
            month = following
        for term in Term.periods.filter(year=year):
            self.spans[f"t{term.pk}"] = (term, term.starts_on, term.ends_on)

    def clean(self):
        data = super().clean()
        if data.get("period"):
            what, first, last = self.spans[data["period"]]
            data |= {"what": what, "first": first, "last": last}
        return data
