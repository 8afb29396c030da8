"""The server under test: gunicorn as `serve` starts it, on a free port, with the benchmark's settings."""

import contextlib
import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from django.core.management.base import CommandError

from journal.bench.size import TODAY
from schoolmis.management import serving


class Server:
    """`port` to talk to; `memory()` in MB, shared pages counted once; use as a context manager."""

    def __init__(self, urls: dict[str, str]):
        self.folder = tempfile.TemporaryDirectory(prefix="schoolmis-bench-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        own = {
            "DJANGO_SETTINGS_MODULE": "journal.bench.settings",
            "SCHOOLMIS_TODAY": TODAY.isoformat(),
            "STATIC_ROOT": f"{self.folder.name}/static",
            "SCHOOLMIS_HOME": self.folder.name,
        }
        self.environment = serving.environment() | urls | own
        self.processes = []
        self.peak = 0.0

    def __enter__(self):
        collect = [*serving.MANAGE, "collectstatic", "--noinput", "--verbosity=0"]
        if subprocess.run(collect, env=self.environment).returncode:
            raise CommandError("The static files could not be collected.")
        # Workers are renewed every 2000 requests in a school; here that would be noise in the middle of a measurement.
        self.start([*serving.gunicorn("127.0.0.1", self.port), "--max-requests=0"])
        self.start([*serving.MANAGE, "procrastinate", "worker"])
        for _ in range(300):
            if serving.answers("127.0.0.1", self.port):
                return self
            if self.processes[0].poll() is not None:
                break
            time.sleep(0.1)
        self.__exit__()
        raise CommandError("The benchmark's web server did not start; its last words stand above.")

    def start(self, command):
        self.processes.append(subprocess.Popen(command, env=self.environment, cwd=serving.ROOT))

    def __exit__(self, *problem):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(25)
            process.kill()
        self.folder.cleanup()

    def memory(self) -> float:
        """MB of the web server and its children now (Linux only, else 0); the highest is kept in `peak`."""
        found = sum(map(_pss, _family(self.processes[0].pid))) / 1024
        self.peak = max(self.peak, found)
        return found


def _family(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found = children.read_text().split() if children.exists() else []
    return [pid, *(one for child in found for one in _family(int(child)))]


def _pss(pid):
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
