"""One PostgreSQL server on one data folder: made, started, recognised, stopped."""

import contextlib
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from .account import LOCALE, Account
from .binaries import Binaries
from .errors import ClusterError
from .folders import keep

PATIENCE = 30  # seconds: after a kill -9 the orphans of the old server need 1 or 2 to leave
PAUSE = 0.3
UNREACHABLE = 1.5  # seconds: a server makes its socket at once, so one without is not starting
RECOVERY = 300  # seconds a start may take when it must replay what the disk holds

SETTINGS = {
    "listen_addresses": "",
    "port": 5432,
    "unix_socket_permissions": "0700",
    "max_connections": 100,
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": 1.1,
    "jit": "off",
    "max_parallel_workers_per_gather": 0,
    "max_parallel_maintenance_workers": 0,
    # systemd removes a user's POSIX shared memory at log-out, and a container has little of it.
    "dynamic_shared_memory_type": "mmap",
    "password_encryption": "scram-sha-256",
    "timezone": "Asia/Bishkek",
    "log_timezone": "Asia/Bishkek",
    "lc_messages": "C",
    "fsync": "on",
}
# For tests only: a power cut may cost such a cluster.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


@dataclass(frozen=True)
class Server:
    data: Path
    socket: Path
    account: Account
    binaries: Binaries
    password: str
    unsafe: bool = False

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    def connect(self, dbname: str = "postgres") -> psycopg.Connection:
        """A superuser's connection to this very server; OperationalError if it does not answer."""
        connection = psycopg.connect(
            host=str(self.socket),
            port=SETTINGS["port"],
            user="postgres",
            password=self.password,
            dbname=dbname,
            autocommit=True,
            connect_timeout=5,
        )
        folder = connection.execute("SHOW data_directory").fetchone()[0]
        if not self.data.samefile(folder):
            connection.close()
            raise ClusterError(f"Another server ({folder}) answers in {self.socket}. Stop it and start again.")
        return connection

    def make(self) -> None:
        """Make the data folder, whole or not at all. Cyrillic needs a UTF-8 ctype, or trigrams find nothing."""
        draft = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.account.give(draft)
        secret = self.socket / "password"
        keep(secret, self.password, self.account)
        locale = ["--locale", LOCALE]
        if self.binaries.major >= 17:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", f"--lc-ctype={LOCALE}"]
        speed = ["--no-sync"] if self.unsafe else []
        options = ["-U", "postgres", "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "-k", *locale, *speed]
        try:
            outcome = self.account.run(self.binaries["initdb"], "-D", draft, *options)
        finally:
            secret.unlink()
        if outcome.returncode:
            raise ClusterError(f"The database could not be made in {self.data}.\n{outcome.stderr.strip()}")
        with (draft / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude 'schoolmis.conf'  # written again at every start\n")
        draft.rename(self.data)

    def start(self) -> None:
        """Start it, or find it running. Returns when it answers; ClusterError with the log's end when it does not."""
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            self._write_settings()
            self._disown_foreign_pid()
            outcome = self.account.run(
                self.binaries["pg_ctl"], "-w", "-t", RECOVERY, "-D", self.data, "-l", self.log, "start"
            )
            if outcome.returncode and time.monotonic() > deadline - PATIENCE + UNREACHABLE:
                self._stop_unreachable()
            if outcome.returncode and time.monotonic() > deadline:
                raise ClusterError(f"The database in {self.data} does not start.\n{self._last_words()}")
            if outcome.returncode:
                time.sleep(PAUSE)

    def answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError as problem:
            if "password authentication failed" in str(problem):
                raise ClusterError(
                    f"The password in {self.data.parent / 'passwords.json'} does not open the database in {self.data}."
                ) from problem
            return False
        return True

    def stop(self) -> None:
        """Stop it in order: open transactions are rolled back, everything committed is on the disk."""
        self.account.run(self.binaries["pg_ctl"], "-w", "-t", 60, "-m", "fast", "-D", self.data, "stop")
        with contextlib.suppress(OSError):
            self.socket.rmdir()

    def idle(self) -> bool:
        """Whether nobody but us is connected; leaving sessions are given half a second."""
        with self.connect() as connection:
            for _ in range(5):
                others = connection.execute(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                )
                if others.fetchone()[0] == 0:
                    return True
                time.sleep(0.1)
        return False

    def _write_settings(self) -> None:
        settings = SETTINGS | {"unix_socket_directories": self.socket} | (UNSAFE if self.unsafe else {})
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        keep(self.data / "schoolmis.conf", "".join(lines), self.account)
        if self.log.exists() and self.log.stat().st_size > 10_000_000:
            self.account.run("sh", "-c", ': > "$0"', self.log)

    def _disown_foreign_pid(self) -> None:
        """After a power cut postmaster.pid may name a process of somebody else, and the server would refuse to start.

        The file is not removed: its last lines let the server find orphans of the old one that still write. Only the
        number is replaced, by one of a process that has ended.
        """
        file = self.data / "postmaster.pid"
        try:
            first, rest = file.read_text().split("\n", 1)
            pid = abs(int(first))
        except (FileNotFoundError, ValueError):
            return
        if _is_server_of(pid, self.data):
            return
        ended = subprocess.Popen(["true"])
        ended.wait()
        keep(file, f"{ended.pid}\n{rest}", self.account)

    def _stop_unreachable(self) -> None:
        """A server of ours whose socket somebody has cleaned away from /tmp serves nobody."""
        with contextlib.suppress(OSError, ValueError):
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            if _is_server_of(pid, self.data) and not (self.socket / f".s.PGSQL.{SETTINGS['port']}").exists():
                self.account.run(self.binaries["pg_ctl"], "-w", "-m", "fast", "-D", self.data, "stop")

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-8:])


def _is_server_of(pid: int, data: Path) -> bool:
    """Whether this living process is a server of this folder: a server's current folder is its data folder."""
    try:
        return data.samefile(f"/proc/{pid}/cwd")
    except OSError:
        if Path("/proc/self").is_dir():
            return False
    listed = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True)
    return "postgres" in listed.stdout and str(data) in listed.stdout
