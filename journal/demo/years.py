"""Last year of the demo school: results of four terms and of the year, everything closed."""

from journal.models import Closing
from journal.rules.results import year_mark
from schoolmis import clock, demo
from schoolmis.audit.book import acting, record
from schoolmis.demo import marks, plan
from schoolmis.structure.models import Subject
from students.models import Placement, Result

EXAMS = {"KYR", "ALG", "HKG"}
DEBTORS = 7  # students who end the year with a 2


@demo.part(order=21)
def last_year(progress, story):
    """Grade 1 has no marks; every other grade has four terms and the year, as the opening register has them.

    A few of grades 5–8 end it with a debt; grades 9 and 11 have passed the attestation.
    """
    terms = list(story.last_year.terms.order_by("number"))
    subjects = Subject.objects.in_bulk(field_name="code")
    rows, at, owing = [], clock.now(), set()
    seats = list(Placement.objects.filter(school_class__year=story.last_year).select_related("school_class"))
    for seat in seats:
        rng = story.rng(f"last year {seat.student_id}")
        for code in plan.hours(seat.school_class.grade) if seat.school_class.grade > 1 else ():
            if not subjects[code].has_marks:
                continue
            around = marks.level(story.ability[seat.student_id], code, rng.gauss(0, 1))
            values = [max(3 if rng.random() < 0.6 else 2, min(5, round(around + rng.gauss(0, 0.25)))) for _t in terms]
            if year_mark(values) < 3 and not _owes(seat, owing):
                values = [max(3, value) for value in values]
            common = {
                "student_id": seat.student_id,
                "school_class_id": seat.school_class_id,
                "subject": subjects[code],
                "year": story.last_year,
                "set_by": story.installer,
                "set_at": at,
            }
            rows += [Result(term=term, value=value, **common) for term, value in zip(terms, values, strict=True)]
            rows.append(Result(period=Result.Period.YEAR, value=year_mark(values), **common))
            if seat.school_class.grade in (9, 11) and code in EXAMS:
                rows.append(Result(period=Result.Period.EXAM, value=year_mark(values), **common))
    with acting(story.installer):
        for start in range(0, len(rows), 5000):
            progress("Last year's results", start, len(rows))
            Result.objects.bulk_create(rows[start : start + 5000])
        progress("Last year's results", len(rows), len(rows))
        Closing.objects.bulk_create(Closing(term=term, closed_by=story.installer) for term in terms)
        record("journal.opening_results", story.last_year, by=story.installer, results=len(rows))


def _owes(seat, owing) -> bool:
    """One subject each, and not more than one in a class while there are others."""
    if not 5 <= seat.school_class.grade <= 8 or len(owing) >= DEBTORS or seat.school_class_id in owing:
        return False
    owing.add(seat.school_class_id)
    return True
