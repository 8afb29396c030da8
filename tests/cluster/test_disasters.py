"""Killed servers, killed programs, files of the dead: the next start finds a running database with every row."""

import os
import signal
import subprocess
import time

import psycopg
import pytest

from schoolmis import cluster
from schoolmis.cluster import binaries, folders

from .conftest import postmaster, program, server_account


def write_mark(urls):
    with psycopg.connect(urls.owner) as owner:
        owner.execute("CREATE TABLE mark (value int)")
        owner.execute("INSERT INTO mark VALUES (5)")


def read_mark(urls):
    with psycopg.connect(urls.web) as web:
        return web.execute("SELECT value FROM mark").fetchall()


def test_what_was_committed_survives_a_killed_server(home):
    urls = cluster.ensure_running(home)
    write_mark(urls)
    killed = postmaster(home)
    os.kill(killed, signal.SIGKILL)
    assert read_mark(cluster.ensure_running(home)) == [(5,)]
    assert postmaster(home) != killed


def test_a_killed_server_is_noticed_and_started_again(home):
    urls = cluster.ensure_running(home)
    write_mark(urls)
    assert cluster.revive() is False
    os.kill(postmaster(home), signal.SIGKILL)
    while folders.listens(home, server_account(home)):
        time.sleep(0.01)
    assert cluster.revive() is True
    assert read_mark(urls) == [(5,)]


def test_a_pid_file_that_names_a_strangers_process_does_not_stop_the_start(home):
    cluster.ensure_running(home, unsafe=True)
    file = home / "postgres" / "postmaster.pid"
    lines = file.read_text().splitlines()
    cluster.leave(home)
    who = server_account(home)
    options = {"user": who.uid, "group": who.gid, "extra_groups": []} if who.dropped else {}
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", **options)
    try:
        file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        os.chown(file, who.uid, who.gid)
        # The control: PostgreSQL alone takes the stranger for a server and refuses.
        tool = binaries.choose(home, home / "postgres", who)["pg_ctl"]
        alone = who.run(tool, "-w", "-D", home / "postgres", "-l", home / "postgres" / "server.log", "start")
        assert alone.returncode != 0
        urls = cluster.ensure_running(home, unsafe=True)
        with psycopg.connect(urls.web) as web:
            assert web.execute("SELECT 1").fetchone() == (1,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_whose_socket_was_cleaned_away_is_started_again(home):
    cluster.ensure_running(home, unsafe=True)
    before = postmaster(home)
    for file in folders.socket_path(home, server_account(home)).iterdir():
        file.unlink()
    urls = cluster.ensure_running(home, unsafe=True)
    with psycopg.connect(urls.web) as web:
        assert web.execute("SELECT 1").fetchone() == (1,)
    assert postmaster(home) != before


def test_the_server_of_a_killed_program_is_found_and_later_stopped(home):
    killed = program("cluster.ensure_running(home, unsafe=True)\nos.kill(os.getpid(), signal.SIGKILL)", home)
    killed.communicate(timeout=30)
    assert killed.returncode == -signal.SIGKILL
    before = postmaster(home)
    cluster.ensure_running(home, unsafe=True)
    assert postmaster(home) == before
    assert cluster.leave(home) is True
    assert not (home / "postgres" / "postmaster.pid").exists()


def test_a_cluster_killed_while_it_was_made_is_made_anew(new_home, shelf):
    home = new_home()
    (home / "postgres.new").mkdir(parents=True)
    home.chmod(0o711)
    (home / "postgres.new" / "half").write_text("made")
    urls = cluster.ensure_running(home, unsafe=True)
    with psycopg.connect(urls.web) as web:
        assert web.execute("SELECT current_user").fetchone() == ("web",)


def test_a_cluster_of_another_major_version_is_refused_with_a_sentence(home):
    (home / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(cluster.ClusterError, match="was made by PostgreSQL 9; on this machine there is: .*Install"):
        cluster.ensure_running(home, unsafe=True)
    (home / "postgres" / "PG_VERSION").write_text(f"{binaries.available()[0].major}\n")


def test_a_socket_folder_of_somebody_else_is_refused(home, monkeypatch, tmp_path):
    monkeypatch.setattr(folders, "SOCKETS", tmp_path)
    foreign = folders.socket_path(home, server_account(home))
    foreign.mkdir()
    foreign.chmod(0o777)
    with pytest.raises(cluster.ClusterError, match="not a private folder"):
        cluster.ensure_running(home, unsafe=True)
    foreign.rmdir()
    foreign.symlink_to("/tmp")
    with pytest.raises(cluster.ClusterError, match="not a private folder"):
        cluster.ensure_running(home, unsafe=True)


def test_the_passwords_and_the_data_are_closed_to_others(running):
    home, _ = running
    assert (home / "passwords.json").stat().st_mode & 0o077 == 0
    assert (home / "postgres").stat().st_mode & 0o077 == 0
    assert folders.socket_path(home, server_account(home)).stat().st_mode & 0o077 == 0
