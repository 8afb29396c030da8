"""Control works that the demo's teachers have entered ahead, where their plans lay them."""

from datetime import timedelta

from django.db.models import F

from journal.control_works import works
from journal.models import Lesson
from schoolmis import demo
from schoolmis.audit.book import acting, record

AHEAD = timedelta(days=21)
SHARE = 0.6
"""Of those by the plan; the others wait for their day."""


@demo.part(order=64)
def control_works(progress, story):
    """Each by its teacher's hand."""
    progress("Control works")
    rng, teachers = story.rng("control works"), {section.pk: course.teacher for section, course in story.sections}
    ahead = works(story.classes.values(), story.today + timedelta(days=1), story.today + AHEAD)
    for work in {work.pk: work for work in ahead if work.by_plan}.values():
        if rng.random() > SHARE:
            continue
        by, given = story.users_of(teachers[work.section_id]), {"topic": work.topic, "plan_topic": work.plan_topic}
        with acting(by):
            Lesson.objects.filter(pk=work.pk).update(kind=work.kind, version=F("version") + 1, **given)
            record("journal.change_lesson", work, by=by, kind=str(work.kind), topic=work.topic)
