"""Who reads an order, the scan of its paper, the register and the yearly book (R1-1.1, R1-5.1c)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.urls import reverse

from schoolmis.access import Denied
from schoolmis.audit.book import acting
from schoolmis.jobs.models import Job
from schoolmis.jobs.queue import run
from schoolmis.notices.models import Notice
from schoolmis.orders import actions, reading
from schoolmis.orders.models import Acquaintance, Order
from schoolmis.orders.printed import PRINTED
from tests.papers.reading import pages
from tests.scans import PDF

pytestmark = pytest.mark.django_db


def paper(name="буйрук.pdf", data=PDF):
    return SimpleUploadedFile(name, data, "application/pdf")


@pytest.fixture
def order(director):
    return actions.sign_order(actions.draft_order("other", by=director, title_ky="Ишембилик жөнүндө"), by=director)


@pytest.fixture
def row(order, world, secretary):
    (made,) = reading.ask_to_read(order, [world.employee("teacher").person], by=secretary)
    return made


def test_signing_asks_those_whom_the_order_names(world, director):
    grants = [{"employee": world.employee("nobody").pk, "role": "secretary", "class": None}]
    drafted = actions.draft_order("roles", by=director, payload={"from": "2026-11-20", "grants": grants})
    order = actions.sign_order(drafted, by=director)
    assert [one.person for one in order.acquaintances.all()] == [world.employee("nobody").person]
    assert Notice.objects.filter(user=world.employee("nobody").person.user, kind="orders.to_read").count() == 1


def test_the_reader_says_it_once_with_the_day(row, order, teacher, stranger_teacher):
    assert reading.acquaint(order, by=teacher).read_on == date(2026, 11, 20)
    first = Acquaintance.objects.get(pk=row.pk).noted_at
    assert reading.acquaint(order, by=teacher).noted_at == first, "a second press changes nothing"
    with pytest.raises(ValidationError) as refused:
        reading.acquaint(order, by=stranger_teacher)
    assert refused.value.code == "not_asked"


@pytest.mark.parametrize("on", [date(2026, 11, 19), date(2026, 11, 21)])
def test_a_paper_is_read_between_its_day_and_today(row, secretary, on):
    with pytest.raises(ValidationError) as refused:
        reading.acquaint_on_paper(row, on=on, by=secretary)
    assert "on" in refused.value.error_dict


def test_a_draft_has_no_readers_and_no_scan(director):
    draft = actions.draft_order("other", by=director, title_ky="Долбоор")
    for act in (
        lambda: reading.ask_to_read(draft, [], by=director),
        lambda: reading.attach_scan(draft, paper(), by=director),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "draft"


def test_only_the_office_keeps_the_list(order, teacher, deputy):
    for user in (teacher, deputy):
        with pytest.raises(Denied):
            reading.ask_to_read(order, [], by=user)


def test_the_list_stands_on_the_printed_order(row, order, secretary):
    reading.acquaint_on_paper(row, on=date(2026, 11, 20), by=secretary)
    text = " ".join(pages(PRINTED.render([order], "ky")))
    assert row.person.initials in text and "20.11.2026" in text


def test_a_newer_scan_takes_the_place_of_the_former_which_is_kept(order, login, secretary, teacher):
    url = reverse("orders:scan", args=[order.pk])
    client = login(secretary)
    assert client.post(url, {"scan": paper("1.pdf")}).status_code == 302
    assert client.post(url, {"scan": paper("2.pdf")}).status_code == 302
    assert client.post(url, {"scan": paper("3.pdf", b"MZ\x00\x01")}).status_code == 422
    assert [one.file.name for one in order.scans.all()] == ["2.pdf", "1.pdf"]
    opened = reverse("files:file", args=[order.scans.first().file_id])
    assert client.get(opened).status_code == 200 and login(teacher).get(opened).status_code == 404


def test_the_readers_own_page_from_notice_to_press(row, order, login, teacher):
    client = login(teacher)
    assert (
        "Ишембилик" in client.get("/").content.decode()
        or "Ишембилик" in client.get("/orders/to-read/").content.decode()
    )
    page = reverse("orders:to_read_one", args=[order.pk])
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    row.refresh_from_db()
    assert (row.read_on, row.way) == (date(2026, 11, 20), "system")


def test_a_reminder_goes_to_those_who_have_not_read(row, order, login, secretary, teacher):
    login(secretary).post(reverse("orders:remind", args=[order.pk]))
    told = Notice.objects.filter(user=teacher, kind="orders.to_read", data__number=order.label)
    assert told.count() == 2
    reading.acquaint(order, by=teacher)
    assert reading.remind(order, by=secretary) == 0


def test_the_database_refuses_a_reading_without_a_hand(row, secretary):
    with acting(secretary), pytest.raises(Error), transaction.atomic():
        Acquaintance.objects.filter(pk=row.pk).update(read_on=date(2026, 11, 20))


def test_search_finds_a_word_of_the_text_without_kyrgyz_letters(login, director):
    draft = actions.draft_order("other", by=director, title_ky="Башка", text_ky="1. Өрт коопсуздугу текшерилсин.")
    actions.sign_order(draft, by=director)
    shown = login(director).get("/orders/?q=орт+коопсуздугу").content.decode()
    assert "Башка" in shown


def test_the_register_counts_who_has_read(row, order, login, director, teacher):
    reading.acquaint(order, by=teacher)
    page = login(director).get("/reports/orders.register/?series=general&year=2026&lang=ru").content.decode()
    assert order.label in page and "1 / 1" in page


def test_the_yearly_book_holds_every_signed_order_after_its_contents(order, login, director):
    actions.draft_order("other", by=director, title_ky="Кол коюлган эмес")
    client = login(director)
    assert client.post("/orders/yearbook/", {"series": "general", "year": 2019}).status_code == 422
    assert client.post("/orders/yearbook/", {"series": "general", "year": 2026}).status_code == 302
    job = Job.objects.get(name="orders.yearbook")
    run(job.pk)
    job.refresh_from_db()
    assert job.status == Job.Status.DONE, job.message
    drawn = pages(job.result.read())
    count = Order.objects.filter(series="general", number__isnull=False).count()
    assert len(drawn) >= count + 1
    assert order.title_ky in drawn[0] and "Кол коюлган эмес" not in "".join(drawn)
