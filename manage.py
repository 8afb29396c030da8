#!/usr/bin/env python3
"""The school's one command. On a bare machine it first makes what it needs beside itself; see README.md."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = {"the program": ROOT / "requirements.txt", "the tests": ROOT / "tests" / "requirements.txt"}
WITH_TESTS = {"test", "verify"}
WITHOUT_DATABASE = {"help", "--help", "-h", "version", "--version", "makemessages", "collectstatic"}
# These change the shape of the database or read all of it; everything else works as the role `web`.
AS_OWNER = {"migrate", "makemigrations", "sqlmigrate", "test", "verify", "backup", "restore"}


def main():
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if os.name == "nt":
        sys.exit("On Windows the program runs in WSL: https://learn.microsoft.com/windows/wsl/install")
    make_environment(tests=command in WITH_TESTS)
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(PYTHON, [str(PYTHON), *sys.orig_argv[1:]])
    try:
        sys.exit(run(command))
    except KeyboardInterrupt:
        sys.exit("Stopped.")


def make_environment(tests):
    """`.venv` with the pinned packages: made once, brought up to date when a requirements file changes."""
    wanted = {name: file for name, file in REQUIREMENTS.items() if tests or name == "the program"}
    if all(is_installed(file) for file in wanted.values()):
        return
    import fcntl

    # Two programs started at once: the second waits, then finds the work done.
    handle = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    if not PYTHON.exists() or subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode:
        step("Making .venv", [sys.executable, "-m", "venv", "--clear", VENV], "On Debian: apt-get install python3-venv")
    for name, file in wanted.items():
        if not is_installed(file):
            pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "-r", file]
            step(f"Installing the packages of {name}", pip, "Is there a way to PyPI?")
            stamp(file).write_text(digest(file))
    os.close(handle)


def say(text):
    print(text, file=sys.stderr, flush=True)


def step(title, command, hint):
    say(f"{title} ...")
    outcome = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if outcome.returncode:
        sys.exit(f"{outcome.stdout.strip()}\n{title} failed. {hint}")


def is_installed(file):
    return PYTHON.exists() and stamp(file).exists() and stamp(file).read_text() == digest(file)


def stamp(file):
    return VENV / f"installed-{file.parent.name if file.parent != ROOT else 'program'}"


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def run(command):
    """Start the database if none is named, then the command; afterwards stop the database unless others use it."""
    from schoolmis import cluster
    from schoolmis.management import catalogues, machine

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolmis.settings")
    home = cluster.default_home(ROOT)
    if command == "test":
        home = home / "tests"  # never among the school's own rows and files
    os.environ["SCHOOLMIS_HOME"] = str(home)
    if command in AS_OWNER:
        os.environ["SCHOOLMIS_DB_ROLE"] = "owner"
    catalogues.compile_all(ROOT)
    try:
        embedded = command not in WITHOUT_DATABASE and cluster.use(home, unsafe=command == "test", say=say)
        try:
            if command == "test":
                return machine.run_tests(ROOT, sys.argv[2:])
            machine.secret_key(home)
            from django.core.management import execute_from_command_line

            return execute_from_command_line(sys.argv)
        finally:
            if embedded:
                machine.close_connections()
                cluster.leave(home)
    except cluster.ClusterError as problem:
        return str(problem)


if __name__ == "__main__":
    main()
