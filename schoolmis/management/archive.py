"""One archive of the whole school: the database and the files, with a manifest that proves them whole.

database.dump    pg_dump's own compressed format
files/...        SCHOOLMIS_HOME/files
manifest.json    when, by what, rows per table, SHA-256 per member; the last member, so a cut archive has none
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from schoolmis.management import pgtools

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"


class ArchiveError(Exception):
    """A sentence for the administrator."""


def write(file: Path, url: str, files: Path, about: dict) -> dict:
    """Write the archive, whole or not at all and over nothing, and return its manifest. `about` is added to it."""
    _demand_free(file)
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with tempfile.TemporaryDirectory(dir=file.parent) as scratch, _private(draft) as out:
            dump = Path(scratch) / DUMP
            with _snapshot(url) as (connection, name):
                rows = count_rows(connection)
                migrations = applied(connection)
                server = connection.info.server_version // 10000
                tool = pgtools.dump(url, dump, server, name)
            with tarfile.open(fileobj=out, mode="w") as tar:
                # The files come after the dump: a row's file is on the disk before the row is in the database.
                members = {DUMP: _add(tar, dump, DUMP)}
                for path in sorted(files.rglob("*")) if files.exists() else []:
                    if path.is_file() and not path.is_symlink():
                        name = f"files/{path.relative_to(files)}"
                        members[name] = _add(tar, path, name)
                manifest = {"format": FORMAT, **about, "postgresql": server, "pg_dump": tool, "migrations": migrations}
                manifest |= {"rows": rows, "sha256": members}
                _add_text(tar, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            out.flush()
            os.fsync(out.fileno())
        _demand_free(file)  # another backup may have been quicker
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _demand_free(file: Path) -> None:
    """An older backup may be the only whole one: it is removed by hand or not at all."""
    if file.exists():
        raise ArchiveError(f"There is a {file} already. Give this backup another name, or move that one away first.")


def unpack(file: Path, folder: Path) -> dict:
    """Unpack into an empty folder, compare every hash, return the manifest."""
    try:
        with tarfile.open(file, "r:") as tar:
            _extract(tar, folder)
        manifest = json.loads((folder / MANIFEST).read_text())
    except (tarfile.TarError, ValueError, OSError) as problem:
        raise ArchiveError(f"{file} is not a whole backup of this program: {problem}") from problem
    if manifest.get("format") != FORMAT:
        raise ArchiveError(f"{file} was made by another version of the program.")
    compare_files(folder, manifest)
    return manifest


def _extract(tar: tarfile.TarFile, folder: Path) -> None:
    """Only plain files, only below the folder (Python 3.11.2 has no extraction filters)."""
    for member in tar:
        target = (folder / member.name).resolve()
        if not member.isfile() or not target.is_relative_to(folder.resolve()):
            raise ValueError(f"“{member.name}” has no business in a backup")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tar.extractfile(member) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out)


def compare_files(folder: Path, manifest: dict) -> None:
    here = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    if differ := sorted(here ^ set(manifest["sha256"])):
        raise ArchiveError(f"The archive and its manifest do not name the same files: {', '.join(differ[:5])}")
    for name, expected in manifest["sha256"].items():
        with (folder / name).open("rb") as member:
            if hashlib.file_digest(member, "sha256").hexdigest() != expected:
                raise ArchiveError(f"{name} in the archive is damaged: its SHA-256 is not the manifest's.")


def restore(manifest: dict, folder: Path, url: str, files: Path) -> None:
    """Put an unpacked archive into an empty database and an empty files folder, and compare the counts."""
    if files.exists() and any(files.iterdir()):
        raise ArchiveError(f"{files} is not empty. A backup is restored into an empty installation only.")
    with psycopg.connect(url) as connection:
        if tables(connection):
            raise ArchiveError("The database is not empty. A backup is restored into an empty one only.")
        for extension in ("pg_trgm", "btree_gist"):
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    pgtools.restore(url, folder / DUMP, manifest["pg_dump"])
    if files.exists():
        files.rmdir()
    unpacked = folder / "files"
    unpacked.mkdir(exist_ok=True)
    unpacked.chmod(0o700)
    shutil.move(unpacked, files)
    with psycopg.connect(url, autocommit=True) as connection:
        found = count_rows(connection)
        connection.execute("ANALYZE")
    if found != manifest["rows"]:
        wrong = sorted(name for name in found | manifest["rows"] if found.get(name) != manifest["rows"].get(name))
        raise ArchiveError(f"Restored, but rows are not as many as in the backup: {', '.join(wrong)}. Do not use it.")


def tables(connection) -> list[str]:
    query = (
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_class.oid AND d.deptype = 'e') ORDER BY 1"
    )
    return [row[0] for row in connection.execute(query)]


def count_rows(connection) -> dict[str, int]:
    count = "SELECT count(*) FROM public.{}"
    return {
        table: connection.execute(sql.SQL(count).format(sql.Identifier(table))).fetchone()[0]
        for table in tables(connection)
    }


def applied(connection) -> list[str]:
    if "django_migrations" not in tables(connection):
        return []
    return [row[0] for row in connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")]


@contextmanager
def _snapshot(url: str):
    """A connection and the name of the moment it sees: the dump and the counts speak of the same one."""
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield connection, connection.execute("SELECT pg_export_snapshot()").fetchone()[0]


@contextmanager
def _private(file: Path):
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
        yield out


class _Hashing:
    """A file that is hashed while tar reads it, so the hash is of what is in the archive."""

    def __init__(self, source):
        self.source, self.hash = source, hashlib.sha256()

    def read(self, size=-1):
        block = self.source.read(size)
        self.hash.update(block)
        return block


def _add(tar: tarfile.TarFile, path: Path, name: str) -> str:
    with path.open("rb") as source:
        hashing = _Hashing(source)
        tar.addfile(tar.gettarinfo(arcname=name, fileobj=source), hashing)
    return hashing.hash.hexdigest()


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    tar.addfile(info, io.BytesIO(data))
