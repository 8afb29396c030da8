"""Employees as a form finds them."""

from schoolmis.people import permissions
from schoolmis.people.models import Employee
from schoolmis.people.names import fold
from schoolmis.ui import pick


def choice(employee) -> pick.Choice:
    return pick.Choice(employee.pk, str(employee.person), str(employee.get_position_display()))


def find(user, text):
    rows = permissions.VIEW_STAFF.visible(user, Employee.objects.not_left())
    rows = rows.filter(person__folded__contains=fold(text)).select_related("person").order_by("person__sort_key")
    return (choice(one) for one in rows[: pick.LIMIT + 1])


def named(values):
    ids = [int(value) for value in values if str(value).isdecimal()]
    return [choice(one) for one in Employee.objects.filter(pk__in=ids).select_related("person")]


EMPLOYEES = pick.register("people.employees", permissions.VIEW_STAFF, find=find, named=named)
