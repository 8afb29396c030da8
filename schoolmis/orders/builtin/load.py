"""Order on the teaching load of the year (R1-5.1a)."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from schoolmis.orders.builtin.lines import by_id, day_text, has_lines, of_employees
from schoolmis.orders.builtin.rows import again, end, replace
from schoolmis.orders.cited import CITING
from schoolmis.orders.forms import LoadForm
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from schoolmis.orders.names import then
from schoolmis.people.actions import open_account
from schoolmis.people.models import Employee
from schoolmis.structure.models import Section, TeachingLoad
from schoolmis.structure.permissions import LOAD as LOAD_RIGHT


def set_load(order, by):
    """R1-5.1a: the teaching load of the year. payload: {from, loads: [{section, employee, hours}], replace}."""
    starts_on = date.fromisoformat(order.payload["from"])
    if order.payload.get("replace"):
        for line in order.payload["loads"]:
            former = TeachingLoad.objects.on(starts_on).filter(section=line["section"])
            replace(former.exclude(teacher=line["employee"]), order, starts_on)
    held = set(TeachingLoad.objects.on(starts_on).values_list("section_id", "teacher_id"))
    TeachingLoad.objects.bulk_create(
        TeachingLoad(
            order=order,
            section_id=line["section"],
            teacher_id=line["employee"],
            hours=line["hours"],
            starts_on=starts_on,
        )
        for line in order.payload.get("loads", [])
        if (line["section"], line["employee"]) not in held
    )
    for employee in Employee.objects.filter(pk__in={line["employee"] for line in order.payload.get("loads", [])}):
        open_account(employee.person, by=by)


def load_lines(order, language):
    lines = order.payload.get("loads", [])
    people = by_id(order, Employee, (line["employee"] for line in lines), "person")
    sections = by_id(order, Section, (line["section"] for line in lines), "subject", "group")
    headings = [_("Teacher"), _("Subject"), _("Class"), _("Hours a week")]
    return headings, [
        [
            str(then(order, people[line["employee"]].person)),
            section.subject.name,
            str(section.group),
            str(line["hours"]),
        ]
        for line in lines
        for section in [sections[line["section"]]]
    ]


def revoke_load(order, second):
    end(order.loads.filter(revoked_by=None), second)
    again(order.revoked_loads.all(), second)


def load_effects(order):
    count = len(order.payload.get("loads", []))
    return [
        ngettext(
            "%(n)s journal opens to its teacher on %(day)s", "%(n)s journals open to their teachers on %(day)s", count
        )
        % {"n": count, "day": day_text(order)},
        _("Load that the order repeats stays as it is"),
    ]


LOAD = register(
    Kind(
        "load",
        _("Teaching load"),
        Series.STAFF,
        (
            "Мугалимдердин окуу жүктөмүн бекитүү жөнүндө",
            "Об утверждении учебной нагрузки учителей",
            "1. Мугалимдердин окуу жүктөмү төмөнкүдөй бекитилсин.",
            "1. Утвердить учебную нагрузку учителей.",
        ),
        apply=set_load,
        form=LoadForm,
        revoke=revoke_load,
        lines=load_lines,
        effects=load_effects,
        ready=lambda order: has_lines(order, "loads"),
        concerns=of_employees("loads"),
        draft=LOAD_RIGHT,
        **CITING,
    )
)
