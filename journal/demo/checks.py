"""The demo's deputy has looked through some journals: remarks mended, returned, accepted, and one that is late."""

from datetime import timedelta

from journal.models import CheckAnswer, CheckRemark, Lesson
from schoolmis import clock, demo
from schoolmis.audit.book import acting, record

WORDS = (
    ("Текшерүү иштин баалары эки жуманын ичинде коюлган эмес.", "Баалар коюлду, үчөө иштеген жок: «н»."),
    ("Үй тапшырмасы жазылган эмес.", "Үй тапшырмасы жазылды."),
    ("Баалар аз: айына бирден да келбейт.", "Кийинки эки сабакта сурап, баа коём."),
    ("Сабактын темасы пландагыдан башка жазылган.", "Тема план боюнча оңдолду."),
)
STATES = ("open", "mended", "accepted", "open", "returned", "accepted")


@demo.part(order=64)
def checks(progress, story):
    """Of the last weeks; the teacher of the sign-in names has one of each state."""
    progress("Remarks on journals")
    mine = [section for section, course in story.sections if story.users_of(course.teacher).username == "teacher"]
    others = [section for section, _course in story.sections if section not in mine]
    rng = story.rng("checks")
    for turn, section in enumerate([*mine[:4], *rng.sample(others, min(8, len(others)))]):
        back = timedelta(days=4 + 2 * turn)
        lesson = Lesson.objects.held().filter(section=section, date__lt=story.today - back).order_by("-date").first()
        if lesson is None:
            continue
        words, mended = WORDS[turn % len(WORDS)]
        _remark(story, lesson, words, mended, STATES[turn % len(STATES)], clock.now() - back)


def _remark(story, lesson, words, mended, status, at):
    days = {"written_at": at, "due_on": (at + timedelta(days=7)).date()}
    teacher = lesson.section.loads.on(story.today).select_related("teacher__person__user").first()
    by = teacher.teacher.person.user if teacher else story.deputy
    with acting(story.deputy):
        facts = {"section": lesson.section, "lesson": lesson, "words": words, "written_by": story.deputy}
        remark = CheckRemark.objects.create(**facts, status=status, **days)
        record("journal.write_check", lesson.section, by=story.deputy, remark=remark.pk)
        if status != "open":
            CheckAnswer.objects.create(remark=remark, status="mended", words=mended, by=by, at=at + timedelta(days=1))
        if status in ("accepted", "returned"):
            told = {"returned": "Дагы эки окуучунун баасы жок.", "accepted": ""}[status]
            last = {"by": story.deputy, "at": at + timedelta(days=2)}
            CheckAnswer.objects.create(remark=remark, status=status, words=told, **last)
