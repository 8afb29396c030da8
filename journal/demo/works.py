"""Further works in the demo's journals: grammar beside a dictation, and a diagnostic that does not count yet."""

from itertools import groupby

from django.db.models import F

from journal.models import Cell, Lesson, WorkKind
from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.demo import marks

SHOWN = ("dictation", "essay")
HIDDEN = "control"


@demo.part(order=62)
def works(progress, story):
    """Of the running term alone: results of closed terms are made already."""
    term = next((term for term in story.year.terms.all() if term.starts_on <= story.today <= term.ends_on), None)
    if term is None:
        return
    cells = Cell.objects.filter(
        lesson__section__group__year=story.year,
        lesson__date__range=(term.starts_on, story.today),
        lesson__kind__code__in=[*SHOWN, HIDDEN],
        first__isnull=False,
        scale=None,
    )
    cells = cells.select_related("lesson", "entered_by").annotate(code=F("lesson__kind__code"))
    kinds = dict(WorkKind.objects.values_list("code", "pk"))
    rng = story.rng("works")
    for lesson, found in groupby(cells.order_by("lesson_id", "student_id"), key=lambda cell: cell.lesson):
        own = list(found)
        if rng.random() < (0.8 if own[0].code == HIDDEN else 0.5):
            continue
        facts = {"section_id": lesson.section_id, "date": lesson.date, "number": lesson.number, "part": 1}
        kind = "diagnose" if own[0].code == HIDDEN else "independ"
        by = own[0].entered_by
        with acting(by):
            work = Lesson.objects.create(**facts, kind_id=kinds[kind], visible=False if kind == "diagnose" else None)
            Cell.objects.bulk_create(
                Cell(
                    lesson=work,
                    student_id=one.student_id,
                    first=marks.mark(rng, one.first),
                    entered_by=by,
                    entered_at=one.entered_at,
                )
                for one in own
            )
            record("journal.add_work", work, by=by)
