"""The office in a real browser: an order from its draft to its readers, a transfer, a correction proposed."""

import pytest
from playwright.sync_api import expect

from schoolmis.accounts.models import User
from schoolmis.orders.models import Acquaintance, Order
from students.actions import register_application
from students.models import Placement
from tests.cast import TODAY, World

DEVICES = [(1280, "ru"), (360, "ky")]


@pytest.fixture
def world(committed_db):
    return World()


def signed(visitor, order, width, language):
    """The director opens the draft and signs it, saying yes to the question."""
    director = visitor("director", width=width, language=language)
    director.open(f"/orders/{order.pk}/")
    director.page.click(f"form[action='/orders/{order.pk}/sign/'] button")
    with director.page.expect_navigation():
        director.page.click("dialog button.main-act")
    order.refresh_from_db()
    assert order.status == Order.Status.SIGNED
    return director


@pytest.mark.parametrize(("width", "language"), DEVICES)
def test_an_order_goes_from_its_draft_to_those_who_read_it(visitor, world, width, language):
    secretary = visitor("secretary", width=width, language=language)
    secretary.open("/orders/new/duties/")
    page = secretary.page
    named = world.employee("homeroom")
    page.fill("[name=kind-lines-0-employee_q]", named.person.last_name.lower())
    page.check(f"[name=kind-lines-0-employee][value='{named.pk}']")
    expect(page.locator("[name=kind-lines-0-employee_q]")).to_have_value("")
    with page.expect_navigation():
        page.click("#draft button.main-act")
    order = Order.objects.get(kind="duties")
    director = signed(visitor, order, width, language)
    reader = visitor("homeroom", width=width, language=language)
    reader.open("/orders/to-read/")
    reader.page.click(f"a[href='/orders/to-read/{order.pk}/']")
    with reader.page.expect_navigation():
        reader.page.click("header.head form button")
    row = Acquaintance.objects.get(order=order)
    assert (row.read_on, row.way) == (TODAY, Acquaintance.Way.SYSTEM)
    director.page.reload()
    expect(director.page.locator("text=1 / 1")).to_be_visible()
    assert secretary.violations == director.violations == reader.violations == []


@pytest.mark.parametrize(("width", "language"), DEVICES)
def test_a_student_is_found_by_letters_and_moved_by_a_signed_order(visitor, world, width, language):
    child, office = world.child("Бегимай"), User.objects.get(username="secretary")
    asked = register_application(
        "transfer", received_on=TODAY, student=child, applicant_name="Өмүралиева Салтанат", by=office
    )
    secretary = visitor("secretary", width=width, language=language)
    secretary.open("/orders/new/transfer/")
    page = secretary.page
    page.fill("[data-pick] input[type=search]", "омуралиева")
    page.click("label:has-text('Өмүралиева')")
    page.fill("[data-pick] input[type=search]", "ъъъъ")
    expect(page.locator("[data-pick] input[type=checkbox]:checked")).to_have_count(1)
    page.select_option("[name=kind-school_class]", str(world.class_b.pk))
    page.select_option("[name=kind-applications]", str(asked.pk))
    with page.expect_navigation():
        page.click("#draft button.main-act")
    order = Order.objects.get(kind="transfer")
    signed(visitor, order, width, language)
    place = Placement.objects.on(TODAY).get(student=world.child("Бегимай"))
    assert (place.school_class, place.order) == (world.class_b, order)
    asked.refresh_from_db()
    assert asked.state == "answered", "the signed order answers the application"


@pytest.mark.parametrize(("width", "language"), DEVICES)
def test_a_mother_proposes_and_the_secretary_takes_it_over(visitor, world, width, language):
    mother = visitor("mother", width=width, language=language)
    mother.open(f"/journal/children/{world.student.pk}/")
    mother.page.click(f"a[href='/students/{world.student.pk}/propose/']")
    mother.page.fill("[name=address]", "Ак-Терек айылы, Жаштык көч., 4")
    with mother.page.expect_navigation():
        mother.page.click("form .form-acts button.main-act")
    secretary = visitor("secretary", width=width, language=language)
    secretary.open("/students/proposals/")
    secretary.page.click("td a, .name a")
    with secretary.page.expect_navigation():
        secretary.page.click(".form-acts button.main-act")
    world.student.person.refresh_from_db()
    assert world.student.person.address == "Ак-Терек айылы, Жаштык көч., 4"
    mother.open("/notices/")
    expect(mother.page.locator("main")).to_contain_text("Алымкулова")
    assert mother.violations == secretary.violations == []


def test_a_report_follows_each_choice_without_the_page_being_loaded_anew(visitor, world):
    """R1-3.1i: the address, the downloads and the paper say the same; a refused choice says why beside it."""
    deputy = visitor("deputy", language="ru")
    deputy.open("/reports/students.build/")
    page = deputy.page
    page.evaluate("window.stays = true")
    paper = page.locator("#preview")
    page.select_option("#id_columns", "language")
    expect(paper.locator("th", has_text="Кыргызский").first).to_be_visible()
    expect(page.locator("#report-head a[href*='columns=language'][href*='as=xlsx']")).to_have_count(1)
    assert "columns=language" in page.url
    page.select_option("#id_columns", "grade")
    expect(paper.get_by_role("alert")).to_be_visible()
    page.check("[name=shape][value=list]")
    expect(
        paper.locator("td", has_text="Асан кызы").or_(paper.locator("th", has_text="Асан кызы")).first
    ).to_be_visible()
    assert page.evaluate("window.stays") and deputy.violations == []
