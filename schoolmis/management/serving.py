"""What `serve` runs with: its environment, and what must be true before it starts."""

import os
import socket
import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def environment(host: str = "127.0.0.1") -> dict[str, str]:
    """The environment of the server and the worker: hashed static files, pooled connections as `web`, known names."""
    names = dict.fromkeys(["localhost", "127.0.0.1", "[::1]", socket.gethostname().lower(), host])
    defaults = {"ALLOWED_HOSTS": ",".join(name for name in names if name not in ("", "0.0.0.0", "::"))}
    fixed = {"SCHOOLMIS_MANIFEST": "1", "DATABASE_POOL": "1", "SCHOOLMIS_DB_ROLE": "web", "DEBUG": "0"}
    return defaults | dict(os.environ) | fixed


def gunicorn(host: str, port: int) -> list[str]:
    """2 × 4 threads: a school of 1 500 on two cores. Workers are renewed now and then, so nothing grows for weeks."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "bind": address,
        "chdir": ROOT,
        "worker-class": "gthread",
        "workers": os.environ.get("WEB_WORKERS", 2),
        "threads": os.environ.get("WEB_THREADS", 4),
        "max-requests": 2000,
        "max-requests-jitter": 200,
        "timeout": 60,
        "graceful-timeout": 20,
        "log-level": "warning",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "gunicorn", "schoolmis.wsgi", "--no-control-socket", *flags]


def port_is_taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def answers(host: str, port: int) -> bool:
    """Whether somebody listens there."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
