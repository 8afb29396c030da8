"""Delivery of notices outside the program: a task for each notice and channel, tried again when it fails."""

from math import ceil

from django.utils import translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from schoolmis import clock
from schoolmis.notices import channels, rest
from schoolmis.notices.models import Notice
from schoolmis.people.models import Consent
from schoolmis.people.models.consent import Purpose

TRIES = RetryStrategy(max_attempts=5, wait=60, exponential_wait=2)


def put_off(made: list[Notice]) -> None:
    """One statement for each channel that is on, in the transaction of the notice: an undone act sends nothing."""
    for code in channels.outer():
        deliver_notice.batch_defer(*({"channel": code, "notice_id": notice.pk} for notice in made))


@app.task(name="schoolmis.deliver_notice", retry=TRIES)
def deliver_notice(channel: str, notice_id: int):
    """A notice seen meanwhile, of a closed account, or without a consent to messages in force is not sent.

    In the hours of rest it waits for their end, and is asked all this again then.
    """
    notice = Notice.objects.select_related("user").filter(pk=notice_id, seen_at=None, user__is_active=True).first()
    send = channels.outer().get(channel)
    if not (notice and send and _consents(notice)):
        return
    now = clock.now()
    if ends := rest.until(now):
        # By the length of the wait: on a fixed day the program's clock is not the queue's.
        wait = max(1, ceil((ends - now).total_seconds()))
        deliver_notice.configure(schedule_in={"seconds": wait}).defer(channel=channel, notice_id=notice_id)
    else:
        with translation.override(notice.user.language or "ky"):
            send(notice)


def _consents(notice) -> bool:
    """R1-6.2, R3-6.1: a consent to messages is in force, the reader's own or, of a notice about a child, on the child's
    row, which covers the guardians for that child alone; there the consent to the records must stand too. Who has
    withdrawn the own consent is written to about nobody.
    """
    given = Consent.objects.on(clock.today())
    own = Consent.objects.filter(person__user=notice.user, purpose=Purpose.MESSAGES)
    in_force = given.filter(pk__in=own).exists()
    if notice.about_id is None or (not in_force and own.exists()):
        return in_force
    asked = {Purpose.RECORDS, Purpose.MESSAGES}
    return asked <= set(given.filter(person=notice.about_id).values_list("purpose", flat=True))
