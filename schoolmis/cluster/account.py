"""The system account the database server runs under: PostgreSQL refuses to run as root."""

import os
import pwd
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .errors import ClusterError

LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    @property
    def dropped(self) -> bool:
        return self.uid != os.geteuid()

    @property
    def name(self) -> str:
        return pwd.getpwuid(self.uid).pw_name if _has_a_name(self.uid) else str(self.uid)

    def run(self, *command, **options) -> subprocess.CompletedProcess:
        """Run a server program as this account, away from our folder, our terminal and our locale."""
        if self.dropped:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": LOCALE, "TZ": "UTC"}
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            umask=0o077,
            start_new_session=True,
            **options,
        )

    def give(self, path: Path) -> None:
        """Make this account the owner of a path that root has made for it."""
        if os.geteuid() != 0:
            return
        try:
            os.chown(path, self.uid, self.gid)
        except OSError as problem:
            raise ClusterError(
                f"PostgreSQL does not run as root, and this root cannot become “{self.name}” ({problem.strerror}). "
                "Run the program as a plain user, or set DATABASE_URL."
            ) from problem

    def may_enter(self, folder: Path) -> bool:
        """Whether every folder down to this one lets the account through (ACLs are not looked at)."""
        if self.uid == 0 or not self.dropped:
            return os.access(folder, os.X_OK)
        return all(self._passes(step.stat()) for step in [folder, *folder.parents] if step.exists())

    def _passes(self, status: os.stat_result) -> bool:
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def account_for(home: Path, data: Path) -> Account:
    """Who runs the server of this data folder: as root its owner, else the home's, else `nobody`; else ourselves."""
    if os.geteuid() != 0:
        if data.exists() and data.stat().st_uid != os.geteuid():
            owner = Account(data.stat().st_uid, data.stat().st_gid).name
            raise ClusterError(
                f"The database in {data} belongs to “{owner}”. Run the program as root or as that user, "
                "or name another folder in SCHOOLMIS_HOME."
            )
        if not _has_a_name(os.geteuid()):
            raise ClusterError(
                f"User {os.geteuid()} has no entry in /etc/passwd, and PostgreSQL demands one. "
                "Add it, run the program as root, or set DATABASE_URL."
            )
        return Account(os.geteuid(), os.getegid())
    for folder in (data, home):
        if folder.exists() and folder.stat().st_uid != 0 and _has_a_name(folder.stat().st_uid):
            return Account(folder.stat().st_uid, folder.stat().st_gid)
    return nobody()


def nobody() -> Account:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return Account(65534, 65534)
    return Account(entry.pw_uid, entry.pw_gid)


def _has_a_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True
