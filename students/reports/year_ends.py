"""How years ended, for the report builder: table D of a school's statistics (R1-3.1h, R7-2.1, R7-3.1)."""

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from schoolmis.papers.builder import Built, Field, Measure, Part
from schoolmis.papers.report import register
from schoolmis.people.models import Sex
from students import permissions
from students.cube.dimensions import GRADES, NAME, SEXES
from students.models import Outcome, StateDocument, YearDecision
from students.reports.marks import classes, years


@register
class YearEndBuilder(Built):
    """A decision of the council carried out by an order, one for each student and year; settled ones as settled."""

    code = "students.build_year_ends"
    title = _("How years ended")
    noun = _("Students")
    permission = permissions.PROMOTE
    small = lists = permissions.PROMOTE
    model = YearDecision
    period = ""
    order = ("school_class__grade", "school_class__letter", "student__person__sort_key")
    first = {
        "rows": "outcome",
        "columns": "grade",
        "measures": ["count"],
        "see": ["name", "class", "outcome", "year"],
    }
    all_fields = (
        NAME,
        Field("year", _("Academic year"), value="year_end__year", labels=years, groups=True),
        Field("grade", _("Year group"), value="school_class__grade", labels=GRADES, kind="int", groups=True),
        Field("class", _("Class"), value="school_class", labels=classes, groups=True),
        Field("sex", _("Sex"), value="student__person__sex", labels=SEXES, groups=True, shows=False),
        Field(
            "outcome",
            _("Outcome"),
            value=lambda asked: Case(When(settled_by__isnull=False, then=F("settlement")), default=F("outcome")),
            labels={one.value: one.label for one in Outcome if one != Outcome.BLOCKED},
            groups=True,
            weight=2,
        ),
        Field("order", _("Order"), value="order__number", kind="int"),
    )
    all_measures = (
        Measure("count", _("How many")),
        Part("girls", _("Girls"), Q(student__person__sex=Sex.FEMALE)),
        Part("documents", _("Documents of education given"), Q(documented=True)),
        Part("honours", _("With honours"), Q(honoured=True)),
    )

    def base(self, asked):
        given = StateDocument.objects.filter(student=OuterRef("student"), level=OuterRef("outcome"), annulled_on=None)
        found = YearDecision.objects.filter(order__isnull=False).annotate(
            documented=Exists(given), honoured=Exists(given.filter(has_honours=True))
        )
        return permissions.PROMOTE.visible(asked.user, found)
