"""Points are ticked by whom the order names, or by the director; orders are found by whom they name."""

import pytest
from django.core.exceptions import ValidationError

from schoolmis.access import Denied
from schoolmis.accounts.models import User
from schoolmis.orders import actions, execution, reading
from schoolmis.orders.lists import OrderList, with_revoked
from schoolmis.orders.models import Order
from schoolmis.orders.sheet import sheet
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
TWO = "1. Китептер эсептелсин.\n2. Акт түзүлсүн."


@pytest.fixture
def order(world, director):
    named = world.employee("teacher")
    draft = actions.draft_order("other", by=director, title_ky="Эсептөө жөнүндө", text_ky=TWO, controller=named)
    return actions.sign_order(draft, by=director)


def test_the_controller_ticks_point_by_point_and_the_last_one_executes_the_order(world, order, login):
    client = login(User.objects.get(username="teacher"))
    page = client.get(f"/orders/to-read/{order.pk}/").content.decode()
    assert f"/orders/{order.pk}/points/1/" in page and f"/orders/to-read/{order.pk}/" in page
    assert client.post(f"/orders/{order.pk}/points/1/").status_code == 302
    order.refresh_from_db()
    assert (order.status, order.ticks.get().by.username) == (Order.Status.SIGNED, "teacher")
    for number, code in ((1, "ticked"), (3, "point")):
        with pytest.raises(ValidationError) as refused:
            execution.tick_point(order, number, by=User.objects.get(username="teacher"))
        assert refused.value.code == code
    client.post(f"/orders/{order.pk}/points/2/")
    order.refresh_from_db()
    assert (order.status, order.executed_on) == (Order.Status.EXECUTED, world.today)


def test_the_director_ticks_too_and_nobody_else(world, order, director, secretary, login):
    for name in ("homeroom", "secretary"):
        with pytest.raises(Denied):
            execution.tick_point(order, 1, by=User.objects.get(username=name))
    assert login(User.objects.get(username="homeroom")).post(f"/orders/{order.pk}/points/1/").status_code == 404
    assert login(secretary).post(f"/orders/{order.pk}/points/1/").status_code == 403
    execution.tick_point(order, 2, by=director)
    assert execution.execute_order(order, by=director).status == Order.Status.EXECUTED
    assert [tick.number for tick in order.ticks.all()] == [1, 2]


def test_a_revoked_order_has_nothing_left_to_tick(order, director):
    actions.revoke_order(order, basis_ky="Ката", by=director)
    with pytest.raises(ValidationError) as refused:
        execution.tick_point(order, 1, by=director)
    assert refused.value.code == "status"


def test_the_paper_names_the_controller_who_is_asked_to_read_it(world, order):
    assert world.employee("teacher").person.short_name in sheet(order, "ky").points[-1]
    assert world.employee("teacher").person in reading.concerned(order)


def found(text):
    rows = OrderList(None).search(with_revoked(Order.objects.all()), text)
    return set(rows.values_list("kind", flat=True))


def test_orders_are_found_by_the_people_they_name(world, order, director):
    teacher, child = world.employee("teacher").person, world.student
    assert found(str(teacher)) >= {"other"} and "transfer" not in found(str(teacher))
    rows = [{"student": child.pk, "class": world.class_b.pk}]
    actions.draft_order("transfer", by=director, payload={"from": "2026-11-20", "students": rows})
    assert found(str(child.person).lower()) == {"transfer"}
    trip = {"employee": world.employee("homeroom").pk, "from": "2026-11-23", "to": "2026-11-24", "place": "Ош"}
    actions.draft_order("trip", by=director, payload=trip)
    assert "trip" in found(world.employee("homeroom").person.last_name)
    assert found("') or ('1'='1") == found("Эч Кандай") == set()


def test_the_list_is_narrowed_by_days_and_exported_as_seen(order, director, login):
    client = login(director)
    inside = client.get("/orders/?since=2026-11-20&until=2026-11-20&export=csv").content.decode()
    before = client.get("/orders/?until=2026-08-01&export=csv").content.decode()
    assert "Эсептөө жөнүндө" in inside and "Эсептөө жөнүндө" not in before


def test_the_sheet_of_duties_is_printed_for_the_employee_to_sign(world, director, login):
    teacher = world.employee("teacher")
    client, here = login(director), f"/orders/duties/{teacher.pk}/print/"
    assert client.get(here).status_code == 404
    report = client.get("/reports/orders.duties/?lang=ru").content.decode()
    assert str(teacher) in report and "не записаны" in report
    line = {"employee": teacher.pk, "text_ky": "Журналды толтурат.", "text_ru": "Заполняет журнал."}
    payload = {"from": "2026-11-20", "duties": [line]}
    actions.sign_order(actions.draft_order("duties", by=director, payload=payload), by=director)
    for lang, words in (("ky", "Журналды толтурат."), ("ru", "Заполняет журнал.")):
        answer = client.get(f"{here}?lang={lang}")
        (page,) = pages(answer.content)
        assert words in " ".join(page.split()) and "3-К" in page, page
    report = client.get("/reports/orders.duties/?lang=ru").content.decode()
    assert f'href="{here}?lang=ru">{teacher}</a>' in report
    assert report.count('/print/?lang=ru">') == 1, "others have no sheet"
    assert "href" not in str(client.get("/reports/orders.duties/?lang=ru&as=csv").content), "a file has the name alone"
    card = client.get(f"/orders/staff/{teacher.pk}/").content.decode()
    assert f"{here}?lang=ky" in card
