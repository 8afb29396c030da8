"""Consents of the staff: given, scanned, withdrawn, and who lacks one (R1-6.2, R3-6.1)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from schoolmis.access import Denied
from schoolmis.people import actions
from schoolmis.people.consent_paper import StaffConsentPaper
from schoolmis.people.views import visible
from tests.papers.reading import pages
from tests.scans import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def employee(world):
    return world.employee("teacher")


def test_a_consent_opens_the_personal_data_and_its_withdrawal_hides_them_at_once(employee, login, secretary):
    client, card = login(secretary), reverse("people:employee", args=[employee.pk])
    assert "+996700000001" not in client.get(card).content.decode()
    sent = {"purpose": "records", "on": "2026-11-20", "paper": "К-7", "scan": SimpleUploadedFile("м.pdf", PDF)}
    assert client.post(reverse("people:consent_give", args=[employee.pk]), sent).status_code == 302
    shown = client.get(card).content.decode()
    assert "+996700000001" in shown and "К-7" in shown
    consent = employee.person.consents.get()
    assert client.get(reverse("files:file", args=[consent.scan_id])).status_code == 200
    client.post(reverse("people:consent_withdraw", args=[employee.pk, consent.pk]), {"on": "2026-11-20"})
    assert "+996700000001" not in client.get(card).content.decode()


@pytest.mark.parametrize("on", [date(2026, 11, 21), date(2026, 11, 18)])
def test_a_consent_is_withdrawn_between_its_day_and_today(employee, secretary, on):
    consent = actions.register_staff_consent(employee, on=date(2026, 11, 19), by=secretary)
    with pytest.raises(ValidationError) as refused:
        actions.withdraw_staff_consent(employee, consent, on=on, by=secretary)
    assert "on" in refused.value.error_dict


def test_a_consent_of_tomorrow_is_refused(employee, secretary):
    with pytest.raises(ValidationError):
        actions.register_staff_consent(employee, on=date(2026, 11, 21), by=secretary)


def test_only_the_office_registers(employee, deputy, teacher):
    for user in (deputy, teacher):
        with pytest.raises(Denied):
            actions.register_staff_consent(employee, on=date(2026, 11, 20), by=user)


def test_the_scan_of_another_is_not_opened_by_a_colleague(employee, secretary, login, stranger_teacher):
    scan = SimpleUploadedFile("м.pdf", PDF)
    consent = actions.register_staff_consent(employee, on=date(2026, 11, 20), scan=scan, by=secretary)
    assert login(stranger_teacher).get(reverse("files:file", args=[consent.scan_id])).status_code == 404


def test_the_form_to_sign_keeps_back_what_is_not_consented(employee, director):
    employee.person.address = "Тоң, Мектеп көч., 1"
    without = visible(director).get(pk=employee.pk)
    without.person.address = employee.person.address
    for lang, word in (("ky", "макулдук"), ("ru", "согласие")):
        text = " ".join(pages(StaffConsentPaper().render([without], lang)))
        assert word in text and "Мектеп көч." not in text


def test_the_list_of_who_lacks_one_tells_a_withdrawal_apart(employee, secretary, login):
    consent = actions.register_staff_consent(employee, on=date(2026, 11, 2), by=secretary)
    url = "/reports/people.without_consent/?purpose=records&lang=ru"
    client = login(secretary)
    assert str(employee) not in client.get(url).content.decode()
    actions.withdraw_staff_consent(employee, consent, on=date(2026, 11, 20), by=secretary)
    assert str(employee) in client.get(url).content.decode()
