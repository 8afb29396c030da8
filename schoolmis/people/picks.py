"""Employees and persons as a form finds them."""

from functools import partial

from schoolmis import clock
from schoolmis.people import permissions
from schoolmis.people.models import Employee, Person
from schoolmis.people.names import fold
from schoolmis.ui import pick


def numbers(values) -> list[int]:
    return [int(value) for value in values if str(value).isdecimal() and len(str(value)) < 10]


def choice(employee) -> pick.Choice:
    works = employee.ends_on is None or employee.ends_on > clock.today()
    return pick.Choice(employee.pk, str(employee.person), employee.post, works)


def find(user, text):
    rows = Employee.objects.not_left()
    rows = permissions.VIEW_STAFF.visible(user, rows) if user else rows
    rows = rows.filter(person__folded__contains=fold(text)).select_related("person").order_by("person__sort_key")
    return (choice(one) for one in rows[: pick.LIMIT + 1])


def named(values):
    rows = Employee.objects.filter(pk__in=numbers(values)).select_related("person")
    return [choice(one) for one in rows.order_by("person__sort_key")]


def staff():
    """Persons who work here."""
    return Person.objects.filter(employee__in=Employee.objects.not_left())


def person(one) -> pick.Choice:
    work = getattr(one, "employee", None)
    return pick.Choice(one.pk, str(one), work.post if work else "")


def found_persons(those, user, text):
    rows = those().filter(folded__contains=fold(text)).select_related("employee").order_by("sort_key")
    return (person(one) for one in rows[: pick.LIMIT + 1])


def named_persons(values):
    rows = Person.objects.filter(pk__in=numbers(values)).select_related("employee")
    return [person(one) for one in rows.order_by("sort_key")]


def of_persons(code, permission, those):
    """A source whose values are persons: `those()` are looked among."""
    return pick.register(code, permission, find=partial(found_persons, those), named=named_persons)


EMPLOYEES = pick.register("people.employees", permissions.VIEW_STAFF, find=find, named=named)
STAFF = of_persons("people.staff", permissions.VIEW_STAFF, staff)
