"""A few conversations of guardians and teachers in the demo school."""

from datetime import datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from journal.models import Cell, Conversation, Message
from schoolmis import demo
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from students.models import Guardianship

TALKS = (
    ("Саламатсызбы! Баламдын бул сабактагы баасы эмне үчүн ушундай? Үйдө баарын даярдаган эле.",
     "Саламатсызбы! Экинчи суроого жооп бере алган жок. Кийинки сабакта кайра сурайм, ушул теманы кайталап келсин.",
     "Рахмат, кайталайбыз."),
    ("Баламдын дептери мектепте калыптыр, үй тапшырманы кайсы жерден көрсөк болот?",
     "Тапшырманын сүрөтүн сабакка тиркеп койдум, баланын барагынан ачасыз."),
    ("Кечээки сабакта эмне өттүңүздөр? Ооруп калып барган жок.",),
)  # fmt: skip


@demo.part(order=64)
def conversations(progress, story):
    """About marks of the last days: one answered, one that waits, in nine families and in the one that is shown."""
    progress("Messages")
    rng, today = story.rng("conversations"), story.today
    wards = Guardianship.objects.filter(ends_on=None, guardian__user__isnull=False, student__enrolments__ends_on=None)
    shown = set(User.objects.filter(username="guardian").values_list("pk", flat=True))
    pairs = list(wards.order_by("pk").values_list("student_id", "guardian__user_id").distinct())
    chosen = [pair for pair in pairs if pair[1] in shown]
    chosen += rng.sample(pairs, min(9, len(pairs)))
    cells = Cell.objects.of_lessons().filter(
        student__in=[student for student, _user in chosen],
        lesson__date__range=(today - timedelta(days=6), today),
        first__isnull=False,
        lesson__section__loads__ends_on=None,
    )
    cells = cells.annotate(teacher=F("lesson__section__loads__teacher__person__user")).order_by("-lesson__date", "pk")
    found = {}
    for cell in cells.exclude(teacher=None):
        found.setdefault(cell.student_id, cell)
    talks = [(found[student], guardian) for student, guardian in dict.fromkeys(chosen) if student in found]
    talks += _of_the_teacher_shown(pairs, today)
    users = User.objects.in_bulk()
    for at, (cell, guardian) in enumerate(talks):
        if cell.teacher != guardian:
            _talk(cell, users[guardian], users[cell.teacher], TALKS[at % len(TALKS)])


def _of_the_teacher_shown(pairs, today):
    """Two families more, of students marked by the teacher as whom a visitor signs in."""
    marked = Cell.objects.of_lessons().filter(
        student__in=[student for student, _guardian in pairs],
        lesson__date__range=(today - timedelta(days=20), today),
        first__isnull=False,
        lesson__section__loads__ends_on=None,
        lesson__section__loads__teacher__person__user__username="teacher",
    )
    marked = marked.annotate(teacher=F("lesson__section__loads__teacher__person__user"))
    cells = {cell.student_id: cell for cell in marked.order_by("lesson__date", "pk")}
    return [(cells[student], guardian) for student, guardian in pairs if student in cells][-2:]


def _talk(cell, guardian, teacher, words):
    begun = timezone.make_aware(datetime.combine(cell.lesson.date, time(18, 20)))
    of = {"student_id": cell.student_id, "guardian": guardian, "teacher": teacher, "lesson": cell.lesson}
    with acting(guardian):
        talk = Conversation.objects.create(**of, started_at=begun, guardian_seen_at=begun)
    for turn, text in enumerate(words):
        by, at = (teacher if turn % 2 else guardian), begun + timedelta(minutes=25 * turn)
        with acting(by):
            Message.objects.create(conversation=talk, by=by, words=text, at=at)
            seen = {"teacher_seen_at": at} if turn % 2 else {"guardian_seen_at": at}
            Conversation.objects.filter(pk=talk.pk).update(last_at=at, **seen)
            record("journal.send_message", cell.student, by=by, conversation=talk.pk)
