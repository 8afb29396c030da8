"""A browser's bare bones: one kept connection, cookies, gzip; signs in as people do."""

import gzip
import http.client
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from journal.bench.size import PASSWORD


@dataclass
class Answer:
    """`seconds` from the first byte sent to the last one read; `wire` is what came over the line."""

    status: int
    seconds: float
    wire: int
    statements: int
    headers: dict
    raw: bytes

    @property
    def body(self) -> bytes:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return gzip.decompress(self.raw) if packed else self.raw

    def json(self):
        return json.loads(self.body)


class Client:
    """One signed-in reader; `state` is what the jobs remember between requests."""

    def __init__(self, port: int):
        self.port, self.cookies, self.state = port, {}, {}
        self.line, self.used = None, 0.0

    def request(self, method: str, path: str, body=None) -> Answer:
        """`body`: a dict is sent as a form, a list or a string as JSON."""
        headers = {"Accept-Encoding": "gzip", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
            headers["Content-Type"] = "application/json"
            if isinstance(body, dict):
                body = urlencode(body)
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            else:
                headers["Accept"] = "application/json"
        self._connect()
        start = time.perf_counter()
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        raw = answer.read()
        took = time.perf_counter() - start
        self.used = time.monotonic()
        for cookie in answer.msg.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, took, len(raw), int(answer.headers.get("X-Statements", 0)), answer.headers, raw)

    def _connect(self):
        """The server drops a connection that is silent for two seconds."""
        if self.line is None or time.monotonic() - self.used > 1:
            self.close()
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            self.line.connect()

    def close(self) -> None:
        """The next request opens a line anew, perhaps to another worker."""
        if self.line:
            self.line.close()
        self.line = None

    def sign_in(self, username: str) -> "Client":
        """Raises RuntimeError with the page's status when the name is not let in."""
        self.request("GET", "/account/login/")
        answer = self.request("POST", "/account/login/", self.sign_in_form(username))
        if answer.status != 302:
            raise RuntimeError(f"{username} was not let in: {answer.status}")
        return self

    def sign_in_form(self, username: str) -> dict:
        return {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
