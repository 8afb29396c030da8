"""What the database computes for the dimensions that are not a plain column."""

from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, CharField, Count, F, FilteredRelation, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from schoolmis.structure.models import SchoolClass
from students.models import Guardianship, Result, StudyForm


def last_year(day):
    """1 September of the academic year that `day` is in."""
    return date(day.year if (day.month, day.day) >= (9, 1) else day.year - 1, 9, 1)


def school_classes(asked):
    """{pk: «8-А»} of the year that the day is in."""
    found = SchoolClass.objects.filter(year__starts_on__lte=asked.on, year__ends_on__gte=asked.on)
    return {one.pk: str(one) for one in found.order_by("grade", "letter")}


def year_group(asked):
    """The group of a student's last results of a year before the day: excellent … not attested (domain 3.3)."""
    mine = Result.objects.filter(student=OuterRef("pk"), period=Result.Period.YEAR, year__starts_on__lte=asked.on)
    last = mine.order_by("-year__starts_on").values("year")[:1]
    counted = (
        mine.filter(year=Subquery(last))
        .order_by()
        .values("student")
        .annotate(
            low=Min("value"),
            threes=Count("pk", filter=Q(value=3)),
            absent=Count("pk", filter=Q(code=Result.Code.NOT_ATTESTED)),
        )
        .annotate(
            group=Case(
                When(absent__gt=0, then=Value("not_attested")),
                When(low__lte=2, then=Value("failing")),
                When(low=3, threes=1, then=Value("one_three")),
                When(low=3, then=Value("satisfactory")),
                When(low=4, then=Value("good")),
                When(low=5, then=Value("excellent")),
                output_field=CharField(),
            )
        )
    )
    return Subquery(counted.values("group"))


def guardians(asked):
    """Names and telephones of those who answer for a student on the day, in one cell."""
    line = Concat(
        F("guardian__last_name"),
        Value(" "),
        F("guardian__first_name"),
        Value(" "),
        F("guardian__phone"),
    )
    links = Guardianship.objects.on(asked.on).filter(student=OuterRef("pk")).order_by().values("student")
    return Subquery(links.annotate(line=StringAgg(line, Value("; "), ordering="relation")).values("line"))


def study_form(asked):
    """Full-time unless a dated order says otherwise (R7-2.3, R7-2.5)."""
    other = StudyForm.objects.on(asked.on).filter(student=OuterRef("pk")).values("form")[:1]
    return Coalesce(Subquery(other), Value("full"), output_field=CharField())


def with_category(rows, asked):
    """Joined to the categories in force on the day: a student may have several."""
    from_, until = "social_categories__starts_on__lte", "social_categories__ends_on"
    held = Q(**{from_: asked.on}) & (Q(**{until: None}) | Q(**{f"{until}__gt": asked.on}))
    return rows.annotate(category_now=FilteredRelation("social_categories", condition=held))
