"""The school's results by class and by subject: sums of counts, never averages of percentages (domain facts §3)."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import permissions, results
from journal.reports.forms import TermChoice
from journal.rules.indicators import Counts, share, standing_of
from schoolmis import clock
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Approve, Band, Column, Heading, Signature
from schoolmis.structure.models import SchoolClass, Subject
from schoolmis.ui.dates import date_as_of


class SchoolSummaryForm(TermChoice):
    by = forms.ChoiceField(
        label=gettext_lazy("Rows"),
        choices=[
            ("class", gettext_lazy("By class")),
            ("subject", gettext_lazy("By subject")),
            ("both", gettext_lazy("By class and subject")),
        ],
        initial="class",
    )


@register
class SchoolSummary(Report):
    code = "journal.school_summary"
    title = gettext_lazy("Results of the school")
    about = gettext_lazy("Success, quality, degree of learning and average by class and by subject")
    permission = permissions.SCHOOL_RESULTS
    form_class = SchoolSummaryForm
    landscape = True
    numbered = False

    def columns(self, params):
        by_students = params["by"] == "class"
        first = _("Class") if by_students else _("Subject")
        counts = (
            [
                ("excellent", _("excellent")),
                ("good", _("good")),
                ("one3", _("one «3»")),
                ("satisfactory", _("satisfactory")),
                ("failing", _("failing")),
                ("na", _("not attested")),
            ]
            if by_students
            else [("five", "5"), ("four", "4"), ("three", "3"), ("two", "2"), ("na", "н/а")]
        )
        return [
            Column("name", first, weight=3),
            Column("total", _("Students") if by_students else _("Results"), kind="int"),
            *(Column(key, title, kind="int") for key, title in counts),
            Column("success", _("Success, %"), kind="percent", places=1),
            Column("quality", _("Quality, %"), kind="percent", places=1),
            Column("learned", _("Degree of learning, %"), kind="percent", places=1),
            Column("mean", _("Average mark"), kind="decimal"),
        ]

    def rows(self, params):
        classes = list(SchoolClass.objects.filter(year=params["year"]))
        if params["by"] == "class":
            counted = results.school_counts(params["year"], params["term"])
            return [by_students(str(of), counted.get(of.pk, ())) for of in classes]
        found = results.school(params["year"], params["term"])
        subjects = {s.pk: s.name for s in Subject.objects.all()}
        if params["by"] == "subject":
            every = [student for of in found.values() for student in of.values()]
            return list(_by_subject(subjects, every))
        rows = []
        for of in classes:
            if of.pk in found:
                rows += [Band(str(of)), *_by_subject(subjects, list(found[of.pk].values()))]
        return rows

    def totals(self, params, rows):
        if not rows:
            return []
        if params["by"] != "class":
            return [by_marks(_("Total"), sum((row["counts"] for row in rows), Counts()))]
        total = {key: sum(row[key] or 0 for row in rows) for key in GROUPS}
        counts = sum((row["counts"] for row in rows), Counts())
        return [_of_groups(_("Total"), total, counts)]

    def heading(self, params, lang):
        head, term = letterhead.current(lang), params["term"]
        return Heading(
            title=_("Results of the school, %(period)s") % {"period": term or _("Year")},
            subtitle=_("Academic year %(year)s · %(day)s")
            % {"year": params["year"], "day": date_as_of(clock.today(), lang)},
            approve=Approve(head.head_post, head.head_name),
            notes=(
                _("Not attested students are counted in the denominator, exempt ones are not; without marks: «—»."),
            ),
            signatures=(Signature(_("Deputy head for studies"), ""),),
        )


GROUPS = ("excellent", "good", "one3", "satisfactory", "failing", "na")


def by_students(name: str, students: Iterable[Counts]) -> dict:
    """A class's row: students by group, success and quality by students, СОУ and average by marks (§3.3)."""
    groups = dict.fromkeys(GROUPS, 0)
    placed = [(group, counts) for counts in students if (group := standing_of(counts))]
    for group, _counts in placed:
        groups[group] += 1
    return _of_groups(name, groups, Counts.sum(counts for _group, counts in placed))


def _of_groups(name, groups, counts) -> dict:
    total = sum(groups.values())
    learned = groups["excellent"] + groups["good"] + groups["one3"] + groups["satisfactory"]
    return {
        "name": name,
        "total": total or None,
        **{key: value or None for key, value in groups.items()},
        "success": _dash(share(learned, total)),
        "quality": _dash(share(groups["excellent"] + groups["good"], total)),
        "learned": _dash(counts.learned),
        "mean": _dash(counts.mean),
        "counts": counts,
    }


def _by_subject(names, students):
    """A row per subject over `students`, in the curriculum's order."""
    for pk, name in names.items():
        counts = Counts.of(marks.get(pk) for marks in students)
        if counts.total:
            yield by_marks(name, counts)


def by_marks(name: str, counts: Counts) -> dict:
    """A row of counts of marks with its indicators."""
    return {
        "name": name,
        "total": counts.total or None,
        **{key: getattr(counts, key) or None for key in ("five", "four", "three", "two", "na")},
        "success": _dash(counts.success),
        "quality": _dash(counts.quality),
        "learned": _dash(counts.learned),
        "mean": _dash(counts.mean),
        "counts": counts,
    }


def _dash(value):
    return "—" if value is None else value
