"""What the machine must have for a command: Debian packages, Chromium, the secret key. No settings are read here."""

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def run_tests(root: Path, arguments: list[str]) -> int:
    """Everything to a test run; pytest's own exit code, and pytest's line is the last one."""
    if missing := install("chromium", *BROWSERS):
        print(f"The browser tests need Chromium. {missing}", file=sys.stderr)
        return 1
    os.environ.setdefault("CHROMIUM", next(filter(None, map(shutil.which, BROWSERS))))
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=root).returncode


def install(package: str, *programs: str) -> str:
    """Install a Debian package unless one of its programs is there. Empty, or a sentence that says what to do."""
    if any(map(shutil.which, programs)):
        return ""
    command = f"apt-get install {package}"
    if not shutil.which("apt-get"):
        return f"Install “{package}” with this system's own packages."
    if os.geteuid() != 0:
        return f"Install it: sudo {command}"
    print(f"Installing {package} ...", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", package]):
        outcome = subprocess.run(["apt-get", "-q", *step], env=environment, capture_output=True, text=True)
    if outcome.returncode or not any(map(shutil.which, programs)):
        return f"{outcome.stderr.strip()}\nIt could not be installed: {command}"
    return ""


def secret_key(home: Path) -> None:
    """Put SECRET_KEY into the environment; it is made at the first start and kept beside the data (0600)."""
    if os.environ.get("SECRET_KEY"):
        return
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = home / "secret-key"
    if not file.exists():
        draft = file.with_name(f"secret-key.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
        # Of two programs that start at once the first one's key stays.
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    os.environ["SECRET_KEY"] = file.read_text()


def close_connections() -> None:
    """Leave the database with everything Django has opened, so that it can stop."""
    if "django.db" not in sys.modules:
        return
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
