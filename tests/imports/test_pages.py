"""The way on the screen: send up, look, confirm; in the reader's language, and one's own uploads only."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from schoolmis.imports import actions
from schoolmis.imports.models import Upload
from schoolmis.jobs import queue
from schoolmis.jobs.models import Job
from students.models import Student

from . import pupils, workbooks
from .conftest import CLASSES


def sent(client, students, **more):
    content = workbooks.workbook(students)[0]
    return client.post("/imports/new/", {"file": SimpleUploadedFile("tizme.xlsx", content), **more})


@pytest.fixture
def wrong(children):
    children[3]["pin"] = "123"
    children[4].update(consent=None, consented=None)
    return children


def test_a_list_is_sent_up_looked_at_and_confirmed(login, secretary, wrong):
    client = login(secretary)
    before = Student.objects.count()
    answer = sent(client, wrong)
    page = client.get(answer.url)
    assert page.status_code == 200
    assert Student.objects.count() == before
    text = page.content.decode()
    assert f"{wrong[0]['last']} {wrong[0]['first']}" in text
    done = client.post(f"{answer.url}confirm/", follow=True)
    assert done.status_code == 200
    assert Student.objects.count() == before + 8
    assert Upload.objects.get().status == "done"
    client.post(f"{answer.url}confirm/")
    assert Student.objects.count() == before + 8


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_reasons_are_in_the_readers_language(login, secretary, wrong, language):
    from django.utils import translation

    client = login(secretary)
    address = sent(client, wrong).url
    client.cookies["django_language"] = language
    secretary.language = language
    secretary.save(update_fields=["language"])
    text = client.get(f"{address}?show=refused", headers={"Accept-Language": language}).content.decode()
    fault = Upload.objects.get().staged_rows[3].faults[0]
    with translation.override(language):
        assert fault.reason in text
    assert wrong[0]["first"] not in text.split('id="list-results"')[1]


def test_the_rows_are_searched_and_paged(login, secretary, db):
    client = login(secretary)
    address = sent(client, pupils.school(60, classes=CLASSES)).url
    assert "1–25 / 60" in client.get(address).content.decode()
    assert "1–1 / 1" in client.get(f"{address}?q=17").content.decode()


def test_the_refused_rows_come_back_as_a_workbook(login, secretary, wrong):
    client = login(secretary)
    address = sent(client, wrong).url
    for _before_and_after in range(2):
        answer = client.get(f"{address}refused.xlsx")
        assert "no-store" in answer["Cache-Control"]
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        assert book.active.max_row == 2
        client.post(f"{address}confirm/")


def test_a_file_that_is_no_list_is_answered_at_the_field(login, secretary, db):
    client = login(secretary)
    answer = client.post("/imports/new/", {"file": SimpleUploadedFile("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")})
    assert answer.status_code == 422
    assert ".xls" in answer.content.decode()
    assert client.post("/imports/new/", {}).status_code == 422
    assert not Upload.objects.exists()


def test_a_list_that_changes_nothing_is_not_imported_again(login, secretary, children, bring):
    bring(children)
    client = login(secretary)
    page = client.get(sent(client, children).url).content.decode()
    assert "aria-disabled" in page


def test_another_persons_upload_does_not_exist(login, secretary, director, children):
    upload = actions.stage("list.xlsx", workbooks.workbook(children)[0], by=director)
    client = login(secretary)
    for address in ("", "refused.xlsx"):
        assert client.get(f"/imports/{upload.pk}/{address}").status_code == 404
    for address in ("confirm/", "discard/"):
        assert client.post(f"/imports/{upload.pk}/{address}").status_code == 404
    assert upload.name not in client.get("/imports/").content.decode()


@pytest.mark.parametrize("who", ["administrator", "mother", "student"])
def test_others_are_told_why_they_may_not(login, request, who):
    assert login(request.getfixturevalue(who)).get("/imports/new/").status_code == 403


def test_a_teacher_is_offered_her_own_kind_of_list_alone(login, teacher):
    client = login(teacher)
    page = client.get("/imports/new/").content.decode()
    assert 'value="marks"' in page and 'value="students"' not in page and 'value="results"' not in page


def test_a_discarded_list_says_so(login, secretary, children):
    client = login(secretary)
    address = sent(client, children).url
    client.post(f"{address}discard/")
    assert Upload.objects.get().status == "discarded"
    assert client.get(address).status_code == 200
    assert "tizme.xlsx" not in client.get("/imports/").content.decode()


def test_a_long_list_is_imported_by_a_job(login, secretary, db, monkeypatch):
    monkeypatch.setattr(actions, "SMALL", 5)
    client = login(secretary)
    children = pupils.school(9, classes=CLASSES)
    address = sent(client, children).url
    assert "every 2s" in client.post(f"{address}confirm/", follow=True).content.decode()
    upload, before = Upload.objects.get(), Student.objects.count()
    client.post(f"{address}confirm/")
    assert Job.objects.count() == 1
    queue.run(upload.job_id)
    assert Student.objects.count() == before + 9
    assert Job.objects.get().status == "done"
    assert client.get(address).status_code == 200


def test_a_job_that_failed_leaves_the_list_to_be_confirmed_again(login, secretary, children, monkeypatch):
    monkeypatch.setattr(actions, "SMALL", 5)
    client = login(secretary)
    address, before = sent(client, children).url, Student.objects.count()
    client.post(f"{address}confirm/")
    upload = Upload.objects.get()
    Upload.objects.update(fingerprint="another")
    queue.run(upload.job_id)
    upload.refresh_from_db()
    assert (upload.status, upload.job.status, Student.objects.count()) == ("staged", "failed", before)
    monkeypatch.setattr(actions, "SMALL", 50)
    client.post(f"{address}confirm/")
    assert Student.objects.count() == before + 9


def test_the_pages_stay_within_their_statements(login, secretary, db, django_assert_max_num_queries):
    client = login(secretary)
    address = sent(client, pupils.school(60, classes=CLASSES)).url
    with django_assert_max_num_queries(14):
        client.get(address)
