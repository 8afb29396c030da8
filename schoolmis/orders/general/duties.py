"""Order on functional duties in the system. payload: {from, duties: [{employee, text_ky, text_ru}]} (R1-5.1a)."""

from datetime import date

from django import forms
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from schoolmis.access.grants import roles_of
from schoolmis.orders.builtin.lines import by_id, day_text, has_lines, of_employees
from schoolmis.orders.builtin.rows import again
from schoolmis.orders.cited import CITING
from schoolmis.orders.forms import LineForm, LinesForm, employee_field
from schoolmis.orders.general.wording import proposed
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Duty, Series
from schoolmis.orders.names import then
from schoolmis.people.models import Employee

WORDS = {"rows": "4"}


class DutyLine(LineForm):
    employee = employee_field(gettext_lazy("Employee"), required=False)
    text_ky = forms.CharField(
        label=gettext_lazy("Duties in Kyrgyz"), required=False, widget=forms.Textarea(attrs=WORDS)
    )
    text_ru = forms.CharField(
        label=gettext_lazy("Duties in Russian"), required=False, widget=forms.Textarea(attrs=WORDS)
    )

    def clean(self):
        """Whoever is named without words gets those that their roles propose."""
        cleaned = super().clean()
        if cleaned.get("employee") and not cleaned.get("text_ky"):
            user = Employee.objects.select_related("person__user").get(pk=cleaned["employee"]).person.user
            cleaned["text_ky"], cleaned["text_ru"] = proposed(roles_of(user) if user else ())
            if not cleaned["text_ky"]:
                self.add_error("text_ky", _("Write the duties: this employee has no role that would propose them."))
        return cleaned


class DutiesForm(LinesForm):
    line_form = DutyLine
    key = "duties"


def set_duties(order, by):
    """New duties take the place of the former from their day."""
    starts_on = date.fromisoformat(order.payload["from"])
    named = [line["employee"] for line in order.payload["duties"]]
    former = Duty.objects.filter(employee__in=named, ends_on=None)
    former.update(ends_on=Greatest(F("starts_on"), starts_on), revoked_by=order)
    Duty.objects.bulk_create(
        Duty(
            order=order,
            employee_id=line["employee"],
            text_ky=line["text_ky"],
            text_ru=line.get("text_ru", ""),
            starts_on=starts_on,
        )
        for line in {line["employee"]: line for line in order.payload["duties"]}.values()
    )


def end_duties(order, second):
    """The duties that the order had ended begin again under the revoking one."""
    order.duties.filter(ends_on=None).update(ends_on=Greatest(F("starts_on"), second.date), revoked_by=second)
    again(order.ended_duties.all(), second)


def rests(order):
    later = order.duties.exclude(ends_on=None).select_related("employee__person").first()
    return _("a later order on %(name)s") % {"name": later.employee} if later else ""


def lines(order, language):
    rows = order.payload.get("duties", [])
    people = by_id(order, Employee, (line["employee"] for line in rows), "person")
    other = "text_ky" if language == "ru" else "text_ru"
    return [_("Name"), _("Position"), _("Duties in the system")], [
        [
            str(then(order, people[line["employee"]].person)),
            people[line["employee"]].get_position_display(),
            line.get(f"text_{language}") or line.get(other, ""),
        ]
        for line in rows
    ]


def effects(order):
    count = len(order.payload.get("duties", []))
    words = ngettext(
        "%(n)s employee has these duties from %(day)s", "%(n)s employees have these duties from %(day)s", count
    )
    return [words % {"n": count, "day": day_text(order)}]


DUTIES = register(
    Kind(
        "duties",
        gettext_lazy("Functional duties in the system"),
        Series.STAFF,
        (
            "Кызматкерлердин мектептин маалыматтык системасындагы милдеттери жөнүндө",
            "О функциональных обязанностях работников в информационной системе школы",
            "1. Кызматкерлердин мектептин маалыматтык системасындагы милдеттери төмөнкүдөй бекитилсин.\n"
            "2. Кызматкерлер киргизген маалыматтарынын тактыгына жооп беришсин.",
            "1. Утвердить функциональные обязанности работников в информационной системе школы.\n"
            "2. Возложить на работников ответственность за достоверность вносимых ими данных.",
        ),
        form=DutiesForm,
        apply=set_duties,
        revoke=end_duties,
        rests=rests,
        lines=lines,
        effects=effects,
        ready=lambda order: has_lines(order, "duties"),
        concerns=of_employees("duties"),
        **CITING,
    )
)
