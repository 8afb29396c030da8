"""Messages of a guardian to a teacher, and the answers."""

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import absence_kinds, conversations, permissions
from journal.models import AbsenceNote, BehaviourNote, Conversation, Lesson, Message
from journal.rules.conversations import may_send
from schoolmis import clock
from schoolmis.access.permission import Denied
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.notices.actions import notify
from students.models import Student

WHY = {
    "day": gettext_lazy("You have written many messages today. Write again tomorrow, or telephone the school."),
    "row": gettext_lazy("Several messages wait for an answer already. Write again when the teacher has answered."),
}
FIELD = {Lesson: "lesson", BehaviourNote: "note", AbsenceNote: "absence"}


def start_conversation(student: Student, to: User, words: str, *, thing=None, by: User) -> Conversation:
    """R1-2.2c: a guardian writes to a teacher of the child about a thing; what was begun already goes on."""
    grant = permissions.WRITE_MESSAGE.demand(by, student)
    if str(to.pk) not in conversations.recipients(student, thing):
        raise ValidationError(_("This teacher does not teach the child."), "to")
    if to.pk == by.pk:
        raise ValidationError(_("A conversation has two sides."), "self")
    with acting(by, grant=grant):
        of = {"student": student, "guardian": by, "teacher": to, "lesson": None, "note": None, "absence": None}
        if thing is not None:
            of[FIELD[type(thing)]] = thing
        talk, _made = Conversation.objects.get_or_create(**of)
        send_message(talk, words, by=by)
    return talk


def send_message(talk: Conversation, words: str, *, by: User) -> Message:
    """R1-2.2c: one side writes; the other is told that there is a message, never what it says."""
    is_guardian = by.pk == talk.guardian_id
    if not is_guardian and by.pk != talk.teacher_id:
        raise Denied(_("A conversation is between its two sides."))
    grant = permissions.MESSAGES.demand(by)
    if not conversations.is_open(talk):
        raise ValidationError(_("This conversation is closed: the guardian is no longer connected here."), "closed")
    now = clock.now()
    with acting(by, grant=grant):
        talk = Conversation.objects.select_for_update().get(pk=talk.pk)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        since = talk.messages.filter(by=talk.teacher_id).order_by("-pk").values_list("pk", flat=True).first() or 0
        why = may_send(
            Message.objects.filter(by=by, at__gte=midnight).count(),
            talk.messages.filter(by=by, pk__gt=since).count(),
            is_guardian=is_guardian,
        )
        if why:
            raise ValidationError(str(WHY[why]), why)
        message = Message(conversation=talk, by=by, words=words.strip(), at=now)
        message.full_clean()
        message.save()
        seen = "guardian_seen_at" if is_guardian else "teacher_seen_at"
        Conversation.objects.filter(pk=talk.pk).update(**{"last_at": now, seen: now})
        record("journal.send_message", talk.student, by=by, conversation=talk.pk)
        other = talk.teacher if is_guardian else talk.guardian
        told = {"student": talk.student.person.short_name, "who": by.name}
        url = reverse("journal:conversation", args=[talk.pk])
        notify([other], absence_kinds.MESSAGE, by=by, url=url, about=talk.student.person, **told)
    cache.delete_many([conversations.count_key(user) for user in (talk.guardian_id, talk.teacher_id)])
    return message


def see_conversation(talk: Conversation, *, by: User) -> None:
    """The reader has seen all of it; no entry: it concerns the reader alone."""
    seen = "guardian_seen_at" if by.pk == talk.guardian_id else "teacher_seen_at"
    Conversation.objects.filter(pk=talk.pk).update(**{seen: clock.now()})
    cache.delete(conversations.count_key(by.pk))
