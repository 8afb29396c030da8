"""Control works that the demo's teachers have set for the weeks to come, here and there two on a day."""

from datetime import timedelta

from journal.models import Lesson, WorkKind
from schoolmis import demo
from schoolmis.audit.book import acting, record

AHEAD = timedelta(days=21)
WRITTEN = ("MAT", "ALG", "GEO2", "KYR", "RUS", "ENG", "PHY", "CHE", "BIO", "HKG")
SHARE = 0.5
"""Of the journals, those whose teacher has set one."""


@demo.part(order=64)
def control_works(progress, story):
    """Each by its teacher's hand, on a lesson of the running term."""
    term = next((term for term in story.year.terms.all() if term.starts_on <= story.today <= term.ends_on), None)
    if term is None:
        return
    control, rng = WorkKind.objects.get(code="control"), story.rng("control works")
    last = min(term.ends_on, story.today + AHEAD)
    for section, course in story.sections:
        ahead = Lesson.objects.held().filter(section=section, date__range=(story.today + timedelta(days=1), last))
        lessons = list(ahead.order_by("date"))
        if section.subject.code not in WRITTEN or course.classes[0][0] == 1 or rng.random() > SHARE or not lessons:
            continue
        lesson, by = rng.choice(lessons), story.users_of(course.teacher)
        with acting(by):
            Lesson.objects.filter(pk=lesson.pk).update(kind=control, version=lesson.version + 1)
            record("journal.change_lesson", lesson, by=by, kind=str(control))
