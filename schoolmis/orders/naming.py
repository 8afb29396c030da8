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
_keys: dict[str, Callable] = {}


def key(name: str):
    """Register `function(persons' ids) -> ids`: whom `name` stands for in the lines of an order."""

    def keep(function):
        _keys[name] = function
        return function

    return keep


@key("employee")
@key("absent")
def employees(persons):
    return Employee.objects.filter(person__in=persons).values_list("pk", flat=True)


class JsonPath(Field):
    def db_type(self, connection):
        return "jsonpath"


class Names(Func):
    """Whether one of the ids stands under the key anywhere in the payload."""

    function = "jsonb_path_exists"
    output_field = BooleanField()

    def __init__(self, name, ids):
        path = Cast(Value(f"$.**.{name} ? (@ == $ids[*])"), JsonPath())
        super().__init__(F("payload"), path, Value({"ids": ids}, output_field=JSONField()))


def naming(text: str) -> Q | None:
    """Orders that name somebody whose name holds `text`; None where nobody is called so."""
    if len(text.strip()) < SHORTEST:
        return None
    people = Person.objects.filter(folded__contains=fold(text)).values_list("pk", flat=True)
    persons = list(people[:MOST])
    if not persons:
        return None
    found = Q(controller__person__in=persons)
    found |= Exists(Posting.objects.filter(order=OuterRef("pk"), employee__person__in=persons))
    found |= Exists(RoleGrant.objects.filter(revoked_by=OuterRef("pk"), user__person__in=persons))
    for name, function in _keys.items():
        if ids := list(function(persons)):
            found |= Q(Names(name, ids))
    return found
