"""People on an order's paper under the names that they bore on its day (domain §4.2)."""

from schoolmis.people.models import Person
from schoolmis.people.names_then import NamesThen


def then(order, person: Person) -> Person:
    """`person` as of the day of `order`, to be read; on a draft the present name. All employees in one statement."""
    if order.date is None or person is None:
        return person
    if "_names" not in order.__dict__:
        order._names = NamesThen(Person.objects.filter(employee__isnull=False))
    return order._names.on(person, order.date)
