"""The processes of `serve`: started together, watched, stopped together."""

import ctypes
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

LINUX = ctypes.CDLL(None) if sys.platform == "linux" else None
GRACE = 25  # seconds a process may take to finish what it is doing


@dataclass
class Member:
    name: str
    command: list[str]
    environment: dict[str, str]
    essential: bool = True
    process: subprocess.Popen | None = None
    failures: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command, env=self.environment, start_new_session=True, preexec_fn=_end_with_parent
        )

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None


def work(members: list[Member], say, ready, revived=lambda: False) -> int:
    """Run until Ctrl-C or TERM (0), or until an essential member ends (its exit code). Others are started again.

    `ready` is called until it returns true. `revived` is called every second; when it says that the database was
    started again, the members that are not essential are as well: they listen on a connection that is gone.
    """
    stop = threading.Event()
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in signals}
    try:
        for member in members:
            member.start()
        up = False
        while not stop.wait(0.2 if not up else 1):
            up = up or ready()
            if revived():
                say("The database had stopped; it was started again.")
                _dismiss([member for member in members if not member.essential])
            for member in filter(Member.ended, members):
                if member.essential:
                    return member.process.returncode or 1
                _start_again(member, say)
        return 0
    finally:
        _dismiss(members)
        for number, handler in before.items():
            signal.signal(number, handler)


def _start_again(member: Member, say) -> None:
    """After 2, 4, 8 … 60 seconds: a worker that cannot start must not take the machine."""
    now = time.monotonic()
    if not member.again_at:
        member.failures += 1
        member.again_at = now + min(2**member.failures, 60)
        say(f"The {member.name} ended with code {member.process.returncode}; it will be started again.")
    elif now >= member.again_at:
        member.again_at = 0.0
        member.start()


def _dismiss(members: list[Member]) -> None:
    running = [member.process for member in members if member.process and member.process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _end_with_parent() -> None:
    """Linux: if `serve` is killed, its processes get TERM and the port is free for the next start."""
    if LINUX:
        LINUX.prctl(1, signal.SIGTERM)
