"""The tables of the database, before a command writes into them."""

import os
import subprocess
import sys

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from schoolmis import cluster
from schoolmis.management import serving


def missing() -> int:
    """How many migrations the database does not have yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def sentence(pending: int) -> str:
    return f"{pending} migrations are missing. Make a backup, then run: manage.py migrate"


def demand(say):
    """Our own database is brought up to date first, as `serve` does; another server is left as it is."""
    pending = missing()
    if not pending:
        return
    say(f"Applying {pending} migrations ...")
    migrate = [*serving.MANAGE, "migrate", "--verbosity=0"]
    environment = {**os.environ, "SCHOOLMIS_DB_ROLE": "owner"}
    done = cluster.serving() and not subprocess.run(migrate, env=environment, stdout=sys.stderr).returncode
    # Looked at again: the program may have joined a cluster that is not the one it is told to use.
    if not done or missing():
        raise ValidationError(sentence(pending))
