"""Every page as its reader has it: accessible, within the security policy, not too wide, not too heavy."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.cast import World

PAGES = [
    (None, "/account/login/"),
    (None, "/account/join/"),
    ("director", "/"),
    ("director", "/access/"),
    ("director", "/access/holders/"),
    ("director", "/orders/"),
    ("director", "/orders/new/roles/"),
    ("director", "/health/"),
    ("director", "/reports/"),
    ("director", "/reports/journal.class_summary/"),
    ("director", "/reports/journal.school_summary/"),
    ("secretary", "/"),
    ("secretary", "/students/"),
    ("secretary", "/students/{student}/"),
    ("secretary", "/students/admit/"),
    ("secretary", "/staff/"),
    ("secretary", "/imports/"),
    ("deputy", "/school/"),
    ("deputy", "/school/calendar/"),
    ("deputy", "/journal/timetable/"),
    ("deputy", "/journal/timetable/classes/{class_a}/?edit"),
    ("deputy", "/journal/terms/"),
    ("deputy", "/journal/behind/"),
    ("homeroom", "/students/classes/{class_a}/"),
    ("teacher", "/journal/day/"),
    ("teacher", "/journal/"),
    ("teacher", "/journal/{algebra}/"),
    ("teacher", "/journal/lessons/{lesson}/"),
    ("mother", "/journal/children/{student}/"),
    ("mother", "/account/"),
    ("mother", "/notices/"),
    ("mother", "/help/"),
    ("teacher", "/help/scales/"),
]


# Axe asks a page once, on the device that its readers have: a second at either width is most of what this costs.
PHONES = {None, "teacher", "mother"}


@pytest.fixture
def world(committed_db):
    return World()


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_accessible_safe_and_light(visitor, world, width):
    """One test a width: the browser and the school are made once."""
    faults, people = [], {}
    for username, address in PAGES:
        scheme = "dark" if username in {"deputy", "mother"} else "light"
        if username not in people:
            people[username] = visitor(
                username, width=width, scheme=scheme, language="ru" if scheme == "dark" else "ky"
            )
        one = people[username]
        path = address.format(
            student=world.student.pk, class_a=world.class_a.pk, algebra=world.algebra.pk, lesson=world.lesson().pk
        )
        one.said.clear()
        answer = one.open(path)
        if answer.status != 200:
            faults.append(f"{path}: {answer.status}")
            continue
        faults += [f"{path}: {text}" for text in one.said]
        wide = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults.append(f"{path}: {wide} px too wide")
        if (username in PHONES) != (width == 360):
            continue
        found = Axe().run(one.page)
        faults += [
            f"{path}: {fault['id']} {[node['html'][:120] for node in fault['nodes'][:3]]}"
            for fault in found.response["violations"]
            if fault["impact"] in {"serious", "critical"}
        ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_head_of_a_journal_stands_in_one_line(visitor, world, language):
    """Whatever the subject is called; what is rarely used is under «More»."""
    one = visitor("teacher", width=1280, language=language)
    one.open(f"/journal/{world.algebra.pk}/")
    one.page.evaluate("document.querySelector('.j-bar h1').textContent = 'Аскерге чакырууга чейинки даярдык'")
    assert one.page.locator(".j-bar").bounding_box()["height"] < 48
    one.page.click(".j-bar .acts summary")
    assert one.page.locator(".j-bar .acts [data-do=fill]").is_visible()


def test_a_cold_page_is_light(visitor, world):
    """At most 150 KB in at most 12 requests (design §8); gzip as the server sends it."""
    for username, path in [
        ("teacher", f"/journal/{world.algebra.pk}/"),
        ("mother", f"/journal/children/{world.student.pk}/"),
    ]:
        one = visitor(username)
        fresh = one.context.new_page()
        sizes = []
        fresh.on("response", lambda response, sizes=sizes: sizes.append(len(gzip.compress(response.body()))))
        fresh.goto(one.server.url(path))
        fresh.wait_for_load_state("networkidle")
        assert len(sizes) <= 12, f"{path}: {len(sizes)} requests"
        assert sum(sizes) <= 150_000, f"{path}: {sum(sizes)} bytes, compressed"
