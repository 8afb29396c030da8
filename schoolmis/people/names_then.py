"""The name that a person bore on a day: a paper that is dated keeps the name of its day (domain §4.2)."""

import copy
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from schoolmis.people.models import FormerName, Person

PARTS = ("last_name", "first_name", "patronymic")


class NamesThen:
    """Names of `persons` (rows or a query) through time, read with one statement."""

    def __init__(self, persons: Iterable[Person]):
        self.former = defaultdict(list)
        if not isinstance(persons, QuerySet):
            persons = {person.pk for person in persons}
        for one in FormerName.objects.filter(person__in=persons).order_by("ends_on", "pk"):
            self.former[one.person_id].append(one)

    def on(self, person: Person, day: date | None) -> Person:
        """`person` under the name of `day`: a copy to be read, never saved. Without a day, the present name."""
        worn = next((one for one in self.former[person.pk] if day and day < one.ends_on), None)
        if worn is None:
            return person
        then = copy.copy(person)
        for part in PARTS:
            setattr(then, part, getattr(worn, part))
        return then


def name_then(person: Person, day: date | None) -> str:
    return str(NamesThen([person]).on(person, day))
