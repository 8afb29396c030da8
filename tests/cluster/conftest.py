"""Small clusters of their own, far from the one the other tests use."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from schoolmis import cluster
from schoolmis.cluster import account

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shelf():
    """A folder that the server's account can enter; pytest's own is closed to it when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="schoolmis-test-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def made(shelf):
    """A cluster made once, stopped, to be copied."""
    home = shelf / "made"
    cluster.ensure_running(home, unsafe=True)
    assert cluster.leave(home)
    return home


@pytest.fixture
def new_home(shelf):
    """Names of homes that do not exist yet; whatever is started in them is stopped."""
    homes = []

    def name():
        homes.append(shelf / f"home{len(list(shelf.iterdir()))}-{len(homes)}")
        return homes[-1]

    yield name
    for home in homes:
        put_out(home)


@pytest.fixture
def home(made, new_home):
    copy = new_home()
    subprocess.run(["cp", "-a", made, copy], check=True)
    return copy


@pytest.fixture(scope="session")
def running(made, shelf):
    """One running cluster for the tests that only look, or that tidy up: its home and its addresses."""
    home = shelf / "running"
    subprocess.run(["cp", "-a", made, home], check=True)
    yield home, cluster.ensure_running(home, unsafe=True)
    put_out(home)


def put_out(home):
    cluster.leave(home)
    if (home / "postgres" / "postmaster.pid").exists():
        cluster.ensure_running(home, unsafe=True)
        assert cluster.leave(home)
    shutil.rmtree(home, ignore_errors=True)


def postmaster(home) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text().split()[0])


def server_account(home) -> account.Account:
    return account.account_for(home, home / "postgres")


def program(script: str, home) -> subprocess.Popen:
    """Another instance of the program: runs the script with `cluster` and `home` at hand."""
    head = f"import os, signal, sys\nfrom schoolmis import cluster\nhome = {str(home)!r}\n"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DATABASE_")}
    return subprocess.Popen(
        [sys.executable, "-c", head + script],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
