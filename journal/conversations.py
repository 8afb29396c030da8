"""Conversations of guardians and teachers as each side reads them."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from journal import families, permissions
from journal.models import AbsenceNote, BehaviourNote, Conversation, Lesson, Message
from journal.scans import is_taught
from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import grants_of
from schoolmis.accounts.models import User
from schoolmis.structure.models import TeachingLoad
from schoolmis.ui.dates import day_month
from students.models import Student

DAYS = 14
"""Lessons so far back may be written about."""


def mine(user):
    """Conversations of `user`: a guardian's while the child is hers in the portal, a teacher's own always (R1-6.1)."""
    children = {grant.student for grant in grants_of(user) if grant.role == Role.GUARDIAN}
    of = Q(guardian=user, student__in=children) | Q(teacher=user)
    return Conversation.objects.filter(of).select_related(
        "student__person", "guardian", "teacher", "lesson__section__subject", "note", "absence"
    )


def unread(user):
    """Those with a message of the other side that `user` has not seen."""
    theirs = Message.objects.filter(conversation=OuterRef("pk")).exclude(by=user)
    unseen = {
        side: theirs.filter(Q(**{f"conversation__{side}_seen_at": None}) | Q(at__gt=F(f"conversation__{side}_seen_at")))
        for side in ("guardian", "teacher")
    }
    return mine(user).filter(Q(Exists(unseen["guardian"]), guardian=user) | Q(Exists(unseen["teacher"]), teacher=user))


def unread_count(user) -> int | None:
    """For the menu; at most 20 seconds old, None for none."""
    return cache.get_or_set(count_key(user.pk), lambda: unread(user).count(), 20) or None


def count_key(user_id) -> str:
    return f"messages-{user_id}"


def listed(user):
    """The reader's conversations, the newest first, each with its last words and whether they are unread."""
    last = Message.objects.filter(conversation=OuterRef("pk")).order_by("-pk")
    waiting = Exists(unread(user).filter(pk=OuterRef("pk")))
    return mine(user).annotate(
        last_words=Subquery(last.values("words")[:1]), last_by=Subquery(last.values("by")[:1]), waiting=waiting
    )


def is_open(talk: Conversation) -> bool:
    """Closed once the guardian has no portal for this child: the link, the consent or the enrolment has ended."""
    return bool(permissions.WRITE_MESSAGE.allows(talk.guardian, talk.student))


def teachers_of(lesson: Lesson) -> list[User]:
    loads = TeachingLoad.objects.on(clock.today()).filter(section=lesson.section_id)
    return list(User.objects.filter(person__employee__loads__in=loads, is_active=True).distinct().order_by("pk"))


def lessons_of(student: Student) -> list[Lesson]:
    """Lessons of the last days that a guardian may write about, the newest first."""
    today = clock.today()
    groups = Q(section__group__classes__placements__in=student.placements.on(today)) & ~Q(
        section__group__kind="subgroup"
    )
    groups |= Q(section__group__memberships__in=student.memberships.on(today))
    held = Lesson.objects.held().filter(groups, date__range=(today - timedelta(days=DAYS), today))
    return list(held.select_related("section__subject").distinct().order_by("-date", "number"))


def thing_of(student: Student, kind: str, pk) -> Lesson | BehaviourNote | AbsenceNote | None:
    """The thing of this child that may be written about, or None."""
    if kind == "lesson":
        found = Lesson.objects.held().select_related("section__group", "section__subject").filter(pk=pk).first()
        return found if found and found.date <= clock.today() and is_taught([student.pk], found.section) else None
    if kind == "note":
        return BehaviourNote.objects.filter(pk=pk, student=student, annulled_at=None, for_family=True).first()
    if kind == "absence":
        return AbsenceNote.objects.filter(pk=pk, student=student).first()
    return None


def recipients(student: Student, thing) -> dict[str, tuple[User, bool]]:
    """{user's number as text: (user, whether the homeroom teacher)}: of the thing first, then who leads the class."""
    found = []
    if isinstance(thing, Lesson):
        found = teachers_of(thing)
    elif isinstance(thing, BehaviourNote) and thing.written_by.is_active:
        found = [thing.written_by]
    leaders = families.homeroom_of(student)
    led = {user.pk for user in leaders}
    return {str(user.pk): (user, user.pk in led) for user in (*found, *leaders)}


def about(talk: Conversation) -> str:
    """What the conversation is about, in words; "" of the child in general."""
    if talk.lesson_id:
        return f"{talk.lesson.section.subject}, {day_month(talk.lesson.date)}"
    if talk.note_id:
        return f"{talk.note.get_kind_display()}, {day_month(talk.note.on)}"
    if talk.absence_id:
        return _("absence, %(day)s") % {"day": day_month(talk.absence.first)}
    return ""
