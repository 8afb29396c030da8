"""The database that the program starts itself when DATABASE_URL names none.

    home/postgres/        the server's data
    home/passwords.json   the passwords of its roles (0600)
    home/in-use           a lock that every program using the server holds: the last one out may stop it

Needs neither Django nor settings: `manage.py` calls `use` before Django starts.
"""

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from . import binaries, contents, folders
from .account import account_for
from .errors import ClusterError
from .folders import default_home
from .server import Server

__all__ = ["ClusterError", "Urls", "default_home", "empty", "ensure_running", "leave", "revive", "serving", "use"]

_notes: dict[Path, int] = {}


class Urls(NamedTuple):
    web: str
    owner: str


def use(home: Path, *, unsafe: bool = False, say=lambda text: None) -> bool:
    """Put DATABASE_URL and DATABASE_OWNER_URL into the environment; true if the embedded cluster serves them."""
    if url := os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_OWNER_URL"] = os.environ.get("DATABASE_OWNER_URL") or url
        return False
    urls = ensure_running(home, unsafe=unsafe, say=say)
    os.environ.update(DATABASE_URL=urls.web, DATABASE_OWNER_URL=urls.owner)
    return True


def ensure_running(home: Path, *, unsafe: bool = False, say=lambda text: None) -> Urls:
    """Make the cluster of this home if there is none, start it if it does not run. `unsafe` (tests): no fsync."""
    home = Path(home).resolve()
    folders.make_home(home)
    with folders.alone(home):
        server = _server(home, unsafe)
        if not server.data.exists():
            say(f"Making the database in {server.data} (PostgreSQL {server.binaries.major}) ...")
            server.make()
        server.start()
        contents.fill(server, folders.passwords(home))
        if home not in _notes:
            _notes[home] = folders.sign_in(home)
    return urls(home, server)


def serving() -> bool:
    """Whether this program started or joined the embedded cluster, so that DATABASE_URL is ours."""
    return bool(_notes)


def revive() -> bool:
    """Start our cluster again if its server was killed; true if it had to be. A cheap look, to be taken often."""
    dead = [home for home in _notes if not folders.listens(home, account_for(home, home / "postgres"))]
    for home in dead:
        ensure_running(home)
    return bool(dead)


def leave(home: Path) -> bool:
    """This program needs the cluster no more: stop it unless another program or session uses it. True if stopped."""
    home = Path(home).resolve()
    if home not in _notes:
        return False
    with folders.alone(home):
        last = folders.sign_out(_notes.pop(home))
        server = _server(home)
        if not last or not server.answers() or not server.idle():
            return False
        server.stop()
        return True


def empty(home: Path) -> None:
    """Drop the database of this home and make it anew, empty."""
    home = Path(home).resolve()
    with folders.alone(home):
        contents.empty(_server(home), folders.passwords(home))


def urls(home: Path, server: Server) -> Urls:
    secrets = folders.passwords(home)
    return Urls(*(
        f"postgresql://{role}:{quote(secrets[role])}@/{contents.DATABASE}?host={quote(str(server.socket))}"
        for role in ("web", "owner")
    ))  # fmt: skip


def _server(home: Path, unsafe: bool = False) -> Server:
    data = home / "postgres"
    account = account_for(home, data)
    if not account.may_enter(home):
        raise ClusterError(
            f"The database server runs as “{account.name}”, who cannot enter {home}. "
            "Name another folder in SCHOOLMIS_HOME."
        )
    found = binaries.choose(home, data, account)
    password = folders.passwords(home)["postgres"]
    return Server(data, folders.socket_folder(home, account), account, found, password, unsafe)
