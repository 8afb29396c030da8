"""What stands in a new cluster: two roles, the extensions, and the empty database `schoolmis`."""

from psycopg import sql

from .errors import ClusterError
from .server import Server

DATABASE = "schoolmis"
EXTENSIONS = ("pg_trgm", "btree_gist")


def fill(server: Server, passwords: dict[str, str]) -> None:
    """Make what is missing. The database's time zone is set last, so a half-made cluster is finished next time."""
    with server.connect() as connection:
        if _finished(connection):
            return
        _role(connection, "owner", passwords["owner"], "LOGIN CREATEDB")
        _role(connection, "web", passwords["web"], "LOGIN")
    # Databases are copies of template1, so those of the tests have the same extensions and rights.
    with server.connect("template1") as template:
        _furnish(template)
    with server.connect() as connection:
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not exists:
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER owner")
        connection.execute(f"ALTER DATABASE {DATABASE} SET timezone TO 'Asia/Bishkek'")


def empty(server: Server, passwords: dict[str, str]) -> None:
    """Throw the database away, with whoever is connected to it, and make it anew."""
    with server.connect() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    fill(server, passwords)


def _finished(connection) -> bool:
    query = (
        "SELECT 1 FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase WHERE datname = %s AND setrole = 0"
    )
    return connection.execute(query, [DATABASE]).fetchone() is not None


def _role(connection, name: str, password: str, rights: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = "ALTER" if known else "CREATE"
    command = sql.SQL(f"{verb} ROLE {name} {rights} PASSWORD {{}}").format(sql.Literal(password))
    connection.execute(command)


def _furnish(template) -> None:
    for extension in EXTENSIONS:
        template.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    grant = "ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA public GRANT"
    template.execute(f"{grant} SELECT, INSERT, UPDATE, DELETE ON TABLES TO web")
    template.execute(f"{grant} USAGE, SELECT ON SEQUENCES TO web")
    if template.execute("SELECT show_trgm('үсөн') = '{}'").fetchone()[0]:
        raise ClusterError("This PostgreSQL finds no Cyrillic trigrams: its locale is not UTF-8.")
