"""Who came and who left between two days, for the report builder (R1-3.1h, R1-3.1i)."""

from datetime import timedelta

from django.db.models import Case, CharField, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import IsNull, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.papers.builder import Built, Field, Measure, Part
from schoolmis.papers.report import register
from students import permissions
from students.cube.dimensions import GRADES, NAME, SEXES, districts
from students.cube.values import beside_school, last_year
from students.grounds import Ground
from students.health_papers import fact_of_ground
from students.models import Enrolment, Placement, Student

GROUNDS = {one: fact_of_ground(one) for one in Ground.values}
HOW = {"admission": _("admitted"), "restoration": _("restored"), "opening": _("on the roll at the opening")}
ORIGINS = {
    "first": _("enrolled in grade 1"),
    "restored": _("restored"),
    "district": _("came from a school of this district"),
    "region": _("came from another district of the region"),
    "country": _("came from another region"),
    "abroad": _("came from another country"),
    "school": _("came, the district is not given"),
}
DAY = timedelta(days=1)
LABEL = Concat(Cast("school_class__grade", CharField()), Value("-"), "school_class__letter")


class LineOf(Func):
    """A word of a student's line in an order's payload: (payload, student)."""

    output_field = CharField()

    def __init__(self, payload, student, word):
        named = Func(Value("s"), student, function="jsonb_build_object")
        super().__init__(payload, Value(f"$.students[*] ? (@.student == $s).{word}"), named)

    def as_sql(self, compiler, connection, **extra):
        payload, path, named = (compiler.compile(one) for one in self.source_expressions)
        sql = f"(jsonb_path_query_first({payload[0]}, {path[0]}::jsonpath, {named[0]}) #>> '{{}}')"
        return sql, (*payload[1], *path[1], *named[1])


def ground(asked):
    """Why they left, when it was in the period."""
    return Case(When(left(asked), then=LineOf(F("departure_order__payload"), F("student"), "ground")))


def came(asked):
    """Came in the period; who stood on the roll when the system was opened did not come."""
    return Q(starts_on__gte=asked.start, starts_on__lte=asked.end) & ~Q(order__kind="opening")


def left(asked):
    """The end is the day after the last day."""
    return Q(ends_on__gt=asked.start, ends_on__lte=asked.end + DAY, departure_order__isnull=False)


def origin(asked):
    """How they came, when it was in the period: table C of a school's statistics (domain §4.10)."""
    beside = beside_school(F("came_place"))
    return Case(
        When(~came(asked), then=None),
        When(order__kind="restoration", then=Value("restored")),
        When(Q(IsNull(beside, False)), then=beside),
        When(Q(LessThanOrEqual(place("school_class__grade")(asked), 1), came_from=""), then=Value("first")),
        default=Value("school"),
        output_field=CharField(),
    )


def place(lookup):
    """The class they came to, or left from: the last one of the stay within the period."""

    def value(asked):
        found = Placement.objects.filter(student=OuterRef("student"), starts_on__lte=asked.end).exclude(
            ends_on=F("starts_on")
        )
        return Subquery(found.annotate(label=LABEL).order_by("-starts_on").values(lookup)[:1])

    return value


@register
class MovementBuilder(Built):
    """Stays at the school that began or ended in the period."""

    code = "students.build_movements"
    title = _("Who came and who left")
    noun = _("Students")
    permission = permissions.CONTINGENT
    small = lists = permissions.CONTINGENT
    model = Enrolment
    period = "span"
    order = ("starts_on", "student__person__sort_key", "pk")
    first = {
        "rows": "grade",
        "columns": "",
        "measures": ["came", "left"],
        "see": ["name", "class", "starts_on", "came_from", "last_day", "went_to", "ground"],
    }
    all_fields = (
        NAME,
        Field("grade", _("Year group"), value=place("school_class__grade"), labels=GRADES, kind="int", groups=True),
        Field("class", _("Class"), value=place("label")),
        Field("sex", _("Sex"), value="student__person__sex", labels=SEXES, groups=True, shows=False),
        Field("how", _("How they came"), value="order__kind", labels=HOW, groups=True),
        Field("origin", _("Where they came from"), value=origin, labels=ORIGINS, groups=True, weight=2),
        Field("came_place", _("District it came from"), labels=districts, groups=True, weight=2),
        Field("ground", _("Ground of leaving"), value=ground, labels=GROUNDS, groups=True, weight=2),
        Field("starts_on", _("On the roll from"), kind="date"),
        Field("came_from", _("Came from"), groups=True, filters=False, weight=2),
        Field("last_day", _("Last day"), value=lambda asked: F("ends_on") - DAY, kind="date"),
        Field("went_to", _("Goes to"), groups=True, filters=False, weight=2),
        Field("order", _("Order on coming"), value="order__number", kind="int"),
        Field("departure", _("Order on leaving"), value="departure_order__number", kind="int"),
    )
    all_measures = (
        Measure("count", _("How many")),
        Part("came", _("Came"), came),
        Part("left", _("Left"), left),
    )

    @property
    def first_days(self):
        today = clock.today()
        return last_year(today), today

    def base(self, asked):
        seen = permissions.CONTINGENT.visible(asked.user, Student.objects.all()).order_by().values("pk")
        return Enrolment.objects.filter(came(asked) | left(asked), student__in=seen).exclude(ends_on=F("starts_on"))
