"""Records that may be one person (R1-1.2c): by PIN, by birth date, by phone, by a name that sounds alike.

The letters ң ө ү ё are folded, so «Осконбаева» finds «Өскөнбаева». Nothing is ever merged by itself.
"""

from datetime import date
from typing import NamedTuple

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis.people.models import Comparison, Person
from schoolmis.people.names import fold
from schoolmis.people.phones import clean_phone
from schoolmis.people.pins import clean_pin

ALIKE, NEAR = 0.45, 0.75
"""Shares of common trigrams: with something else in common, and by the name alone."""
MOST = 6
WORDS = {
    "pin": _("the same PIN"),
    "born": _("the same birth date"),
    "phone": _("the same phone"),
    "name": _("the same name"),
    "like": _("a name alike"),
}


class Likely(NamedTuple):
    person: Person
    reasons: list


def reasons(*, pins: tuple, born: tuple, phones: tuple, similarity: float) -> list[str]:
    """Why two records may be one; [] where they are not. Two PINs or two birth dates are two people."""
    same = [one for one, (a, b) in (("pin", pins), ("born", born), ("phone", phones)) if a and a == b]
    if "pin" in same:
        return same
    if all(pins) or (all(born) and "born" not in same):
        return []
    if similarity >= NEAR or (similarity >= ALIKE and same):
        return [*same, "name" if similarity >= 0.999 else "like"]
    return []


def likely(
    *,
    last_name: str,
    first_name: str = "",
    patronymic: str = "",
    born_on: date | None = None,
    pin: str | None = "",
    phone: str = "",
    but: int | None = None,
) -> list[Likely]:
    """Records like the one that is about to be written; `but`: a person's id to leave out. Two statements."""
    name = fold(" ".join(filter(None, [last_name, first_name, patronymic])))
    pin, phone = clean_pin(pin or ""), clean_phone(phone) if phone else ""
    near = Q(folded__trigram_similar=name) | (Q(pin=pin) if pin else Q(pk__in=[]))
    found = Person.objects.filter(near, merged_into=None).exclude(pk=but)
    found = found.annotate(near=TrigramSimilarity("folded", name)).order_by("-near")
    with transaction.atomic():
        _threshold(ALIKE)
        found = list(found[: 4 * MOST])
    judged = []
    for one in found:
        pairs = {"pins": (pin, one.pin or ""), "born": (born_on, one.born_on), "phones": (phone, one.phone)}
        near = max(one.near, NEAR) if _same_but_patronymic(one, last_name, first_name, patronymic) else one.near
        if why := reasons(**pairs, similarity=near):
            judged.append(Likely(one, [WORDS[code] for code in why]))
    return judged[:MOST]


def _same_but_patronymic(person, last_name, first_name, patronymic) -> bool:
    """Surname and first name are the same, and one of the two records has no patronymic."""
    return fold(person.short_name) == fold(f"{last_name} {first_name}".strip()) and not (
        patronymic and person.patronymic
    )


def _threshold(share: float) -> None:
    """From which share on the index of folded names answers, for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('pg_trgm.similarity_threshold', %s, true)", [str(share)])


# Candidates by an equal date, phone or name are found by hashing; only they are compared letter by letter. What tells
# two people apart is said with the pair: a second join to `people`, which has no statistics, costs 12 s at 3 000.
PAIRS = """
with people as (
    select p.id, p.folded, p.born_on, p.phone, p.pin, p.patronymic = '' bare,
           ky_fold(p.last_name || ' ' || p.first_name) called
    from people_person p
    where p.merged_into_id is null and not exists (select 1 from people_employee e where e.person_id = p.id)
), pairs as (
    select a.id a, b.id b, similarity(a.folded, b.folded) near, a.born_on = b.born_on born,
           a.phone <> '' and a.phone = b.phone phone, a.pin || b.pin is not null or a.born_on <> b.born_on apart
    from people a join people b on a.id < b.id and a.born_on = b.born_on
    where similarity(a.folded, b.folded) >= %(alike)s
    union
    select a.id, b.id, similarity(a.folded, b.folded), a.born_on = b.born_on, true,
           a.pin || b.pin is not null or a.born_on <> b.born_on
    from people a join people b on a.id < b.id and a.phone <> '' and a.phone = b.phone
    where similarity(a.folded, b.folded) >= %(alike)s
    union
    select a.id, b.id, 1, a.born_on = b.born_on, a.phone <> '' and a.phone = b.phone,
           a.pin || b.pin is not null or a.born_on <> b.born_on
    from people a join people b on a.id < b.id and a.folded = b.folded
    union
    select a.id, b.id, similarity(a.folded, b.folded), a.born_on = b.born_on, a.phone <> '' and a.phone = b.phone,
           a.pin || b.pin is not null or a.born_on <> b.born_on
    from people a join people b on a.id < b.id and a.called = b.called and (a.bare or b.bare)
)
select a, b, max(near), coalesce(bool_or(born), false), coalesce(bool_or(phone), false)
from pairs
where apart is not true
group by a, b order by 3 desc, a, b limit %(most)s
"""


class Pair(NamedTuple):
    one: Person
    other: Person
    reasons: list


def suspected(most: int = 200) -> list[Pair]:
    """Pairs of the whole school that may be one person and that nobody has judged yet; the likest first."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"alike": ALIKE, "most": most})
        rows = cursor.fetchall()
    judged = {frozenset(pair) for pair in Comparison.objects.filter(same=False).values_list("kept", "other")}
    rows = [row for row in rows if frozenset(row[:2]) not in judged]
    people = Person.objects.select_related("student").in_bulk({pk for row in rows for pk in row[:2]})
    pairs = []
    for a, b, near, born, phone in rows:
        codes = [code for code, true in (("born", born), ("phone", phone)) if true]
        codes.append("name" if near >= 0.999 else "like")
        pairs.append(Pair(people[a], people[b], [WORDS[code] for code in codes]))
    return pairs
