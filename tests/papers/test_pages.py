"""The catalogue and the page of a report, over HTTP."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from openpyxl import load_workbook

from schoolmis.audit.models import Entry
from schoolmis.jobs import queue
from schoolmis.jobs.models import Job
from schoolmis.papers import later, report

from .reading import pages
from .sample import ClassSummary, Decision

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.papers.urls")]
HERE = f"/reports/{ClassSummary.code}/"


class Named:
    """The permission of the sample, for the cast."""

    def allows(self, user, obj=None):
        if user.username != "director":
            return Decision(False, "Only the director prints this.")
        return Decision(obj != "8-Б", "This class is not yours.")


@pytest.fixture(autouse=True)
def _registered(monkeypatch):
    monkeypatch.setattr(ClassSummary, "permission", Named())
    monkeypatch.setitem(report._reports, ClassSummary.code, ClassSummary())


def test_the_catalogue_lists_a_report_to_those_who_may_open_it(login, director, mother):
    assert HERE in login(director).get("/reports/").content.decode()
    assert HERE not in login(mother).get("/reports/").content.decode()


def test_what_sheets_are_read_with_is_in_the_papers_language(login, director, monkeypatch, settings, tmp_path):
    """The question of rights reads the sheets first, with the reader's language about it."""

    class Told(ClassSummary):
        def sections(self, params):
            return [{**one, "told": gettext("Total")} for one in super().sections(params)]

        def heading(self, params, lang):
            return replace(super().heading(params, lang), notes=(params["told"],))

    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    monkeypatch.setitem(report._reports, ClassSummary.code, Told())
    asked = {"classes": ["8-А"], "rows": 2, "lang": "ru"}
    paper = pages(login(director).get(HERE, asked | {"as": "pdf"}).content)[0]
    assert "Всего" in paper and "Бардыгы" not in paper
    job = later.make_later(Told(), director, "classes=8-А&rows=2&lang=ru", "pdf", "ru")
    with translation.override("ky"):
        queue.run(job.pk)
    job.refresh_from_db()
    with job.result.open() as file:
        assert "Всего" in pages(file.read())[0]


def test_a_stranger_signs_in_first(client):
    answer = client.get(HERE)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_a_reader_without_the_right_gets_403_with_the_reason(login, mother):
    answer = login(mother).get(HERE)
    assert answer.status_code == 403


def test_a_sheet_beyond_the_readers_reach_is_refused(login, director):
    assert login(director).get(HERE, {"classes": ["8-А", "8-Б"], "rows": 3}).status_code == 403


def test_an_unknown_report_is_not_found(login, director):
    assert login(director).get("/reports/tests.none/").status_code == 404


def test_first_values_show_the_paper_at_once(login, director):
    words = login(director).get(HERE).content.decode()
    assert '<table class="ved">' in words
    assert "Жыйынтык ведомость 8-А" in words
    assert "classes=8-%D0%90&amp;rows=28" in words
    assert "<script>alert" not in words


def test_wrong_parameters_are_kept_and_explained(login, director):
    answer = login(director).get(HERE, {"classes": "8-А", "rows": "900"})
    assert answer.status_code == 422
    assert 'value="900"' in answer.content.decode()


@pytest.mark.parametrize(("lang", "title"), [("ky", "Жыйынтык ведомость 8-А"), ("ru", "Сводная ведомость 8-А")])
def test_downloads_come_in_the_papers_language_and_are_booked(login, director, lang, title):
    query = {"classes": "8-А", "rows": 5, "lang": lang}
    paper = login(director).get(HERE, query | {"as": "pdf"})
    number = Entry.objects.get(act="papers.print").pk
    assert paper["Content-Disposition"] == f'attachment; filename="tests-class-summary-{number}.pdf"'
    assert title in pages(paper.content)[0]
    shown = login(director).get(HERE, query | {"as": "pdf", "show": 1})
    assert shown["Content-Disposition"].startswith("inline")
    book = login(director).get(HERE, query | {"as": "xlsx"})
    assert load_workbook(BytesIO(book.content)).sheetnames == [title]
    entries = Entry.objects.filter(act="papers.print", by=director).order_by("id")
    assert [entry.data["format"] for entry in entries] == ["pdf", "pdf", "xlsx"]
    assert entries[0].data["report"] == ClassSummary.code


def test_a_heavy_report_is_put_to_work_and_the_page_says_what_it_left_out(login, director, monkeypatch):
    monkeypatch.setattr(ClassSummary, "heavy", lambda self, params: True)
    monkeypatch.setattr(
        ClassSummary, "sections", lambda self, params: [{**params, "class": f"{n}-А"} for n in range(5)]
    )
    page = login(director).get(HERE, {"classes": "8-А", "rows": 2, "lang": "ky"}).content.decode()
    assert page.count('<table class="ved">') == 3
    assert login(director).get(f"{HERE}?classes=8-А&rows=2&as=pdf").status_code == 200
    assert not Job.objects.filter(name=later.JOB).exists()
    assert login(director).post(f"{HERE}?classes=8-А&rows=2&as=pdf").status_code == 302
    job = Job.objects.get(name=later.JOB)
    assert job.owner == director


def test_a_job_makes_the_file_its_owner_asked_for(director, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    job = later.make_later(ClassSummary(), director, "classes=8-А&rows=2&lang=ky", "pdf", "ky")
    queue.run(job.pk)
    job.refresh_from_db()
    assert job.status == Job.Status.DONE, job.message
    assert job.result_name == "tests-class-summary.pdf"
    assert (job.done, job.total) == (1, 1)
    with job.result.open() as file:
        assert "Жыйынтык ведомость 8-А" in pages(file.read())[0]


def test_a_link_may_name_only_what_differs_from_the_first_values(login, director):
    assert "Жыйынтык ведомость 8-А" in login(director).get(HERE, {"rows": 2}).content.decode()
    assert login(director).get(HERE, {"rows": 2, "lang": "ky"}).status_code == 422


def test_every_heading_of_the_catalogue_is_a_translated_word():
    apps_ = {code.split(".")[0] for code in report._reports}
    headings = [apps.get_app_config(label).verbose_name for label in apps_ if label in apps.app_configs]
    assert all(isinstance(heading, Promise) for heading in headings)
