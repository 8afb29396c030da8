"""Results of a term that was on paper as a kind of import: students × subjects of each class (R1-4.1/1, R3-3j)."""

from django import forms
from django.utils.translation import gettext_lazy

from journal import permissions
from journal.actions.past_terms import none_open, past_terms, set_past_results
from schoolmis.imports.kinds import Kind, declare_notes, register
from schoolmis.imports.staging import Staged
from schoolmis.people import faults
from schoolmis.structure.models import Section, Term
from students.imports.results import Roll, compare, to_write
from students.models import Result

faults.declare(
    faults.REFUSED,
    {
        "result_by_halves": gettext_lazy("This subject of the class has results of half-years: choose the half-year."),
        "result_by_quarters": gettext_lazy("This subject of the class has results of terms: choose the term."),
    },
)
declare_notes({"term_results": gettext_lazy("Results of %(term)s, %(year)s")})


def offered():
    """The latest first, of years that go on."""
    return past_terms().filter(year__closed_on=None).select_related("year").order_by("-ends_on", "kind")


def asked(_by) -> dict:
    terms = [(one.pk, f"{one}, {one.year}") for one in offered()]
    return {"term": forms.ChoiceField(label=gettext_lazy("Term"), choices=terms)}


class PastRoll(Roll):
    """The roll of a year with the results of one past term, and who writes what there."""

    def __init__(self, term):
        super().__init__(term.year, Result.Period.TERM, term)
        taught = Section.objects.filter(group__year=term.year).values_list(
            "group__classes", "subject_id", "by_half_years"
        )
        self.halves = {(of, subject): halves for of, subject, halves in taught}

    def refuses(self, student, subject, stored, book):
        halves = self.halves.get((self.classes[student].pk, subject), self.term.kind == Term.Kind.HALF)
        if halves != (self.term.kind == Term.Kind.HALF):
            book.note("subject", "result_by_halves" if halves else "result_by_quarters")
        super().refuses(student, subject, stored, book)


def prepare(found) -> Staged:
    """Compare the sheets with what stands; nothing is written."""
    told = str(found.options.get("term") or "")
    term = next((one for one in offered() if not told or str(one.pk) == told), None)
    if term is None:
        raise none_open()
    found.options["term"] = str(term.pk)
    staged = compare(found, PastRoll(term))
    staged.notes = [("term_results", {"term": str(term), "year": str(term.year)}), *found.notes()]
    return staged


def import_term(staged: Staged, by, progress) -> list:
    """R1-4.1/1: all the results of the file or none; the teacher's own stay."""
    n = set_past_results(staged.plan.term, staged.plan.classes, to_write(staged), by=by)
    progress(len(staged.rows), len(staged.rows))
    return [("results_set", {"n": n})]


PAST_TERM = register(
    Kind(
        "term_results",
        gettext_lazy("Results of a past term"),
        ("results",),
        permissions.IMPORT_TERM,
        prepare=prepare,
        apply=import_term,
        hint=gettext_lazy(
            "Kept on paper before the program: students downwards and subjects across, a sheet for each class"
        ),
        asks=asked,
        page="journal:sections",
        by_place=True,
    )
)
