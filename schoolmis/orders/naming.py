"""Orders that name a person, found by the name: in their lines, in the rows they wrote, as those who control them."""

from collections.abc import Callable

from django.db.models import BooleanField, Exists, F, Field, Func, JSONField, OuterRef, Q, Value
from django.db.models.functions import Cast

from schoolmis.access.models import RoleGrant
from schoolmis.orders.models import Posting
from schoolmis.people.models import Employee, Person
from schoolmis.people.names import fold

SHORTEST = 3
MOST = 200
_keys: dict[tuple[str, ...], Callable] = {}


def key(*names: str):
    """Register `function(persons) -> rows`: who stands under these names in the lines of an order."""

    def keep(function):
        _keys[names] = function
        return function

    return keep


@key("employee", "absent")
def employees(persons):
    return Employee.objects.filter(person__in=persons)


class JsonPath(Field):
    def db_type(self, connection):
        return "jsonpath"


class Names(Func):
    """Whether one of the ids stands under a key of its own anywhere in the payload: {keys: ids}, walked once."""

    function = "jsonb_path_exists"
    output_field = BooleanField()

    def __init__(self, known: dict[tuple[str, ...], list[int]]):
        asked = [f'@."{name}" == $ids{place}[*]' for place, names in enumerate(known) for name in names]
        path = Cast(Value(f"$.** ? ({' || '.join(asked)})"), JsonPath())
        ids = {f"ids{place}": found for place, found in enumerate(known.values())}
        super().__init__(F("payload"), path, Value(ids, output_field=JSONField()))


def called(text: str) -> dict[tuple[str, ...], list[int]]:
    """Whose name holds `text`, in one statement: the persons' ids under (), the ids that orders know them by."""
    people = Person.objects.filter(folded__contains=fold(text)).order_by("pk")[:MOST]
    places = [(), *_keys]
    sources = [people, *(function(people.values("pk")).order_by() for function in _keys.values())]
    parts = [rows.annotate(place=Value(number)).values_list("place", "pk") for number, rows in enumerate(sources)]
    found = {}
    for place, pk in parts[0].union(*parts[1:], all=True):
        found.setdefault(places[place], []).append(pk)
    return found


def naming(text: str) -> Q | None:
    """Orders that name somebody whose name holds `text`; None where nobody is called so."""
    if len(text.strip()) < SHORTEST or not (ids := called(text)):
        return None
    persons = ids.pop(())
    found = Q(controller__person__in=persons)
    found |= Exists(Posting.objects.filter(order=OuterRef("pk"), employee__person__in=persons))
    found |= Exists(RoleGrant.objects.filter(revoked_by=OuterRef("pk"), user__person__in=persons))
    return found | Q(Names(ids)) if ids else found
