"""A worker killed in the middle leaves a job running: the next one takes it up, three times at most."""

import pytest

from schoolmis.jobs import queue
from schoolmis.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def left(director):
    return Job.objects.create(name="test.ends", title="x", owner=director, status=Job.Status.RUNNING, tries=1)


def test_a_job_left_running_is_put_back(left):
    assert queue.revive() == 1
    left.refresh_from_db()
    assert left.status == Job.Status.WAITING


def test_a_job_that_ends_its_worker_again_and_again_is_given_up(left):
    Job.objects.filter(pk=left.pk).update(tries=queue.TRIES)
    assert queue.revive() == 0
    left.refresh_from_db()
    assert left.status == Job.Status.FAILED and left.message


def test_a_job_counts_its_tries_and_keeps_its_fault(left):
    @queue.job("test.ends")
    def ends(made):
        raise ValueError("nobody reads this")

    queue.run(left.pk)
    left.refresh_from_db()
    assert (left.tries, left.status) == (2, Job.Status.FAILED)
    assert "nobody" not in left.message
