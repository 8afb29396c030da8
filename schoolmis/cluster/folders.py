"""Where a cluster's things stand: home, data, socket, passwords, and the locks between programs."""

import fcntl
import hashlib
import json
import os
import secrets
import socket
import stat
from contextlib import contextmanager
from pathlib import Path

from .account import Account, nobody
from .errors import ClusterError

SYSTEM_HOME = Path("/var/lib/schoolmis")
# A socket path may have 107 bytes, so sockets never stand in the home folder.
SOCKETS = Path("/tmp")


def default_home(checkout: Path) -> Path:
    """SCHOOLMIS_HOME, else `.data` in the checkout, else (root, with a checkout closed to others) a system folder."""
    if named := os.environ.get("SCHOOLMIS_HOME"):
        return Path(named).expanduser().resolve()
    checkout = checkout.resolve()
    beside = checkout / ".data"
    closed = os.geteuid() == 0 and not beside.exists() and not nobody().may_enter(checkout)
    return SYSTEM_HOME / f"{checkout.name}-{short_hash(checkout)}" if closed else beside


def make_home(home: Path) -> None:
    """Root's home folder can be entered by the server's account, a plain user's by nobody else."""
    home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    if not os.access(home, os.W_OK):
        raise ClusterError(f"The folder {home} cannot be written. Name another one in SCHOOLMIS_HOME.")


def short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def listens(home: Path, account: Account) -> bool:
    """Whether somebody listens on the cluster's socket; it may still be starting."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(socket_path(home, account) / ".s.PGSQL.5432")) == 0


def socket_path(home: Path, account: Account) -> Path:
    """One for each home and account: what one user has left in /tmp must not stop another."""
    return SOCKETS / f"schoolmis-{short_hash(home / str(account.uid))}"


def socket_folder(home: Path, account: Account) -> Path:
    """The cluster's own 0700 folder in /tmp. One that somebody else has put there is refused."""
    folder = socket_path(home, account)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if found.st_uid == 0 and os.geteuid() == 0 and stat.S_ISDIR(found.st_mode):
            account.give(folder)
            found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
            raise ClusterError(
                f"{folder} is not a private folder of “{account.name}”; somebody else may have made it. "
                "Remove it and start again."
            ) from None
    else:
        account.give(folder)
    return folder


def passwords(home: Path) -> dict[str, str]:
    """The passwords of the three database roles, made once and kept in a file only we can read."""
    file = home / "passwords.json"
    if not file.exists():
        made = {role: secrets.token_urlsafe(24) for role in ("postgres", "owner", "web")}
        keep(file, json.dumps(made))
    try:
        return json.loads(file.read_text())
    except PermissionError:
        raise ClusterError(f"{file} cannot be read. Run the program as the user who started it first.") from None


def keep(file: Path, text: str, account: Account | None = None) -> None:
    """Write a secret with mode 0600, whole or not at all; as root it goes to the folder's owner, or to `account`."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    # Root writes into folders of an account that must not lead it elsewhere: never through an existing name.
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        if os.geteuid() == 0:
            owner = file.parent.stat()
            os.fchown(out.fileno(), *((account.uid, account.gid) if account else (owner.st_uid, owner.st_gid)))
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.rename(file)


@contextmanager
def alone(home: Path):
    """One program at a time starts or stops the cluster of this home. The lock dies with its holder."""
    handle = os.open(home, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sign_in(home: Path) -> int:
    """Note that this process uses the cluster: a shared lock that the kernel drops when the process ends."""
    file = home / "in-use"
    file.touch(mode=0o644)
    handle = os.open(file, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def sign_out(handle: int) -> bool:
    """Give the note back; true if no other program uses the cluster. Call inside `alone`."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
