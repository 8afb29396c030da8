"""An employee's name changes by a document; papers of the days before keep the former one (domain §4.2)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schoolmis.access import Denied
from schoolmis.accounts.models import User
from schoolmis.audit.models import Entry
from schoolmis.orders.actions import draft_order, sign_order
from schoolmis.orders.reports.tarification import Tarification
from schoolmis.orders.timesheet.month import rows_of
from schoolmis.people import actions
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
NEW = {"last_name": "Турдубаева", "first_name": "Чолпонай", "patronymic": ""}
PAPER = {"on": date(2026, 11, 18), "document": "Нике күбөлүгү № 12", "document_on": date(2026, 11, 13)}


def trip(employee, director, on):
    payload = {"employee": employee.pk, "place": "Бишкек", "purpose": "Курс", "from": f"{on}", "to": f"{on}"}
    return sign_order(draft_order("trip", by=director, payload=payload), by=director, on=on)


def test_papers_signed_before_keep_the_former_name_and_later_ones_bear_the_new(world, director, secretary, login):
    teacher = world.employee("teacher")
    old = teacher.person.last_name
    before = trip(teacher, director, date(2026, 11, 16))
    sent = NEW | PAPER | {"version": teacher.person.version}
    client = login(secretary)
    assert client.post(f"/staff/{teacher.pk}/name/", sent | {"document": ""}).status_code == 422
    assert client.post(f"/staff/{teacher.pk}/name/", sent).status_code == 302
    after = trip(teacher, director, date(2026, 11, 19))
    for order, name, other in ((before, old, NEW["last_name"]), (after, NEW["last_name"], old)):
        for lang in ("ky", "ru"):
            paper = " ".join(pages(client.get(f"/orders/{order.pk}/print/", {"lang": lang}).content))
            assert name in paper and other not in paper, lang
    card = client.get(f"/staff/{teacher.pk}/").content.decode()
    assert NEW["last_name"] in card and old in card and PAPER["document"] in card and "18.11.2026" in card
    assert NEW["last_name"] in client.get("/staff/", {"q": old}).content.decode(), "the former name finds the employee"
    assert NEW["last_name"] in User.objects.get(pk=teacher.person.user_id).name
    assert Entry.objects.filter(act="people.change_name", subject_id=teacher.pk, by=secretary).exists()


def test_timesheet_tarification_and_protocol_name_people_by_the_name_of_their_day(world, secretary, director, login):
    teacher = world.employee("teacher")
    old, protocol = str(teacher.person), world.protocol()
    actions.change_staff_name(teacher, version=teacher.person.version, by=secretary, **NEW, **PAPER)
    teacher.person.refresh_from_db()
    new, tarification = str(teacher.person), Tarification()
    for day, name, other in ((date(2026, 10, 1), old, new), (date(2026, 11, 1), new, old)):
        named = [row.name for row in rows_of(day)]
        assert name in named and other not in named
    for day, name, other in ((date(2026, 11, 17), old, new), (date(2026, 11, 18), new, old)):
        named = [row[1] for row in tarification.rows({"on": day})]
        assert name in named and other not in named
    assert protocol.held_on < PAPER["on"]
    paper = " ".join(pages(login(director).get(f"/bodies/protocols/{protocol.pk}/print/", {"lang": "ky"}).content))
    assert "Абдыракманова" in paper and NEW["last_name"] not in paper


@pytest.mark.parametrize(
    "wrong",
    [
        {"document": " "},
        {"on": date(2026, 11, 12)},
        {"on": date(2026, 11, 21)},
        {"version": 99},
        {"last_name": "Абдыракманова"},
    ],
)
def test_a_name_changes_once_by_a_document_and_never_before_it(world, secretary, wrong):
    teacher = world.employee("teacher")
    person = teacher.person
    told = {"version": person.version} | NEW | {"patronymic": person.patronymic} | PAPER | wrong
    with pytest.raises(ValidationError):
        actions.change_staff_name(teacher, by=secretary, **told)
    person.refresh_from_db()
    assert person.last_name == "Абдыракманова" and not person.former_names.exists()


@pytest.mark.parametrize("role", ["deputy", "administrator", "teacher", "mother"])
def test_only_who_keeps_the_staff_records_changes_a_name(role, world, request):
    teacher = world.employee("teacher")
    with pytest.raises(Denied):
        actions.change_staff_name(teacher, version=1, by=request.getfixturevalue(role), **NEW, **PAPER)
