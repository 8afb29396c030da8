"""What is measured: each job as a request, its floor as another, and the goal of the two's ratio."""

import json
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from journal.bench.drive import Answer, Client
from journal.bench.facts import Facts

Send = Callable[[Client], Answer]


@dataclass
class Job:
    """`send` and `floor` make one request of a client; `user(place)` is who it has signed in as, None = nobody.

    `goal` is the ratio aimed at, `most` the median aimed at in ms where there is no ratio; 0 = none.
    """

    name: str
    send: Send
    floor: Send
    user: Callable[[int], str] | None = None
    goal: float = 0
    most: float = 0
    runs: int = 30


def get(path):
    """A request of `path`, or of what `path(client)` says."""
    return lambda client: client.request("GET", path(client) if callable(path) else path)


def save(address, cells):
    """A POST to `address(client)` of what `cells(client)` names: (lesson, students, the two texts to alternate)."""
    turns = Counter()

    def send(client):
        lesson, students, texts = cells(client)
        turns[lesson] += 1
        known = client.state["versions"]
        sent = [
            {"l": lesson, "s": student, "v": known.get((lesson, student), 1), "t": texts[(turns[lesson] + n) % 2]}
            for n, student in enumerate(students)
        ]
        letter = {"key": uuid.uuid4().hex, "user": client.state["user"], "cells": sent}
        answer = client.request("POST", address(client), json.dumps(letter))
        if answer.status == 200:
            found = answer.json()
            if len(found["saved"]) != len(sent):
                raise RuntimeError(f"Not all was saved: {found}")
            known.update(((cell["l"], cell["s"]), cell["v"]) for cell in found["saved"])
        return answer

    return send


def report(code, **asked):
    return get(f"{reverse('papers:report', args=[f'journal.{code}'])}?{urlencode(asked | {'lang': 'ky'})}")


def jobs(facts: Facts) -> list[Job]:
    """Everything that is measured as one request."""

    def of(client):
        return facts.sections[client.state["place"]]

    def child(client):
        return facts.students[client.state["place"]]

    def of_last(first, texts, to=None):
        return lambda client: (of(client).lessons[-1], of(client).students[first:to], texts)

    def of_one_before(first, texts, to=None):
        return lambda client: (of(client).lessons[-2], of(client).students[first:to], texts)

    def saved(first, texts, to=None):
        product, floor = (lambda c: reverse("journal:cells", args=[of(c).id])), (lambda c: f"/bench/cells/{of(c).id}/")
        # The floor writes the lesson before, so that neither meets the other's versions.
        return save(product, of_last(first, texts, to)), save(floor, of_one_before(first, texts, to))

    rows, columns, people, big = len(facts.sections[0].students), len(facts.sections[0].lessons), facts.count, facts.big
    teacher, guardian, deputy = "teacher{}".format, "guardian{}".format, lambda place: "leader1"
    of_class = facts.classes[0]
    search = urlencode({"q": facts.surname})
    return [
        Job("Sign-in page", get("/account/login/"), get("/bench/bare/"), goal=6),
        Job("Sign in", enter("/account/login/"), enter("/bench/sign-in/"), goal=1.5, runs=10),
        Job(
            f"Grid {rows} × {columns}",
            get(lambda c: reverse("journal:grid", args=[of(c).id, 1])),
            get(lambda c: f"/bench/grid/{of(c).id}/"),
            teacher,
            goal=3,
        ),
        Job(
            f"Grid {len(big.students)} × {len(big.lessons)}",
            get(reverse("journal:grid", args=[big.id, 1])),
            get(f"/bench/grid/{big.id}/"),
            lambda place: facts.big_teacher,
            goal=3,
        ),
        Job("One mark saved", *saved(0, ("4", "5"), 1), teacher, goal=2.5),
        Job(f"Column of {rows} saved", *saved(0, ("4", "5")), teacher, goal=2.5),
        Job(f"Attendance of {rows} saved", *saved(0, ("н", "4")), teacher, goal=2.5),
        Job(
            f"Parent's page, {facts.of_child} marks",
            get(lambda c: reverse("journal:child", args=[child(c)])),
            get(lambda c: f"/bench/child/{child(c)}/"),
            guardian,
            goal=3,
        ),
        Job(
            "Class summary sheet, PDF",
            report("class_summary", school_class=of_class, term=facts.term, **{"as": "pdf"}),
            get(f"/bench/sheet/{of_class}/"),
            deputy,
            most=1000,
            runs=10,
        ),
        Job(
            f"{rows} tables of marks, PDF",
            report("marks_table", school_class=of_class, **{"as": "pdf"}),
            get(f"/bench/cards/{of_class}/"),
            deputy,
            most=1000,
            runs=10,
        ),
        Job(
            f"School summary, {people} students",
            report("school_summary", term=facts.term, by="class"),
            get(f"/bench/school/{facts.term}/"),
            deputy,
            most=90,
            runs=15,
        ),
        Job(f"Search, {people} students", get(f"/search/?{search}"), get(f"/bench/search/?{search}"), deputy, goal=6),
    ]


def enter(path):
    """A sign-in from nothing: the page's cookie is there, the session is new."""

    def send(client):
        if "csrftoken" not in client.cookies:
            client.request("GET", "/account/login/")
        client.cookies.pop("sessionid", None)
        return client.request("POST", path, client.sign_in_form(f"guardian{client.state['place'] + 10}"))

    return send
