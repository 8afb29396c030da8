"""pg_dump and pg_restore: the server's own version where it is found, never an older one."""

import os
import subprocess
import tempfile
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schoolmis.cluster import binaries


class ToolError(Exception):
    """A sentence, and what the tool said."""


def dump(url: str, file: Path, server: int, snapshot: str) -> int:
    """Write the dump; returns the major version of the pg_dump that made it."""
    tool = _tool("pg_dump", server)
    _run(tool["pg_dump"], url, "-Fc", "--no-owner", f"--snapshot={snapshot}", f"--file={file}")
    return tool.major


def restore(url: str, file: Path, made_by: int) -> None:
    """All in one transaction. The extensions belong to the database's superuser and are left as they are."""
    program = _tool("pg_restore", made_by)["pg_restore"]
    listing = _run(program, None, "--list", file)
    wanted = [line for line in listing.splitlines() if " EXTENSION " not in line]
    with tempfile.NamedTemporaryFile("w", suffix=".list") as choice:
        choice.write("\n".join(wanted))
        choice.flush()
        options = ["--no-owner", "--single-transaction", "--exit-on-error", f"--use-list={choice.name}"]
        _run(program, url, *options, file)


def _run(program: Path, url: str | None, *arguments) -> str:
    environment = dict(os.environ)
    connection = []
    if url:
        parts = conninfo_to_dict(url)
        # The password goes by the environment: every user of the machine sees a command line.
        environment["PGPASSWORD"] = parts.pop("password", "")
        connection = ["--dbname", make_conninfo(**parts)]
    outcome = subprocess.run(
        [program, *connection, *map(str, arguments)], env=environment, capture_output=True, text=True
    )
    if outcome.returncode:
        raise ToolError(f"{program.name} failed.\n{outcome.stderr.strip()}")
    return outcome.stdout


def _tool(program: str, major: int) -> binaries.Binaries:
    found = [one for one in binaries.available(program) if one.major >= major]
    if not found:
        raise ToolError(
            f"There is no {program} of PostgreSQL {major} or newer here. Install postgresql-client-{major}."
        )
    return min(found, key=lambda one: one.major)
