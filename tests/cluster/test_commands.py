"""The parts of the commands that need no database: processes, catalogues, the key, the home."""

import os
import signal
import sys
import threading

from schoolmis import cluster, demo
from schoolmis.cluster import account
from schoolmis.management import catalogues, crew, machine

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
END = [sys.executable, "-c", "raise SystemExit(3)"]


def member(command, **options):
    return crew.Member("one", command, dict(os.environ), **options)


def test_term_ends_every_process_and_is_no_failure():
    members = [member(SLEEP), member(SLEEP, essential=False)]
    threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGTERM]).start()
    assert crew.work(members, say=print, ready=lambda: True) == 0
    assert all(one.ended() for one in members)


def test_the_end_of_the_server_ends_the_worker_and_is_a_failure():
    members = [member(END), member(SLEEP, essential=False)]
    assert crew.work(members, say=print, ready=lambda: False) == 3
    assert members[1].ended()


def test_a_worker_that_ends_is_started_again_and_the_server_goes_on():
    said = []
    members = [member(SLEEP), member(END, essential=False)]
    threading.Timer(4.5, os.kill, [os.getpid(), signal.SIGTERM]).start()
    assert crew.work(members, say=said.append, ready=lambda: True) == 0
    assert said[0] == "The one ended with code 3; it will be started again."
    assert members[1].failures >= 2


def test_a_catalogue_is_compiled_once_and_again_when_it_changes(tmp_path):
    folder = tmp_path / "school" / "locale" / "ky" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    file = folder / "django.po"
    file.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "School"\nmsgstr "Мектеп"\n'
    )
    assert catalogues.compile_all(tmp_path) == 1
    assert "Мектеп".encode() in (folder / "django.mo").read_bytes()
    assert catalogues.compile_all(tmp_path) == 0
    later = (folder / "django.mo").stat().st_mtime + 10
    os.utime(file, (later, later))
    assert catalogues.compile_all(tmp_path) == 1


def test_the_secret_key_is_made_once_and_closed_to_others(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    machine.secret_key(tmp_path)
    first = os.environ["SECRET_KEY"]
    monkeypatch.delenv("SECRET_KEY")
    machine.secret_key(tmp_path)
    assert os.environ["SECRET_KEY"] == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_the_home_stands_beside_the_program_unless_the_server_could_not_enter_it(tmp_path, monkeypatch):
    monkeypatch.delenv("SCHOOLMIS_HOME", raising=False)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    if os.geteuid() == 0:
        assert cluster.default_home(closed).parent == cluster.folders.SYSTEM_HOME
    else:
        assert cluster.default_home(closed) == closed / ".data"
    monkeypatch.setattr(account.Account, "may_enter", lambda *_: True)
    assert cluster.default_home(closed) == closed / ".data"
    monkeypatch.setenv("SCHOOLMIS_HOME", str(tmp_path / "named"))
    assert cluster.default_home(closed) == tmp_path / "named"


def test_the_demos_parts_run_by_their_order(monkeypatch):
    monkeypatch.setattr(demo, "_parts", [])
    monkeypatch.setattr(demo, "autodiscover_modules", lambda name: None)
    said = []
    demo.part(order=2)(lambda progress, story: progress("second", 1, 1))
    demo.part(order=1)(lambda progress, story: [demo.SignIn("Director", "director", "secret")])
    assert demo.run(lambda *words: said.append(words)) == [("Director", "director", "secret", "")]
    assert said == [("second", 1, 1)]
