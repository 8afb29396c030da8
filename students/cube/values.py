"""What the database computes for the dimensions that are not a plain column."""

from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FilteredRelation,
    Func,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat
from django.db.models.lookups import Exact, IsNull

from schoolmis.people import places
from schoolmis.people.models import Address
from schoolmis.structure.models import AcademicYear, SchoolClass, SchoolProfile
from students.models import Guardianship, Meal, MealRule, Outcome, Placement, Result, StudyForm, YearDecision


def last_year(day):
    """1 September of the academic year that `day` is in."""
    return date(day.year if (day.month, day.day) >= (9, 1) else day.year - 1, 9, 1)


def school_classes(asked):
    """{pk: «8-А»} of the year that the day is in."""
    found = SchoolClass.objects.of_day(asked.on)
    return {one.pk: str(one) for one in found.order_by("grade", "letter")}


def ended_year(asked):
    """The academic year that ended last before the day, as one value for the whole statement."""
    return AcademicYear.objects.filter(ends_on__lt=asked.on).order_by("-ends_on").values("pk")[:1]


def year_outcome(asked):
    """What the last year ended with: the council's decision, settled or not; without one, as the classes say.

    R7-2.1, R7-2.4: a grade that is not above last year's is repeated.
    """
    decided = YearDecision.objects.filter(
        student=OuterRef("pk"), order__isnull=False, year_end__year=Subquery(ended_year(asked))
    ).annotate(last=Case(When(settled_by__isnull=False, then=F("settlement")), default=F("outcome")))
    former = Placement.objects.filter(student=OuterRef("pk"), school_class__year=Subquery(ended_year(asked)))
    former = Subquery(former.order_by("-starts_on").values("school_class__grade")[:1])
    return Coalesce(
        Subquery(decided.values("last")[:1], output_field=CharField()),
        Case(
            When(place__school_class__grade__lte=former, then=Value(Outcome.REPEAT)),
            When(place__school_class__grade__gt=former, then=Value(Outcome.PROMOTED)),
            output_field=CharField(),
        ),
    )


def lives(asked):
    """Code of the district or city of the address of residence in force on the day."""
    homes = Address.objects.on(asked.on).filter(person=OuterRef("person"), kind=Address.Kind.ACTUAL)
    return Subquery(homes.order_by("-starts_on").values("place")[:1])


def region_of(code):
    """«Y» of «Y-03»: the codes of the official list begin with the region's."""
    return Func(code, Value("-"), Value(1), function="split_part", output_field=CharField())


def beside_school(code):
    """Where a code of the list lies, seen from the school: its own district, its own region, further, abroad."""
    school = SchoolProfile.objects.filter(pk=1).exclude(district="").values("district")
    here, own = Subquery(school), region_of(Subquery(school, output_field=CharField()))
    return Case(
        When(Q(Exact(code, Value(""))), then=None),
        When(Q(Exact(code, Value(places.ABROAD))), then=Value("abroad")),
        When(Q(Exact(code, here)), then=Value("district")),
        When(Q(Exact(region_of(code), own)), then=Value("region")),
        When(Q(IsNull(code, False)) & Q(IsNull(here, False)), then=Value("country")),
        output_field=CharField(),
    )


def eats(asked):
    """Meals on the day: an exception, else by the grades that eat free of charge."""
    own = Meal.objects.on(asked.on).filter(student=OuterRef("pk")).values("kind")[:1]
    rule = MealRule.objects.filter(pk=1)
    first, last = (
        Coalesce(Subquery(rule.values(name)[:1]), Value(MealRule._meta.get_field(name).default))
        for name in ("grade_from", "grade_to")
    )
    by_grade = Q(place__school_class__grade__gte=first, place__school_class__grade__lte=last)
    return Coalesce(
        Subquery(own, output_field=CharField()),
        Case(When(by_grade, then=Value("grade")), default=Value("no"), output_field=CharField()),
    )


def year_group(asked):
    """The group of a student by the results of the last year that ended: excellent … not attested (domain 3.3)."""
    mine = Result.objects.filter(student=OuterRef("pk"), period=Result.Period.YEAR, year=Subquery(ended_year(asked)))
    counted = (
        mine.order_by()
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
