"""Whom the forms of bodies name: anybody the school knows, and those who may lead a meeting."""

from django.db.models import Exists, OuterRef

from schoolmis import clock
from schoolmis.orders import permissions
from schoolmis.orders.models import Seat
from schoolmis.people.models import Employee, Person
from schoolmis.people.picks import of_persons


def officers():
    """The staff, and whoever sits in a body: parents lead their meeting, trustees their council."""
    works = Exists(Employee.objects.not_left().filter(person=OuterRef("pk")))
    return Person.objects.filter(works | Exists(Seat.objects.on(clock.today()).filter(person=OuterRef("pk"))))


ANYBODY = of_persons("orders.anybody", permissions.KEEP_BODIES, Person.objects.all)
OFFICERS = of_persons("orders.officers", permissions.KEEP_PROTOCOLS, officers)
