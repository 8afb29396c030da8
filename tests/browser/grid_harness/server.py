"""The HTTP server of the harness: start(school, port) → a running server; stop() drops it as a crash would."""

import json
import os
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from . import pages

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, status, body=b"", kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        school = self.server.school
        path = self.path.split("?")[0]
        if path == "/sw.js":
            return self.answer(
                200,
                (pages.STATIC / "js/sw.js").read_bytes(),
                "text/javascript",
                Service_Worker_Allowed="/",
                Cache_Control="no-cache",
            )
        if path.startswith("/static/"):
            for root in (pages.STATIC, *map(Path, os.environ.get("GRID_STATIC", "").split())):
                file = root / path.removeprefix("/static/")
                if file.is_file():
                    return self.answer(200, file.read_bytes(), TYPES[file.suffix])
            return self.answer(404)
        if found := re.fullmatch(r"/journal/cells/(\d+)/(\d+)/history/", path):
            return self.answer(
                200, f"<ul><li>12:40, Сатыбалдиева Г.: 3 → 4 ({found[1]}, {found[2]})</li></ul>".encode()
            )
        if found := re.fullmatch(r"/journal/(\d+)/", path):
            if school.user is None:
                return self.answer(302, Location="/signin/")
            body = pages.journal(school, int(found[1])).encode()
            return self.answer(
                200, body, X_Journal_User=str(school.user), Set_Cookie="csrftoken=abc; Path=/; SameSite=Lax"
            )
        return self.answer(200 if path in {"/signin/", "/"} else 404, b"<title>Sign in</title><p>Sign in")

    def do_POST(self):
        school = self.server.school
        raw = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if "logout" in self.path:
            school.user = None
            return self.answer(302, Location="/signin/")
        body = json.loads(raw)
        school.posts.append((self.path, body))
        if school.broken:
            school.broken -= 1
            return self.answer(500)
        if school.user is None:
            return self.answer(302, Location="/signin/")
        if self.headers["X-CSRFToken"] != "abc":
            return self.answer(403, b"CSRF")
        if body["user"] != school.user:
            return self.answer(409, pages.message(code="user"), "application/json")
        section = int(self.path.split("/")[2])
        answer = school.save(section, body, school.names[school.user])
        if school.swallow:  # written, but the answer is lost
            school.swallow -= 1
            self.close_connection = True
            return self.connection.close()
        return self.answer(200, json.dumps(answer, ensure_ascii=False).encode(), "application/json")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, *args):
        pass


def start(school, port=0):
    server = Server(("127.0.0.1", port), Handler)
    server.school = school
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


def stop(server):
    server.shutdown()
    server.server_close()
