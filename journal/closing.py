"""What a term still lacks before it is closed: by journal, with where to go (R1-5.1b)."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Min
from django.urls import reverse

from journal import policy
from journal.models import Closing, TermState
from journal.reading import lessons_behind
from journal.rules.closing import Facts
from schoolmis import clock
from schoolmis.structure.models import Term
from students.models import Result, Student


@dataclass
class Gap:
    """A journal with something missing: how many, since when, and the address where it is put right."""

    section: object
    count: int
    url: str
    oldest: object = None


# Whoever is taught a subject with marks on the last day and has no result of the terms or of the year, nor is exempt.
TAUGHT = """
with taught as (
    select s.id, s.subject_id, l.student_id from structure_section s
    join structure_group g on g.id = s.group_id and g.kind <> 'subgroup' and g.year_id = %(year)s
    join structure_group_classes x on x.group_id = g.id
    join students_placement l on l.school_class_id = x.schoolclass_id
        and l.starts_on <= %(day)s and (l.ends_on is null or l.ends_on > %(day)s)
    where s.by_half_years = false or %(half)s
    union select s.id, s.subject_id, m.student_id from structure_section s
    join structure_group g on g.id = s.group_id and g.kind = 'subgroup' and g.year_id = %(year)s
    join students_membership m on m.group_id = g.id
        and m.starts_on <= %(day)s and (m.ends_on is null or m.ends_on > %(day)s)
    where s.by_half_years = false or %(half)s)
"""
LACKING = """
from taught t join structure_subject b on b.id = t.subject_id and b.has_marks
where not exists (select from students_result r where r.student_id = t.student_id and r.subject_id = t.subject_id
        and (r.term_id = any(%(terms)s) or r.period = %(period)s and r.year_id = %(year)s)
        and (r.value is not null or r.code <> ''))
    and not exists (select from students_exemption e where e.student_id = t.student_id
        and e.subject_id = t.subject_id and e.starts_on <= %(day)s and (e.ends_on is null or e.ends_on > %(day)s))
"""
WITHOUT = f"{TAUGHT} select t.id, count(*) {LACKING} group by t.id"
WHO = f"{TAUGHT} select t.student_id {LACKING} and t.id = %(section)s"


def states_of(terms) -> dict[int, TermState]:
    """{term: its state}; a term closed before states were kept is closed. Two statements."""
    found = TermState.objects.filter(term__in=terms).select_related("decision__protocol__body")
    stored = {one.term_id: one for one in found}
    closed = set(Closing.objects.filter(term__in=terms, reopened_at=None).values_list("term", flat=True))
    state = {True: TermState.State.CLOSED, False: TermState.State.OPEN}
    return {
        one.pk: stored.get(one.pk) or TermState(term=one, state=state[one.pk in closed], version=0) for one in terms
    }


def state_of(term: Term) -> TermState:
    return states_of([term])[term.pk]


def without_results(term: Term) -> list[Gap]:
    """Journals in which somebody has no result of the term; three statements.

    Those without marks, and in levels, are left out.
    """
    together = list(term.ending_together)
    half = any(one.kind == Term.Kind.HALF for one in together)
    return _without(term, half=half, terms=[one.pk for one in together], period="")


def is_last(term: Term) -> bool:
    """Whether the year ends with this term."""
    return not Term.objects.filter(year=term.year_id, starts_on__gt=term.starts_on).exists()


def without_year(term: Term) -> list[Gap]:
    """R1-5.1b: with the last term the year is closed too: journals in which somebody has no mark of the year.

    Four statements; none is missed before the last term.
    """
    return _without(term, half=True, terms=[], period=Result.Period.YEAR) if is_last(term) else []


def _without(term, **asked) -> list[Gap]:
    asked |= {"year": term.year_id, "day": min(term.ends_on, clock.today())}
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT, asked)
        counts = dict(cursor.fetchall())
    about, among = policy.proposals(), policy.grading()
    sections = policy.sections().filter(pk__in=counts).order_by("group__name", "subject__order")
    return [
        Gap(one, counts[one.pk], reverse("journal:sheet", args=[one.pk]))
        for one in sections
        if policy.scale_for(one, among).asks_results(one.subject_id, about)
    ]


@dataclass
class Lacks:
    """What one journal of a term still lacks: lessons nobody has filled, students without a result, one of the year."""

    lessons: list
    results: list
    year: list

    @property
    def facts(self) -> Facts:
        return Facts(lessons=len(self.lessons), results=len(self.results), year=len(self.year), decision=True)


def of_journal(section, term: Term) -> Lacks:
    """By the checks that close the term, those of the year with its last one. `section`: of `policy.sections()`."""
    behind = lessons_behind(clock.today(), section=section, date__range=(term.starts_on, term.ends_on))
    lacks = Lacks(list(behind.order_by("date", "number")), [], [])
    if section.subject.has_marks and policy.scale_for(section).asks_results(section.subject_id, policy.proposals()):
        lacks.results = _who(section, term, terms=[one.pk for one in term.ending_together], period="")
        if term == section.periods().latest("starts_on"):
            lacks.year = _who(section, term, terms=[], period=Result.Period.YEAR)
    return lacks


def _who(section, term, **asked) -> list[Student]:
    asked |= {"year": term.year_id, "day": min(term.ends_on, clock.today()), "half": True, "section": section.pk}
    with connection.cursor() as cursor:
        cursor.execute(WHO, asked)
        found = [pk for (pk,) in cursor.fetchall()]
    return list(Student.objects.filter(pk__in=found).select_related("person").order_by("person__sort_key"))


def unfilled(term: Term) -> list[Gap]:
    """Journals with lessons of the term that nobody has filled; the link leads to the oldest. Three statements."""
    rows = lessons_behind(clock.today(), date__range=(term.starts_on, term.ends_on))
    found = rows.order_by().values("section").annotate(n=Count("pk"), oldest=Min("date"))
    by = {row["section"]: row for row in found}
    sections = policy.sections().filter(pk__in=by).order_by("group__name", "subject__order")
    periods = list(Term.periods.filter(year=term.year_id)) if by else []
    gaps = ((one, by[one.pk]["n"], by[one.pk]["oldest"]) for one in sections)
    return [Gap(one, count, _grid_of(one, oldest, periods), oldest) for one, count, oldest in gaps]


def _grid_of(section, day, periods) -> str:
    """The section's grid that shows the day."""
    mine = (one for one in periods if one.kind == section.period_kind and one.starts_on <= day <= one.ends_on)
    period = next(mine, None)
    return reverse("journal:grid", args=[section.pk, period.number]) if period else ""


def facts_of(term: Term, state: TermState, lessons=None, results=None, year=None, decision=None) -> Facts:
    lessons = unfilled(term) if lessons is None else lessons
    results = without_results(term) if results is None else results
    year = without_year(term) if year is None else year
    return Facts(
        begun=term.starts_on <= clock.today(),
        lessons=sum(gap.count for gap in lessons),
        results=sum(gap.count for gap in results),
        year=sum(gap.count for gap in year),
        decision=bool(decision or state.decision_id),
    )
