"""Teachers of the demo sign what they have written; the last days wait, and here and there something was changed."""

from datetime import timedelta

from django.db.models import F

from journal import signing
from journal.models import Cell, Lesson
from schoolmis import demo
from schoolmis.audit.book import acting, record

WAIT_DAYS = 3  # a few lessons of these days wait for the signature
LATE = timedelta(minutes=20)


@demo.part(order=63)
def signatures(progress, story):
    """Of this year's filled lessons, each by who has written in it."""
    progress("Signatures under lessons")
    held = Lesson.objects.held().filter(section__group__year=story.year, taken_at__isnull=False).exclude(topic="")
    last_days = held.filter(date__gte=story.today - timedelta(days=WAIT_DAYS + 1))
    waiting = [pk for pk, of in last_days.values_list("pk", "section") if (pk + of) % 4 == 0]
    for section, course in story.sections:
        by = story.users_of(course.teacher)
        with acting(by):
            lessons = held.filter(section=section).exclude(pk__in=waiting)
            now = {"signed_by": by, "signed_at": F("taken_at") + LATE, "signed_as": signing.print_now()}
            count = lessons.update(**now)
            record("journal.kept", by=by, signed=count)
    _change_afterwards(story)


def _change_afterwards(story):
    """A mark put later takes the signature away until the teacher signs again."""
    late = Cell.objects.of_lessons().filter(lesson__signed_by=F("entered_by"), first=4, second=None, absence="")
    late = late.filter(lesson__date__gte=story.today - timedelta(days=21)).select_related("entered_by")
    for cell in late.order_by("pk")[:3000:150]:
        with acting(cell.entered_by):
            Cell.objects.filter(pk=cell.pk).update(second=5, version=F("version") + 1)
            record("journal.mark", cell.lesson.section, by=cell.entered_by, name="", cells=[])
