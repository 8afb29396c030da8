"""A school, its server and a browser for the grid alone; nothing of Django is asked."""

import pytest
from playwright.sync_api import sync_playwright

from . import server
from .school import School

CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-gpu"]}


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


@pytest.fixture(scope="session")
def browser_type(request):
    """The browser tests' own Chromium; without them around, one of ours (a process can start Playwright only once)."""
    try:
        yield request.getfixturevalue("chromium").browser_type
    except pytest.FixtureLookupError:
        with sync_playwright() as play:
            yield play.chromium


@pytest.fixture
def profile(browser_type, tmp_path):
    """profile() opens a browser on one and the same profile: closed and opened again, it remembers."""
    opened = []

    def browser(**what):
        what = {"viewport": {"width": 1280, "height": 900}, **what}
        context = browser_type.launch_persistent_context(str(tmp_path / "profile"), **CHROMIUM, **what)
        context.set_default_timeout(5000)
        opened.append(context)
        return context

    yield browser
    for context in opened:
        context.close()


@pytest.fixture
def page(profile):
    page = profile().pages[0]
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda line: page.faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    assert page.faults == []
