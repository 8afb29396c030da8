"""A school, its server and a browser for the grid alone; nothing of Django is asked."""

import pytest

from tests.browser.conftest import CHROMIUM

from . import server
from .school import School

DESK = {"viewport": {"width": 1280, "height": 900}}


class Stage:
    """The school with its server, which can fall and stand up again on the same port."""

    def __init__(self):
        self.school = School()
        self.server = server.start(self.school)
        self.port = self.server.server_port

    def url(self, section=1):
        return f"http://127.0.0.1:{self.port}/journal/{section}/"

    def fall(self):
        server.stop(self.server)

    def stand(self):
        self.server = server.start(self.school, self.port)


@pytest.fixture
def stage():
    stage = Stage()
    yield stage
    stage.fall()


@pytest.fixture
def profile(chromium, tmp_path):
    """profile() opens a browser on one and the same profile: closed and opened again, it remembers."""
    opened = []

    def browser(**what):
        what = DESK | what
        context = chromium.browser_type.launch_persistent_context(str(tmp_path / "profile"), **CHROMIUM, **what)
        context.set_default_timeout(5000)
        opened.append(context)
        return context

    yield browser
    for context in opened:
        context.close()


@pytest.fixture
def device(chromium):
    """device(**what): a page of the one browser of all tests, with cookies and a store of its own."""
    opened = []

    def page(**what):
        context = chromium.new_context(**(DESK | what))
        context.set_default_timeout(5000)
        opened.append(context)
        return context.new_page()

    yield page
    for context in opened:
        context.close()


@pytest.fixture
def page(device):
    page = device()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda line: page.faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    assert page.faults == []
