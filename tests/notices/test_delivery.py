"""Notices outside the program: off by default, by the worker, in the reader's language, tried again."""

import json

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from schoolmis import clock
from schoolmis.audit.book import acting
from schoolmis.checks import mail_has_a_server
from schoolmis.notices import actions, channels, kinds
from schoolmis.notices.delivery import TRIES, deliver_notice
from schoolmis.people.models import Consent, Person

kinds.register("tests.outer", "Hello, %(name)s")


def waiting():
    return ProcrastinateJob.objects.filter(task_name="schoolmis.deliver_notice")


def consent(user):
    with acting(user):
        Consent.objects.create(person=user.person, purpose="messages", starts_on=clock.today(), taken_by=user)


def test_nothing_leaves_the_program_until_a_channel_is_on(mother):
    assert actions.notify([mother], "tests.outer", name="x") and not waiting().exists()


def test_the_file_channel_gets_one_line_a_notice(mother, other_mother, settings, tmp_path):
    settings.NOTICE_CHANNELS, settings.NOTICE_FILE = ["file"], tmp_path / "out" / "notices.jsonl"
    first, second = actions.notify([mother, other_mother], "tests.outer", name="Жаңыл", url="/help/")
    assert [job.args["notice_id"] for job in waiting().order_by("id")] == [first.pk, second.pk]
    deliver_notice("file", first.pk)
    assert not settings.NOTICE_FILE.exists()
    consent(mother)
    consent(other_mother)
    deliver_notice("file", first.pk)
    actions.see_all(by=other_mother)
    deliver_notice("file", second.pk)
    deliver_notice("pigeon", first.pk)
    lines = [json.loads(line) for line in settings.NOTICE_FILE.read_text().splitlines()]
    assert lines == [{"notice": first.pk, "login": mother.username, "text": "Hello, Жаңыл", "url": "/help/"}]
    assert settings.NOTICE_FILE.stat().st_mode & 0o077 == 0


def write_to(user, address="mother@example.kg"):
    with acting(user):
        Person.objects.filter(user=user).update(email=address)


def test_the_email_channel_writes_to_the_address_among_the_contacts(mother, settings, mailoutbox):
    settings.NOTICE_CHANNELS, settings.NOTICE_SITE = ["email"], "https://school.example/"
    [notice] = actions.notify([mother], "tests.outer", name="Жаңыл", url="/help/")
    consent(mother)
    deliver_notice("email", notice.pk)
    assert not mailoutbox, "nobody without an address is written to"
    write_to(mother)
    deliver_notice("email", notice.pk)
    [letter] = mailoutbox
    assert letter.to == ["mother@example.kg"] and letter.subject == "Мектептен билдирүү"
    assert "Hello, Жаңыл" in letter.body and "https://school.example/help/" in letter.body


def test_of_a_child_the_consent_on_the_childs_row_decides(world, mother, settings, mailoutbox):
    """R1-6.2: it covers the guardians for that child; a guardian's own does not stand in for it."""
    settings.NOTICE_CHANNELS = ["email"]
    child = world.student.person
    write_to(mother)
    consent(mother)
    [notice] = actions.notify([mother], "tests.outer", name="x", about=child)
    deliver_notice("email", notice.pk)
    assert not mailoutbox
    with acting(mother):
        facts = {"person": child, "starts_on": clock.today(), "taken_by": mother}
        given = Consent.objects.create(purpose="messages", **facts)
    deliver_notice("email", notice.pk)
    assert len(mailoutbox) == 1
    with acting(mother):
        Consent.objects.filter(pk=given.pk).update(ends_on=clock.today())
    deliver_notice("email", notice.pk)
    assert len(mailoutbox) == 1, "withdrawn: nothing more is sent of this child"
    with acting(mother):
        Consent.objects.filter(pk=given.pk).update(ends_on=None)
        Consent.objects.filter(person=child, purpose="records").update(ends_on=clock.today())
    deliver_notice("email", notice.pk)
    assert len(mailoutbox) == 1, "without the consent to the records no contacts are kept or used"


def test_who_has_withdrawn_the_own_consent_is_not_written_to_of_a_child(world, mother, settings, mailoutbox):
    """R3-6.1: the child's row has both consents, and the one who reads has taken hers back."""
    settings.NOTICE_CHANNELS = ["email"]
    child = world.student.person
    write_to(mother)
    [notice] = actions.notify([mother], "tests.outer", name="x", about=child)
    with acting(mother):
        Consent.objects.create(person=child, purpose="messages", starts_on=clock.today(), taken_by=mother)
    deliver_notice("email", notice.pk)
    assert len(mailoutbox) == 1, "without a consent of her own the child's row decides"
    consent(mother)
    with acting(mother):
        Consent.objects.filter(person=mother.person).update(ends_on=clock.today())
    deliver_notice("email", notice.pk)
    assert len(mailoutbox) == 1
    consent(mother)
    deliver_notice("email", notice.pk)
    assert len(mailoutbox) == 2


def test_email_without_a_mail_server_is_doubted(settings, monkeypatch):
    settings.NOTICE_CHANNELS = ["email"]
    monkeypatch.delenv("EMAIL_HOST", raising=False)
    assert [doubt.id for doubt in mail_has_a_server(None)] == ["schoolmis.W002"]
    monkeypatch.setenv("EMAIL_HOST", "mail.example.kg")
    assert mail_has_a_server(None) == []


def test_a_fault_of_a_channel_is_the_workers_to_try_again(mother, settings, monkeypatch):
    settings.NOTICE_CHANNELS = ["broken"]
    monkeypatch.setitem(channels._outer, "broken", lambda notice: 1 / 0)
    [notice] = actions.notify([mother], "tests.outer", name="x")
    consent(mother)
    assert waiting().count() == 1 and TRIES.max_attempts == 5
    with pytest.raises(ZeroDivisionError):
        deliver_notice("broken", notice.pk)
