"""Jobs are their owner's: list, progress, file."""

import pytest

from schoolmis.jobs.models import Job
from schoolmis.jobs.queue import deliver


@pytest.fixture
def job(director, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    made = Job.objects.create(
        name="tests", title="A long paper", owner=director, status=Job.Status.RUNNING, total=4, done=1
    )
    deliver(made, "paper.pdf", b"%PDF-1.4")
    return made


def test_a_running_job_asks_for_itself(login, director, job):
    client = login(director)
    assert "A long paper" in client.get("/jobs/").content.decode()
    assert "every 2s" in client.get(f"/jobs/{job.pk}/progress/").content.decode()
    Job.objects.update(status=Job.Status.DONE)
    assert "every 2s" not in client.get(f"/jobs/{job.pk}/progress/").content.decode()


def test_the_file_is_an_attachment_nobody_keeps(login, director, job):
    answer = login(director).get(f"/jobs/{job.pk}/result/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("what", ["progress", "result"])
def test_another_persons_job_does_not_exist(login, deputy, job, what):
    assert login(deputy).get(f"/jobs/{job.pk}/{what}/").status_code == 404
