"""The real program behind a real browser, over a clone of the tests' database; it can fall and stand up again."""

import os
import threading
from wsgiref.simple_server import WSGIRequestHandler

import pytest
from playwright.sync_api import sync_playwright

from tests import cast

CHROMIUM = {
    "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
}
# Playwright drives the browser from an event loop of its own; the tests themselves stay synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """A test's output is for its own words."""


class Server:
    """The program on a port of this machine, in a thread of the test."""

    def __init__(self):
        self.port, self.thread = 0, None
        self.stand()

    def stand(self):
        from django.contrib.staticfiles.handlers import StaticFilesHandler
        from django.core.servers.basehttp import ThreadedWSGIServer
        from django.core.wsgi import get_wsgi_application

        ThreadedWSGIServer.allow_reuse_address = True
        self.http = ThreadedWSGIServer(("127.0.0.1", self.port), Quiet)
        self.http.set_app(StaticFilesHandler(get_wsgi_application()))
        self.port = self.http.server_port
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def fall(self):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join(5)

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture
def server(committed_db):
    server = Server()
    yield server
    server.fall()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as play:
        browser = play.chromium.launch(**CHROMIUM)
        yield browser
        browser.close()


class Visitor:
    """One person at one device. `page` keeps what the console said; `violations` those of the security policy."""

    def __init__(self, chromium, server, width=1280, language="ky", scheme="light"):
        self.server, self.said = server, []
        phone = width < 720
        self.context = chromium.new_context(
            viewport={"width": width, "height": 740 if phone else 900},
            has_touch=phone,
            is_mobile=phone,
            color_scheme=scheme,
            accept_downloads=True,
        )
        self.context.set_default_timeout(8000)
        self.context.add_cookies(
            [{"name": "django_language", "value": language, "domain": "127.0.0.1", "path": "/", "sameSite": "Lax"}]
        )
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, path):
        return self.page.goto(self.server.url(path))

    def enter(self, username):
        """Signed in, the rules of use accepted; the form itself is for the tests of signing in."""
        from schoolmis.accounts.models import User

        user = User.objects.get(username=username)
        key = cast.SESSIONS.get(user.get_session_auth_hash()) or cast.session(user)
        self.context.add_cookies([{"name": "sessionid", "value": key, "domain": "127.0.0.1", "path": "/"}])
        return self

    def sign_in(self, username):
        self.open("/account/login/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", cast.PASSWORD)
        self.page.click("form button.main-act")
        self.page.wait_for_load_state()
        if "/account/rules/" in self.page.url:
            for box in self.page.locator("form input[type=checkbox]").all():
                box.check()
            self.page.click("form button.main-act")
            self.page.wait_for_load_state()
        assert "/account/" not in self.page.url, self.page.url
        return self

    @property
    def violations(self):
        return [text for text in self.said if "Content Security Policy" in text or "Refused to" in text]


@pytest.fixture
def visitor(chromium, server):
    """`visitor(username, width=…, language=…)`: somebody signed in at a device of their own."""
    opened = []

    def arrive(username=None, **how):
        one = Visitor(chromium, server, **how)
        opened.append(one)
        return one.enter(username) if username else one

    yield arrive
    for one in opened:
        one.context.close()
