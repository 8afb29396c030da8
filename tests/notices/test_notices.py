"""Notices: told once, read in the reader's language, seen."""

from django.utils import translation

from schoolmis.notices import actions, channels, kinds

kinds.register("tests.greeting", "Hello, %(name)s")


def test_a_notice_waits_until_it_is_seen(login, mother, other_mother, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.notify([mother, mother], "tests.greeting", name="Жаңыл", url="/help/")
    assert actions.unseen(mother) == 1 and actions.unseen(other_mother) is None
    client = login(mother)
    assert "Hello, Жаңыл" in client.get("/notices/").content.decode()
    client.post("/notices/seen/")
    assert actions.unseen(mother) is None


def test_a_broken_channel_harms_nothing(mother, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(channels, "_channels", [lambda notices: 1 / 0])
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.notify([mother], "tests.greeting", name="x")


def test_a_title_kept_in_both_languages_is_read_in_the_readers():
    told = {"name": "Буйрук", "name_ru": "Приказ"}
    for language, word in (("ky", "Буйрук"), ("ru", "Приказ")):
        with translation.override(language):
            assert kinds.sentence("tests.greeting", told) == f"Hello, {word}"
    with translation.override("ru"):
        assert kinds.sentence("tests.greeting", {"name": "Буйрук", "name_ru": ""}) == "Hello, Буйрук"


def test_what_a_notice_names_is_named_in_the_readers_language(world, mother):
    subject = world.section("CLS").subject
    with translation.override("ru"):
        [notice] = actions.notify([mother], "tests.greeting", name=subject)
        assert str(notice) == "Hello, Классный час"
    with translation.override("ky"):
        assert str(notice) == "Hello, Класс сааты"


def test_a_kind_nobody_knows_shows_its_code():
    assert kinds.sentence("gone.away", {}) == "gone.away"
