"""Forms of bodies, of who sits in them, and of protocols."""

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.files.fields import ScanField
from schoolmis.orders.bodies.picks import ANYBODY, OFFICERS, officers
from schoolmis.orders.bodies.protocols import HEAD, POINT
from schoolmis.orders.models import Body, Decision, Order, Protocol, Seat
from schoolmis.people.models import Person
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, Section
from schoolmis.ui.pick import PickField, PickOneField, ask_once

YEARS = 2


def signed_orders():
    """Signed orders of the last years, newest first: one of them sets the body or seats its members."""
    signed = Order.objects.exclude(status=Order.Status.DRAFT).filter(date__year__gte=clock.today().year - YEARS)
    return signed.order_by("-date", "-number")


class BodyForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Body
        fields = ["kind", "name_ky", "name_ru", "order", "starts_on"]
        help_texts = {"order": _("The order that set it up; a body of the charter needs none.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["order"].label = _("By order")
        self.fields["order"].queryset = signed_orders()

    def layout(self):
        return Layout("version", "kind", Pair("name_ky", "name_ru"), Pair("order", "starts_on"))

    def _post_clean(self):
        """The act checks the whole row: a form of a model would write into the one that is shown."""


class CloseBodyForm(SchoolForm):
    on = forms.DateField(label=_("No longer from"), initial=clock.today)


class NextNumberForm(SchoolForm):
    number = forms.IntegerField(label=_("Next number"), min_value=1, max_value=9999)


class SeatsForm(SchoolForm):
    """Who is to sit in the body: those found by name who are not in it yet; and one from outside."""

    post = forms.ChoiceField(label=_("As whom"), choices=Seat.Post.choices, initial=Seat.Post.MEMBER)
    on = forms.DateField(label=_("From"), initial=clock.today)
    order = forms.ModelChoiceField(Order.objects.none(), label=_("By order"), required=False)
    people = PickField(ANYBODY, label=_("People"), required=False)
    outsider = forms.CharField(
        label=_("Somebody from outside"),
        max_length=200,
        required=False,
        help_text=_("Surname, first name, patronymic: only for one whom the search above does not find."),
    )

    def __init__(self, data=None, *, body, **kwargs):
        super().__init__(data, **kwargs)
        seated = Seat.objects.filter(body=body, ends_on=None, person=OuterRef("pk"))
        self.fields["people"].queryset = Person.objects.exclude(Exists(seated))
        self.fields["order"].queryset = signed_orders()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("people") and not cleaned.get("outsider"):
            self.add_error("people", _("Choose who is to sit in the body."))
        return cleaned


class EndSeatForm(SchoolForm):
    on = forms.DateField(label=_("No longer from"), initial=clock.today)


class NewProtocolForm(SchoolForm):
    """The body and the day: who sits there on that day is then put down by name."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"))
    held_on = forms.DateField(label=_("Held on"), initial=clock.today)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(ends_on=None)


def officers_of(protocol):
    """Who may be chair or secretary of a meeting: the staff, whoever sits in a body, who is named already."""
    named = [protocol.chair_id, protocol.secretary_id]
    seats = Seat.objects.on(protocol.held_on).filter(body=protocol.body_id, person=OuterRef("pk"))
    return Person.objects.filter(Q(pk__in=officers()) | Exists(seats) | Q(pk__in=named))


class HeadForm(SchoolModelForm):
    """Day, chair, secretary, guests; how many were present where nobody has a seat."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Protocol
        fields = HEAD
        help_texts = {"guests": _("Names and posts, one after another.")}

    def __init__(self, *args, seated=True, **kwargs):
        super().__init__(*args, **kwargs)
        people = officers_of(self.instance)
        for name in ("chair", "secretary"):
            self.fields[name] = PickOneField(OFFICERS, queryset=people, label=self.fields[name].label)
        ask_once([self])
        if seated:
            del self.fields["present_count"]

    def layout(self):
        first = ("held_on",) if "present_count" not in self.fields else (Pair("held_on", "present_count"),)
        return Layout(*first, Pair("chair", "secretary"), "guests")


class PointForm(SchoolModelForm):
    """One point of the agenda; a point without a question is left out."""

    class Meta:
        model = Decision
        fields = POINT
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("heard", "spoke", "decided")}

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("empty_permitted", True)
        super().__init__(*args, **kwargs)
        self.fields["question"].required = False

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("question") and any(cleaned.get(name) not in (None, "") for name in POINT[1:]):
            self.add_error("question", _("Write the question of the agenda."))
        return cleaned

    def layout(self):
        votes = Section(_("Votes"), Pair("votes_for", "votes_against", "abstained"))
        return Layout("question", "heard", "spoke", "decided", votes)


SPARE = 1


def point_forms(data=None, *, initial=()):
    """Forms of the points: those there are, and a spare one."""
    return formset_factory(PointForm, extra=SPARE, max_num=60)(data, prefix="points", initial=list(initial))


class ScanForm(SchoolForm):
    scan = ScanField()
