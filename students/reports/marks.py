"""Results of terms and years, for the report builder (R1-3.1h, R1-3.1i)."""

from django.db.models import Case, Count, F, Q, When
from django.utils.translation import gettext_lazy as _

from schoolmis.papers.builder import Average, Built, Field, Measure, Part
from schoolmis.papers.builder.measures import share
from schoolmis.papers.report import register
from schoolmis.structure.models import AcademicYear, SchoolClass, Subject
from students import permissions
from students.cube.dimensions import GRADES, NAME, SEXES
from students.models import SHORT, Result

MARKS = {5: "5", 4: "4", 3: "3", 2: "2"}
# A result that was cleared and a level in words are no marks.
COUNTED = Q(value__isnull=False) | Q(code=Result.Code.NOT_ATTESTED)


def ratio(code, title, least):
    """Per cent of marks not under `least`; the exempt do not count, the not attested do (domain 3.2)."""
    return Measure(
        code,
        title,
        {
            "n": lambda asked, distinct: Count("pk", filter=Q(value__gte=least)),
            "of": lambda asked, distinct: Count("pk", filter=COUNTED),
        },
        kind="percent",
        finish=lambda own, row, all: share(own["n"], own["of"]),
    )


def years(asked):
    return {one.pk: str(one) for one in AcademicYear.objects.all()}


def subjects(asked):
    return {one.pk: one.name for one in Subject.objects.all()}


def classes(asked):
    found = SchoolClass.objects.select_related("year").order_by("-year__starts_on", "grade", "letter")
    now = next(iter(found), None)
    return {one.pk: str(one) if one.year_id == now.year_id else f"{one} · {one.year}" for one in found}


HALF = 10  # a half-year's place among the terms is its number above this
TERMS = {1: "I", 2: "II", 3: "III", 4: "IV", HALF + 1: _("half-year I"), HALF + 2: _("half-year II")}


def term(asked):
    return F("term__number") + Case(When(term__kind="half", then=HALF), default=0)


@register
class ResultBuilder(Built):
    """Each result of a student in a subject counts once."""

    code = "students.build_results"
    title = _("Results of terms and years")
    noun = _("Results")
    permission = permissions.BUILD_RESULTS
    small = lists = permissions.BUILD_RESULTS
    model = Result
    period = ""
    order = ("student__person__sort_key", "subject__order", "pk")
    first = {
        "rows": "subject",
        "columns": "",
        "measures": ["count", "success", "quality", "average"],
        "see": ["name", "class", "subject", "period", "term", "value"],
    }
    all_fields = (
        NAME,
        Field("year", _("Academic year"), labels=years, groups=True),
        Field("period", _("Period"), labels=dict(Result.Period.choices), groups=True),
        Field("term", _("Term"), value=term, labels=TERMS, groups=True),
        Field("grade", _("Year group"), value="school_class__grade", labels=GRADES, kind="int", groups=True),
        Field("class", _("Class"), value="school_class", labels=classes, groups=True),
        Field("subject", _("Subject"), labels=subjects, groups=True, weight=2),
        Field("sex", _("Sex"), value="student__person__sex", labels=SEXES, groups=True, shows=False),
        Field("value", _("Mark"), labels=MARKS, kind="int", groups=True),
        Field("code", _("Code"), labels=SHORT, groups=True),
    )
    all_measures = (
        Measure("count", _("How many")),
        ratio("success", _("Success, %"), 3),
        ratio("quality", _("Quality, %"), 4),
        Average("average", _("Average"), "value"),
        Part("absent", _("not attested"), Q(code=Result.Code.NOT_ATTESTED)),
    )

    def base(self, asked):
        return permissions.BUILD_RESULTS.visible(asked.user, Result.objects.all())
