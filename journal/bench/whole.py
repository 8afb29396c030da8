"""What is measured once: work of the whole school, by the worker or by a command."""

import time

from django.urls import reverse

from journal.bench.drive import Client
from journal.bench.measure import Row
from schoolmis.jobs.models import Job as Work
from schoolmis.structure.models import SchoolClass

PATIENCE = 300


def report_cards(server, facts) -> Row:
    """Class summary sheets of all classes in one PDF, put to work from the page and made by the worker."""
    client = Client(server.port).sign_in("leader1")
    page = reverse("papers:report", args=["journal.class_summary"])
    query = f"?school_class=all&term={facts.term}&lang=ky&as=pdf"
    client.request("GET", page)
    start = time.perf_counter()
    answer = client.request("POST", page + query, {"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    if answer.status != 302:
        raise RuntimeError(f"The report was not put to work: {answer.status}")
    while True:
        made = Work.objects.order_by("-pk").first()
        if not made.is_going or time.perf_counter() - start > PATIENCE:
            break
        time.sleep(0.05)
    took = (time.perf_counter() - start) * 1000
    if made.status != Work.Status.DONE:
        raise RuntimeError(f"The report is {made.status}: {made.message}")
    sheets = SchoolClass.objects.count()
    file = client.request("GET", reverse("jobs:result", args=[made.pk]))
    name = f"{made.total} of {sheets} class sheets, by the worker"
    return Row(name, took, took, wire=file.wire, ok=file.status == 200 and made.total == sheets)
