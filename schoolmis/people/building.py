"""Staff on a day, for the report builder (R1-2.2b, R1-3.1i)."""

from django.db.models import Case, DateField, Exists, F, Func, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Concat, ExtractYear
from django.utils.translation import gettext_lazy as _

from schoolmis.papers.builder import Average, Built, Field, Measure, Part, Share, Sum
from schoolmis.papers.report import register
from schoolmis.people import permissions
from schoolmis.people.models import Category, Consent, Education, Employee, Employment, Position, Purpose, Sex

EXPERIENCE = {0: _("up to 3 years"), 3: _("3–10 years"), 10: _("10–20 years"), 20: _("20 years and more")}
AGES = {0: _("under 30"), 30: _("30–39"), 40: _("40–49"), 50: _("50–59"), 60: _("60 and older")}


def consented(asked):
    given = Consent.objects.filter(person=OuterRef("person"), purpose=Purpose.RECORDS, ends_on=None)
    return Exists(given)


def full_name(prefix):
    """Surname, name and patronymic in one, as the database joins them."""
    parts = [F(f"{prefix}__{part}") for part in ("last_name", "first_name", "patronymic")]
    return Func(Concat(parts[0], Value(" "), parts[1], Value(" "), parts[2]), function="trim")


class Age(Func):
    """Full years between two dates."""

    function = "age"
    template = "extract(year from %(function)s(%(expressions)s))::int"
    output_field = IntegerField()


def age_on(lookup, day):
    return Age(Value(day, DateField()), F(lookup))


def experience(asked):
    return Case(*(When(experience__gte=step, then=Value(step)) for step in sorted(EXPERIENCE, reverse=True)))


def ages(asked):
    born = "person__born_on"
    return Case(
        *(
            When(**{f"{born}__lte": _years_before(asked.on, step)}, then=Value(step))
            for step in sorted(AGES, reverse=True)
        )
    )


def _years_before(day, years):
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


@register
class StaffBuilder(Built):
    """Everybody who works at the school on the day."""

    code = "people.build"
    title = _("Staff on a day")
    noun = _("Staff")
    permission = permissions.BUILD
    small = lists = permissions.PERSONAL
    consented = staticmethod(consented)
    model = Employee
    order = ("person__sort_key", "pk")
    first = {"rows": "position", "columns": "sex", "measures": ["count"], "see": ["name", "position"], "sort": "name"}
    all_fields = (
        Field("name", _("Name"), value=lambda asked: full_name("person"), sort="person__sort_key", weight=3),
        Field("position", _("Position"), labels=dict(Position.choices), groups=True, weight=2),
        Field("sex", _("Sex"), value="person__sex", labels=dict(Sex.choices), groups=True, personal=True),
        Field("ages", _("Age"), value=ages, labels=AGES, groups=True, personal=True),
        Field("education", _("Education"), labels=dict(Education.choices), groups=True, weight=2),
        Field("category", _("Category"), labels=dict(Category.choices), groups=True, weight=2),
        Field("employment", _("Kind of employment"), labels=dict(Employment.choices), groups=True, weight=2),
        Field("rate", _("Rate"), kind="decimal"),
        Field("experience", _("Experience"), value=experience, labels=EXPERIENCE, groups=True),
        Field("years", _("Experience, years"), value="experience", kind="int"),
        Field("subjects", _("Subjects"), value="subjects_text", weight=2),
        Field("starts_on", _("Works from"), kind="date"),
        Field("start_year", _("Year of coming"), value=lambda asked: ExtractYear("starts_on"), kind="int", groups=True),
        Field(
            "born_on",
            _("Birth date"),
            value="person__born_on",
            kind="date",
            personal=True,
            permission=permissions.PERSONAL,
        ),
        Field("phone", _("Phone"), value="person__phone", personal=True, permission=permissions.PERSONAL, weight=2),
    )
    all_measures = (
        Measure("count", _("How many")),
        Part("women", _("Women"), Q(person__sex=Sex.FEMALE)),
        Share("share", _("Share, %")),
        Sum("rates", _("Rates"), "rate", kind="decimal"),
        Average("experience", _("Experience, average"), "experience"),
    )

    def base(self, asked):
        return permissions.BUILD.visible(asked.user, Employee.objects.on(asked.on))
