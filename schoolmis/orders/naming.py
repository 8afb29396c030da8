"""Orders that name a person, found by the name: in their lines, in the rows they wrote, as those who control them."""

from django.db.models import BooleanField, Exists, F, Field, Func, JSONField, OuterRef, Q, Value
from django.db.models.functions import Cast

from schoolmis.access.models import RoleGrant
from schoolmis.orders.models import Posting
from schoolmis.people.models import Person
from schoolmis.people.names import fold

SHORTEST = 3
MOST = 200
STAFF = ("employee", "absent")
_keys: dict[tuple[str, ...], str] = {STAFF: "employee"}


def key(*names: str, path: str) -> None:
    """Who stands under these names in the lines of an order: the one row at `path` from the person."""
    _keys[names] = path


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


def called(text: str) -> tuple[list[int], dict[tuple[str, ...], list[int]]]:
    """Whose name holds `text`, in one statement: their accounts, and the ids that orders know them by."""
    people = Person.objects.filter(folded__contains=fold(text)).order_by("pk")
    found = list(people.values_list("user", *_keys.values())[:MOST])
    users, *columns = zip(*found, strict=True) if found else [()] * (len(_keys) + 1)
    known = {names: [pk for pk in column if pk] for names, column in zip(_keys, columns, strict=True)}
    return [pk for pk in users if pk], {names: ids for names, ids in known.items() if ids}


def naming(text: str) -> Q | None:
    """Orders that name somebody whose name holds `text`; None where nobody is called so."""
    if len(text.strip()) < SHORTEST:
        return None
    users, known = called(text)
    found = Q()
    if users:
        found |= Exists(RoleGrant.objects.filter(revoked_by=OuterRef("pk"), user__in=users))
    if staff := known.get(STAFF):
        found |= Q(controller__in=staff) | Exists(Posting.objects.filter(order=OuterRef("pk"), employee__in=staff))
    if known:
        found |= Q(Names(known))
    return found or None
