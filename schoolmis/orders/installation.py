"""The beginning: a school, its first year, order № 0, and two people whom nobody could appoint before (design §5)."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from schoolmis.access import Denied, Role
from schoolmis.access.models import RoleGrant
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders.actions import draft_order, sign_order
from schoolmis.orders.models import Order, Series
from schoolmis.people.actions import open_account
from schoolmis.people.models import Employee, Person, Position
from schoolmis.structure.actions import open_school, open_year

_beginnings: list[Callable] = []


def at_installation(act: Callable) -> Callable:
    """Register `act(by)`: what an app above begins with in a new school."""
    _beginnings.append(act)
    return act


@transaction.atomic
def install(
    name_ky: str, name_ru="", *, grades=(1, 11), year=2026, by: User | None = None, on: date | None = None, **facts
) -> Order:
    """Make the school, its year as a draft calendar, and order № 0; `facts` are further fields of SchoolProfile.

    Raises ValidationError when this installation serves a school already.
    """
    by = by or User.objects.system("installation")
    _only_the_program(by)
    school = open_school(name_ky, name_ru, grades=grades, by=by, **facts)
    open_year(year, by=by)
    for begin in _beginnings:
        begin(by)
    order = sign_order(draft_order("opening", by=by), by=by, on=on)
    with acting(by):
        record("orders.install", order, by=by, school=school.name_ky, year=year)
    return order


def opening_order() -> Order:
    """Order № 0 of this installation."""
    return Order.objects.get(series=Series.OPENING, status__in=[Order.Status.SIGNED, Order.Status.EXECUTED])


def name_first_director(person: Person, *, by: User) -> Employee:
    """Order № 0 names the first director; every later one comes by an order."""
    return _name_first(person, Role.DIRECTOR, Position.DIRECTOR, by)


def name_first_administrator(person: Person, *, by: User) -> Employee:
    """Order № 0 names the first administrator; every later one comes by an order (R1-5.1d)."""
    return _name_first(person, Role.ADMINISTRATOR, Position.ADMINISTRATOR, by)


@transaction.atomic
def _name_first(person, role, position, by):
    _only_the_program(by)
    order = opening_order()
    if RoleGrant.objects.filter(role=role).exists():
        sentence = _("The first %(role)s has been named; another one comes by an order.")
        raise ValidationError(sentence % {"role": role.label}, "named")
    with acting(by):
        facts = {"position": position, "starts_on": order.date}
        employee, _new = Employee.objects.get_or_create(person=person, defaults=facts)
        user = open_account(person, by=by)
        RoleGrant.objects.create(order=order, user=user, role=role, starts_on=order.date)
        record("orders.name_first", employee, by=by, role=role)
    return employee


def _only_the_program(by):
    if not by.is_system:
        raise Denied(_("Only the installation itself does this."))
