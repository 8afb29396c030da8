"""By what students on a day are counted and listed: one `Field` each, looked up from the student.

`place` is the placement and `spell` the enrolment in force on the day. Sex and age count in totals whether a consent is
in force or not; a list shows them only of those who consented.
"""

from django.db.models import Case, IntegerField, Q, Subquery, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from schoolmis.papers.builder import Field
from schoolmis.people import places
from schoolmis.people.building import age_on, full_name
from schoolmis.people.models import Sex
from schoolmis.structure.models import AcademicYear, Language
from students import permissions
from students.cube.values import (
    beside_school,
    eats,
    guardians,
    last_year,
    lives,
    region_of,
    school_classes,
    study_form,
    with_category,
    year_group,
    year_outcome,
)
from students.models import Outcome, StudyForm
from students.models.restricted import Category

_fields: dict[str, Field] = {}
NAME = Field(
    "name", _("Name"), value=lambda asked: full_name("student__person"), sort="student__person__sort_key", weight=3
)
"""A student's name, for rows that belong to a student."""
GRADES = {number: str(number) for number in range(13)}
STAGES = {1: _("Grades 1–4"), 2: _("Grades 5–9"), 3: _("Grades 10–11")}
SEXES = {Sex.MALE: _("Boys"), Sex.FEMALE: _("Girls")}
SHIFTS = {1: "1", 2: "2", 3: "3"}
AGES = {years: str(years) for years in range(5, 22)}
SINCE = {"new": _("came this year"), "old": _("studied here before")}
GROUPS = {
    "excellent": _("excellent"),
    "good": _("good"),
    "one_three": _("with one 3"),
    "satisfactory": _("satisfactory"),
    "failing": _("failing"),
    "not_attested": _("not attested"),
}
BESIDE = {
    "district": _("the district of the school"),
    "region": _("another district of the region"),
    "country": _("another region"),
    "abroad": _("another country"),
}
MEALS = {
    "grade": _("free, by grade"),
    "also": _("free, by an exception"),
    "diet": _("free, by a diet"),
    "not": _("does not eat"),
    "no": _("pays or brings along"),
}


def regions(asked):
    named = {one.code: one.name() for one in places.places().values() if not one.region}
    abroad = named.pop(places.ABROAD)
    return named | {places.ABROAD.split("-")[0]: abroad}


def districts(asked):
    """Cities of the regions' rank stand under their own name."""
    return {one.code: one.name() for one in places.places().values() if one.region or one.code == places.ABROAD}


def register(*fields: Field) -> None:
    """Add dimensions or columns; a code is registered once."""
    for field in fields:
        if field.code in _fields:
            raise ValueError(f"dimension {field.code} is registered twice")
        _fields[field.code] = field


def every() -> tuple[Field, ...]:
    return tuple(_fields.values())


def stage(asked):
    grade = "place__school_class__grade"
    return Case(
        When(**{f"{grade}__lte": 4}, then=1),
        When(**{f"{grade}__lte": 9}, then=2),
        When(**{f"{grade}__gte": 10}, then=3),
        output_field=IntegerField(),
    )


def born_years(asked):
    return {year: str(year) for year in range(asked.on.year - 21, asked.on.year - 4)}


def since(asked):
    first = Subquery(
        AcademicYear.objects.filter(starts_on__lte=asked.on).order_by("-starts_on").values("starts_on")[:1]
    )
    return Case(
        When(Q(spell__starts_on__gte=first) & ~Q(spell__order__kind="opening"), then=Value("new")), default=Value("old")
    )


register(
    Field("name", _("Name"), value=lambda asked: full_name("person"), sort="person__sort_key", weight=3),
    Field("grade", _("Year group"), value="place__school_class__grade", labels=GRADES, kind="int", groups=True),
    Field("stage", _("Stage of school"), value=stage, labels=STAGES, groups=True),
    Field("class", _("Class"), value="place__school_class", labels=school_classes, groups=True),
    Field("sex", _("Sex"), value="person__sex", labels=SEXES, groups=True, personal=True),
    Field(
        "born_year",
        _("Year of birth"),
        value=lambda asked: ExtractYear("person__born_on"),
        labels=born_years,
        kind="int",
        groups=True,
        personal=True,
    ),
    Field(
        "age",
        _("Age on the day"),
        value=lambda asked: age_on("person__born_on", asked.on),
        labels=AGES,
        kind="int",
        groups=True,
        personal=True,
    ),
    Field(
        "age_september",
        _("Age on 1 September"),
        value=lambda asked: age_on("person__born_on", last_year(asked.on)),
        labels=AGES,
        kind="int",
        groups=True,
        personal=True,
    ),
    Field(
        "language",
        _("Language of instruction"),
        value="place__school_class__language",
        labels=dict(Language.choices),
        groups=True,
    ),
    Field("shift", _("Shift"), value="place__school_class__shift", labels=SHIFTS, groups=True),
    Field(
        "study_form",
        _("Form of study"),
        value=study_form,
        labels={"full": _("full-time"), **dict(StudyForm.Form.choices)},
        groups=True,
        permission=permissions.PERSONAL,
    ),
    Field(
        "social",
        _("Social category"),
        value="category_now__category",
        joined=with_category,
        labels=dict(Category.choices),
        groups=True,
        many=True,
        permission=permissions.RESTRICTED,
    ),
    Field("programme", _("Programme, years"), value="place__school_class__programme", kind="int", groups=True),
    Field("since", _("Since when"), value=since, labels=SINCE, groups=True),
    Field(
        "year_result",
        _("Results of the last year"),
        value=year_group,
        labels=GROUPS,
        groups=True,
        permission=permissions.YEAR_RESULTS,
    ),
    Field(
        "year_outcome",
        _("How the last year ended"),
        value=year_outcome,
        labels={one.value: one.label for one in Outcome if one != Outcome.BLOCKED},
        groups=True,
        permission=permissions.YEAR_RESULTS,
    ),
    Field("meals", _("Meals"), value=eats, labels=MEALS, groups=True, permission=permissions.PERSONAL),
    Field(
        "region",
        _("Region of residence"),
        value=lambda asked: region_of(lives(asked)),
        labels=regions,
        groups=True,
        personal=True,
        permission=permissions.PERSONAL,
    ),
    Field(
        "district",
        _("District of residence"),
        value=lives,
        labels=districts,
        groups=True,
        personal=True,
        permission=permissions.PERSONAL,
        weight=2,
    ),
    Field(
        "near",
        _("Residence, seen from the school"),
        value=lambda asked: beside_school(lives(asked)),
        labels=BESIDE,
        groups=True,
        personal=True,
        permission=permissions.PERSONAL,
        weight=2,
    ),
    Field("file_number", _("Personal file №"), value="file_number"),
    Field(
        "born_on", _("Birth date"), value="person__born_on", kind="date", personal=True, permission=permissions.PERSONAL
    ),
    Field("pin", _("PIN"), value="person__pin", personal=True, permission=permissions.FULL_PIN, weight=2),
    Field("phone", _("Phone"), value="person__phone", personal=True, permission=permissions.PERSONAL, weight=2),
    Field("address", _("Address"), value="person__address", personal=True, permission=permissions.PERSONAL, weight=3),
    Field("guardians", _("Parents"), value=guardians, personal=True, permission=permissions.PERSONAL, weight=3),
    Field("on_roll_from", _("On the roll from"), value="spell__starts_on", kind="date"),
    Field("came_from", _("Came from"), value="spell__came_from", weight=2),
)
