"""The signed paper of a consent stands beside its row; a newer scan takes the place of the former (R1-6.2)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from schoolmis.audit.models import Entry
from schoolmis.files.models import StoredFile
from tests.scans import PDF


@pytest.mark.django_db
def test_a_newer_scan_takes_the_place_and_opens_to_the_office_alone(world, login, secretary, teacher, other_mother):
    consent = world.student.person.consents.get()
    page = reverse("students:consent_scan", args=[world.student.pk, consent.pk])
    for name in ("1.pdf", "2.pdf"):
        sent = {"scan": SimpleUploadedFile(name, PDF)}
        assert login(secretary).post(page, sent).status_code == 302
    consent.refresh_from_db()
    assert consent.scan.name == "2.pdf" and StoredFile.objects.filter(name="1.pdf").exists()
    assert Entry.objects.filter(act="people.scan_consent", subject_id=world.student.person_id).count() == 2
    scan = reverse("files:file", args=[consent.scan_id])
    assert login(secretary).get(scan).status_code == 200
    for user in (teacher, other_mother):
        assert login(user).get(scan).status_code == 404
