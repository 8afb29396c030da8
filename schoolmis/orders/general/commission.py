"""Order that sets up a commission. payload: {from, name_ky, name_ru, body, members: [{employee, post}]} (R2-5)."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from schoolmis import clock
from schoolmis.orders.builtin.lines import by_id, day_text, has_lines, of_employees
from schoolmis.orders.cited import CITING
from schoolmis.orders.forms import PlainKindForm, employee_field
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Body, Seat, Series
from schoolmis.orders.names import then
from schoolmis.people.models import Employee
from schoolmis.people.picks import EMPLOYEES
from schoolmis.ui.pick import PickNumbersField, ask_once


class CommissionForm(PlainKindForm):
    name_ky = forms.CharField(label=gettext_lazy("Name in Kyrgyz"), max_length=150)
    name_ru = forms.CharField(label=gettext_lazy("Name in Russian"), max_length=150, required=False)
    body = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Body.Kind.choices, initial=Body.Kind.ATTESTATION)
    chair = employee_field(gettext_lazy("Chair"))
    secretary = employee_field(gettext_lazy("Secretary of the meeting"), required=False)
    members = PickNumbersField(EMPLOYEES, label=gettext_lazy("Members"), required=False)

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        for name in ("name_ky", "name_ru", "body"):
            self.fields[name].initial = self.given.get(name, self.fields[name].initial)
        self.fields["from"] = forms.DateField(
            label=gettext_lazy("From"), initial=self.given.get("from") or clock.today()
        )
        seated = seats(self.given.get("members", []))
        self.fields["chair"].initial = next(iter(seated[Seat.Post.CHAIR]), None)
        self.fields["secretary"].initial = next(iter(seated[Seat.Post.SECRETARY]), None)
        self.fields["members"].initial = seated[Seat.Post.MEMBER]
        ask_once([self])

    def payload(self):
        data = self.cleaned_data
        posts = {data["chair"]: Seat.Post.CHAIR}
        for one, post in [(data["secretary"], Seat.Post.SECRETARY), *((n, Seat.Post.MEMBER) for n in data["members"])]:
            if one:
                posts.setdefault(one, post)
        members = [{"employee": one, "post": post.value} for one, post in posts.items()]
        words = {name: data[name] for name in ("name_ky", "name_ru", "body")}
        return self.given | {"from": data["from"].isoformat(), "members": members} | words


def seats(lines) -> dict[str, list[int]]:
    """Who sits as what, by the lines of a draft."""
    found = {post: [] for post in Seat.Post}
    for line in lines:
        found[Seat.Post(line["post"])].append(line["employee"])
    return found


def ready(order):
    """Why it cannot be signed yet: a commission has a name, members and one chair."""
    if why := has_lines(order, "members"):
        return why
    chairs = [line for line in order.payload["members"] if line["post"] == Seat.Post.CHAIR]
    return "" if len(chairs) == 1 else _("A commission has one chair.")


def set_up(order, by):
    starts_on = date.fromisoformat(order.payload["from"])
    name = order.payload["name_ky"]
    if Body.objects.filter(name_ky=name, ends_on=None).exists():
        raise ValidationError(_("There is a body of this name already."), "known")
    body = Body.objects.create(
        kind=order.payload["body"],
        name_ky=name,
        name_ru=order.payload.get("name_ru", ""),
        order=order,
        starts_on=starts_on,
    )
    people = by_id(order, Employee, (line["employee"] for line in order.payload["members"]), "person")
    lines = {line["employee"]: line for line in order.payload["members"]}.values()
    Seat.objects.bulk_create(
        Seat(body=body, person=people[line["employee"]].person, post=line["post"], order=order, starts_on=starts_on)
        for line in lines
    )


def wind_up(order, second):
    """The commission and its seats end on the day of the revoking order; its protocols stay."""
    ends_on = Greatest(F("starts_on"), second.date)
    Seat.objects.filter(body__order=order, ends_on=None).update(ends_on=ends_on)
    order.bodies.filter(ends_on=None).update(ends_on=ends_on)


def lines(order, language):
    rows = order.payload.get("members", [])
    people = by_id(order, Employee, (line["employee"] for line in rows), "person")
    return [_("Name"), _("Position"), _("In the commission")], [
        [
            str(then(order, people[line["employee"]].person)),
            people[line["employee"]].get_position_display(),
            str(Seat.Post(line["post"]).label),
        ]
        for line in rows
    ]


def effects(order):
    count = len(order.payload.get("members", []))
    words = ngettext(
        "The commission of %(n)s member works from %(day)s", "The commission of %(n)s members works from %(day)s", count
    )
    return [words % {"n": count, "day": day_text(order)}]


COMMISSION = register(
    Kind(
        "commission",
        gettext_lazy("Commission"),
        Series.GENERAL,
        (
            "Комиссия түзүү жөнүндө",
            "О создании комиссии",
            "1. Төмөнкү курамда комиссия түзүлсүн.\n2. Комиссия ишинин жыйынтыгын протокол менен тариздесин.",
            "1. Создать комиссию в следующем составе.\n2. Комиссии оформить результаты работы протоколом.",
        ),
        form=CommissionForm,
        apply=set_up,
        revoke=wind_up,
        lines=lines,
        effects=effects,
        ready=ready,
        concerns=of_employees("members"),
        **CITING,
    )
)
