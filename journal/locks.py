"""Whether a lesson's cells may be written today, and the sentence that says why not."""

from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from journal import policy
from journal.models import Closing, Lesson, Reopening
from journal.rules.marks import State, may_write
from schoolmis import clock
from schoolmis.structure.models import AcademicYear, Section


def with_locks(lessons, day_field="date"):
    """Annotate `closed` and `reopened` (by section) of the term that each lesson's day falls into."""
    today = clock.today()
    closing = Closing.objects.filter(
        reopened_at=None, term__starts_on__lte=OuterRef(day_field), term__ends_on__gte=OuterRef(day_field)
    )
    again = Reopening.objects.filter(
        section=OuterRef("section"),
        until__gte=today,
        closing__reopened_at=None,
        closing__term__starts_on__lte=OuterRef(day_field),
        closing__term__ends_on__gte=OuterRef(day_field),
    )
    year = AcademicYear.objects.filter(starts_on__lte=OuterRef(day_field), ends_on__gte=OuterRef(day_field))
    return lessons.annotate(
        closed=Exists(closing),
        reopened=Exists(again),
        year_closed_on=Subquery(year.values("closed_on")[:1], output_field=DateField()),
    )


@dataclass(frozen=True)
class Column:
    """A lesson as the policy sees it."""

    id: int
    date: date
    closed: bool
    reopened: bool
    year_closed: bool

    def state(self, *, changes: bool) -> State:
        return may_write(
            self.date,
            clock.today(),
            free_days=policy.free_days(),
            closed=self.closed,
            reopened=self.reopened,
            year_closed=self.year_closed,
            changes=changes,
        )


def columns(section: Section, lessons) -> dict[int, Column]:
    """{lesson: Column} of the section's own lessons among the ids `lessons`; one statement."""
    rows = with_locks(Lesson.objects.filter(section=section, pk__in=lessons, status=Lesson.Status.PLANNED))
    return {
        pk: Column(pk, day, closed, reopened, year_closed is not None)
        for pk, day, closed, reopened, year_closed in rows.values_list(
            "pk", "date", "closed", "reopened", "year_closed_on"
        )
    }


def sentence(state: State) -> str:
    """Why, in the reader's language."""
    return {
        "year": _("The academic year is closed: only the director's order opens it."),
        "term": _("The term is closed: the deputy head for studies opens it on request."),
        "future": _("This lesson has not been held yet."),
        "late": _("The days of free correction are over: give the reason."),
    }.get(state.why, "")


def of_term(section: Section, term) -> str:
    """Why the term's results of this section cannot be set; empty when they can. One statement."""
    closing = Closing.objects.filter(term=term, reopened_at=None)
    shut = closing.exclude(reopenings__section=section, reopenings__until__gte=clock.today()).exists()
    if shut:
        return sentence(State("locked", "term"))
    return sentence(State("locked", "future")) if term.starts_on > clock.today() else ""
