"""The deputy's report: classes or subjects against the term before and a year ago (domain facts §3.4, §4.11)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import permissions, results
from journal.reports.forms import TermChoice
from journal.reports.school_summary import by_marks, by_students
from journal.rules.indicators import Counts
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Column, Heading, Signature
from schoolmis.structure.models import AcademicYear, SchoolClass, Subject, Term
from schoolmis.ui.numbers import half_up

SHOWN = {"success": 1, "quality": 1, "mean": 2}
"""What is compared, and to how many decimals."""


class ComparisonForm(TermChoice):
    by = forms.ChoiceField(
        label=gettext_lazy("Rows"),
        choices=[("class", gettext_lazy("By class")), ("subject", gettext_lazy("By subject"))],
        initial="class",
    )


@register
class Comparison(Report):
    code = "journal.comparison"
    title = gettext_lazy("Results against the term before and the year before")
    about = gettext_lazy("Success, quality and average by class or subject, with what changed and the place by quality")
    permission = permissions.SCHOOL_RESULTS
    form_class = ComparisonForm
    landscape = True
    numbered = False

    def columns(self, params):
        names = {"success": _("Success, %"), "quality": _("Quality, %"), "mean": _("Average mark")}
        titles = {"before": _("Against the term before"), "ago": _("Against a year ago")}
        earlier = _earlier(params["year"], params["term"])

        def column(key, name, group=""):
            kind, places = ("decimal", 2) if name == "mean" else ("percent", 1)
            return Column(key, names[name], kind=kind, places=places, group=group, signed=bool(group))

        return [
            Column("name", _("Class") if params["by"] == "class" else _("Subject"), weight=2),
            Column("total", _("Students") if params["by"] == "class" else _("Results"), kind="int"),
            *(column(name, name) for name in SHOWN),
            Column("place", _("Place by quality"), kind="int"),
            *(column(f"{when}_{name}", name, titles[when]) for when in earlier for name in SHOWN),
        ]

    def rows(self, params):
        of = of_classes if params["by"] == "class" else of_subjects
        now = of(params["year"], params["term"])
        then = {when: of(*period) for when, period in _earlier(params["year"], params["term"]).items()}
        places = _places(now)
        shift = {"before": 0, "ago": 1 if params["by"] == "class" else 0}
        rows = []
        for key, row in now.items():
            changes = {}
            for when, found in then.items():
                was = found.get((key[0] - shift[when], key[1]) if params["by"] == "class" else key)
                changes |= {
                    f"{when}_{name}": _change(row[name], was and was[name], places) for name, places in SHOWN.items()
                }
            rows.append(row | {"place": places.get(key)} | changes)
        return rows

    def heading(self, params, lang):
        head = letterhead.current(lang)
        earlier = _earlier(params["year"], params["term"])
        notes = [_("Changes of success and quality are in percentage points.")] if earlier else []
        if params["by"] == "class" and "ago" in earlier:
            notes.append(_("A year ago: the same children a grade lower, the class with the same letter."))
        return Heading(
            title=_("Results of the school and what changed, %(period)s") % {"period": params["term"] or _("Year")},
            subtitle=_("Academic year %(year)s") % {"year": params["year"]},
            approve=Approve(head.head_post, head.head_name),
            notes=tuple(notes),
            signatures=(Signature(_("Deputy head for studies"), ""),),
        )


def _earlier(year, term) -> dict:
    """{"before": (year, term), "ago": (year, term)}: what is compared with; only what there is."""
    last_year = AcademicYear.objects.filter(starts_on__lt=year.starts_on).order_by("-starts_on").first()
    if term is None:
        return {"ago": (last_year, None)} if last_year else {}
    before = Term.objects.filter(starts_on__lt=term.starts_on).select_related("year").order_by("-starts_on").first()
    ago = last_year and Term.objects.filter(year=last_year, number=term.number).first()
    found = {"before": (year, before)} if before and before.year_id == year.pk else {}
    return found | ({"ago": (last_year, ago)} if ago else {})


def of_classes(year, term) -> dict[tuple[int, str], dict]:
    """{(grade, letter): row} of the classes that have results."""
    found = results.school_counts(year, term)
    classes = SchoolClass.objects.filter(year=year, pk__in=found)
    return {(of.grade, of.letter): by_students(str(of), found[of.pk]) for of in classes}


def of_subjects(year, term) -> dict[int, dict]:
    """{subject: row}, in the curriculum's order."""
    every = [student for of in results.school(year, term).values() for student in of.values()]
    rows = {
        subject.pk: by_marks(subject.name, Counts.of(marks.get(subject.pk) for marks in every))
        for subject in Subject.objects.filter(has_marks=True)
    }
    return {key: row for key, row in rows.items() if row["total"]}


def _places(rows: dict) -> dict:
    """{key: place by quality}, equal ones share a place; who has no quality has no place."""
    ranked = sorted((row["quality"] for row in rows.values() if row["quality"] != "—"), reverse=True)
    return {key: ranked.index(row["quality"]) + 1 for key, row in rows.items() if row["quality"] != "—"}


def _change(now, then, places):
    """The difference; «—» where one of the two is not known."""
    return "—" if then is None or "—" in (now, then) else half_up(now - then, places)
