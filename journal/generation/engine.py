"""The program fet-cl: is it here, running it with a limit, what it said. One folder for each run, gone afterwards."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "fet-cl"
GRACE = 60
"""Seconds beyond the limit after which a program that does not end is ended."""


@dataclass
class Outcome:
    """`ended`: done, late (the limit came first), stopped (somebody asked), failed; `times`: the best XML of places."""

    ended: str
    times: bytes = b""
    said: str = ""
    difficult: str = ""


def installed() -> str | None:
    """The path of the program, or None."""
    return shutil.which(PROGRAM)


def run(data: bytes, *, seconds: int, tell: Callable[[int], None], is_stopped: Callable[[], bool]) -> Outcome:
    """FET on a data file. Its exit code is 0 even when it finds nothing: the log is what counts."""
    with tempfile.TemporaryDirectory(prefix="fet-") as folder:
        place = Path(folder)
        (place / "school.fet").write_bytes(data)
        with (place / "said.txt").open("wb") as said:
            made = subprocess.Popen(
                _command(place, seconds),
                stdout=said,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=place,
                env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": folder},
                start_new_session=True,
            )
            stopped = _watch(made, place, seconds, tell, is_stopped)
        return _outcome(place, stopped)


def _command(place: Path, seconds: int) -> list[str]:
    polite = ["nice", "-n", "10"] if shutil.which("nice") else []
    if shutil.which("setpriv"):  # a worker that is killed takes the program with it
        polite += ["setpriv", "--pdeathsig", "KILL"]
    return [
        *polite,
        installed() or PROGRAM,
        "--inputfile=school.fet",
        f"--outputdir={place / 'out'}",
        f"--timelimitseconds={seconds}",
        "--htmllevel=0",
        "--language=en_US",
    ]


def _watch(made, place: Path, seconds: int, tell, is_stopped) -> bool:
    """Until it ends; a program asked to end writes the best it has found."""
    end, stopped = time.monotonic() + seconds + GRACE, False
    try:
        while made.poll() is None:
            try:
                made.wait(timeout=1)
            except subprocess.TimeoutExpired:
                tell(placed(place))
                if not stopped and is_stopped():
                    made.send_signal(signal.SIGTERM)
                    stopped, end = True, time.monotonic() + 10
                if time.monotonic() > end:
                    break
    finally:
        if made.poll() is None:
            os.killpg(made.pid, signal.SIGKILL)
            made.wait()
    return stopped


def placed(place: Path) -> int:
    """How many activities stood at once so far: the last number of FET's own log."""
    log = place / "out" / "logs" / "max_placed_activities.txt"
    try:
        last = log.read_text("utf-8-sig", errors="replace").rstrip().rsplit("\n", 1)[-1]
    except OSError:
        return 0
    found = re.findall(r"\d+", last)
    return int(found[-1]) if found else 0


def _outcome(place: Path, stopped: bool) -> Outcome:
    logs = place / "out" / "logs"
    said, result = _text(place / "said.txt"), _text(logs / "result.txt")
    difficult = _text(logs / "difficult_activities.txt")
    tables = place / "out" / "timetables"
    whole, best = tables / "school" / "school_activities.xml", tables / "school-highest" / "school_activities.xml"
    if stopped:
        return Outcome("stopped")
    if "Simulation successful" in result + said and whole.exists():
        return Outcome("done", whole.read_bytes())
    if best.exists():
        return Outcome("late", best.read_bytes(), difficult=difficult)
    return Outcome("failed", said=_message(said or result), difficult=difficult)


def _message(text: str) -> str:
    """FET's own sentences, without the headings of its windows."""
    lines = [re.sub(r"^(Title|Message):\s*", "", line).strip() for line in text.splitlines()]
    told = [line for line in lines if line and not line.startswith(("Starting", "FET -", "FET version", "Opened"))]
    return " ".join(told)[:1500]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig", errors="replace")[:200_000]
    except OSError:
        return ""
