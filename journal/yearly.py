"""A class's results of the whole year by student, subject and period: terms, year, exam, final (domain §4.4, §4.5)."""

from collections import defaultdict

from journal import results
from schoolmis.structure.models import Term
from students.models import Result

LAST = (Result.Period.YEAR, Result.Period.EXAM, Result.Period.FINAL)


def terms_of(year) -> list[Term]:
    return list(Term.objects.filter(year=year))


def marks(students, year, terms) -> dict[int, dict]:
    """{student: {(subject, term's id or period): result}}; a half-year's stands at the term that ends with it.

    Points stand as the mark beside them, a level as its word. One statement.
    """
    found, at = defaultdict(dict), {term.ends_on: term.pk for term in terms}
    rows = Result.objects.filter(student__in=students, year=year)
    for student, subject, period, ends_on, value, code, own in rows.values_list(
        "student_id", "subject_id", "period", "term__ends_on", "value", "code", "own"
    ):
        if shown := results.value_of(value, code) or own:
            found[student][subject, at.get(ends_on, period)] = shown
    return found
