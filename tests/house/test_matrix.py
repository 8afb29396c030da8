"""Every URL × every role answers as the hand-written table says (design §10).

y opens · n is refused with the reason (403) · x does not exist for this person (404) · a stranger's row stands last.
"""

from pathlib import Path

import pytest

from schoolmis import clock
from schoolmis.accounts.models import User
from tests.house.walk import patterns

TABLE = Path(__file__).with_name("matrix.txt")
LINES = [line for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")]
ROLES = LINES[0].split()
ROWS = [line.split() for line in LINES[1:]]


def fill(address, world):
    """A real address: names in braces become rows of the cast's school."""
    from schoolmis.documents.models import Document, Instruction
    from schoolmis.events.models import Event, EventKind
    from schoolmis.orders.models import Order
    from schoolmis.structure.models import Room
    from students.models import Guardianship

    child, other = world.student, world.stranger
    protocol = world.protocol()
    link = Guardianship.objects.get(student=child)
    return address.format(
        algebra=world.algebra.pk,
        strange=world.section("ALG", "8-Б").pk,
        lesson=world.lesson().pk,
        student=child.pk,
        person=child.person_id,
        stranger=other.pk,
        restricted=world.child("Данияр").pk,
        link=link.pk,
        consent=child.person.consents.get().pk,
        class_a=world.class_a.pk,
        class_b=world.class_b.pk,
        group=world.algebra.group_id,
        year=world.year.pk,
        term=world.term(2).pk,
        subject=world.algebra.subject_id,
        bell=world.bell.pk,
        room=Room.objects.get_or_create(name="9")[0].pk,
        event=Event.objects.get(title_ky="Театрга баруу").pk,
        event_kind=EventKind.objects.first().pk,
        off=world.day_off.pk,
        special=world.special_day.pk,
        employee=world.employee("teacher").pk,
        order=Order.objects.get(kind="roles").pk,
        body=protocol.body_id,
        seat=protocol.body.seats.first().pk,
        protocol=protocol.pk,
        document=Document.objects.get().pk,
        instruction=Instruction.objects.get().pk,
        task=Instruction.objects.get().tasks.get().pk,
        reader=Order.objects.get(kind="roles").acquaintances.first().pk,
    )


def answer(client, url):
    """GET, or POST of nothing where only that is answered."""
    found = client.get(url)
    return client.post(url) if found.status_code == 405 else found


def letter(response):
    return {403: "n", 404: "x"}.get(response.status_code, "y")


@pytest.mark.usefixtures("pages_only")
@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_row(row, world, login, request):
    address, *expected = row
    User.objects.update(seen_on=clock.today())  # a day's first page counts the visit: not asked of eleven readers a row
    url = fill(address, world)
    got = [letter(answer(login(request.getfixturevalue(role)), url)) for role in ROLES]
    assert dict(zip(ROLES, got, strict=True)) == dict(zip(ROLES, expected, strict=True))


def test_every_address_of_ours_stands_in_the_table():
    covered = {normal(row[0]) for row in ROWS}
    missing = [
        route
        for route, _name, view in patterns()
        if getattr(view, "permissions", None) is not None and normal("/" + route) not in covered
    ]
    assert missing == []


def normal(address):
    import re

    address = address.split("?")[0]
    # Words that stand in an address for one of a kind; another app adds its own here.
    named = [
        r"addresses/)(actual)",
        r"reports/)[\w.]+",
        r"blocks/)[\w.]+",
        r"panels/)[\w.]+",
        r"pick/)[\w.]+",
        "file/)[a-z]+",
        "blanks/)[a-z]+",
        r"timesheet/)[\d-]+",
        "scales/new/)[a-z]+",
        "new/)(roles)",
        r"add/)(?:in)(?=/)",
    ]
    words = "|".join(f"(?<={one}" for one in named)
    return re.sub(rf"<[^>]+>|{{\w+}}|(?<=/)\d+(?=/)|{words}", "*", address)
