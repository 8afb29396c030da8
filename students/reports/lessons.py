"""Courses of the year with their pupils, for the report builder: table E of a school's statistics (R1-3.1h)."""

from django.db.models import Case, CharField, Count, DecimalField, F, IntegerField, OuterRef, Subquery, When
from django.db.models import Sum as Total
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from schoolmis.papers.builder import Built, Field, Measure, Sum
from schoolmis.papers.report import register
from schoolmis.structure.models import Group, Section, TeachingLoad, group_name, year_of
from students import permissions
from students.cube.dimensions import GRADES
from students.models import Membership, Placement
from students.reports.marks import subjects


def counted(found, by):
    return Subquery(found.order_by().values(by).annotate(n=Count("pk")).values("n"), output_field=IntegerField())


HOURS = DecimalField()
LANGUAGES = {
    "KYR": _("Kyrgyz"),
    "RUS": _("Russian"),
    "UZB": _("Uzbek"),
    "TJK": _("Tajik"),
    "ENG": _("English"),
    "GER": _("German"),
    "FRA": _("French"),
    "CHN": _("Chinese"),
    "TUR": _("Turkish"),
    "ARB": _("Arabic"),
}


def language(asked):
    """The language that a course teaches; none for another subject."""
    return Case(When(subject__code__in=LANGUAGES, then="subject__code"), output_field=CharField())


@register
class CourseBuilder(Built):
    """A course is a group's subject for a year; a subgroup counts its members, a class its students."""

    code = "students.build_courses"
    title = _("Courses on a day")
    noun = _("Courses")
    permission = permissions.CONTINGENT
    model = Section
    order = ("subject__order", "group__name")
    first = {"rows": "subject", "columns": "", "measures": ["count", "pupils"], "see": ["subject", "group", "pupils"]}
    all_fields = (
        Field("subject", _("Subject"), labels=subjects, groups=True, weight=2),
        Field("language", _("Language studied"), value=language, labels=LANGUAGES, groups=True),
        Field("group", _("Group"), value=lambda asked: group_name(), weight=2),
        Field("kind", _("Kind of group"), value="group__kind", labels=dict(Group.Kind.choices), groups=True),
        Field("grade", _("Year group"), value="grade", labels=GRADES, kind="int", groups=True),
        Field("hours", _("Hours a week"), kind="decimal"),
        Field("vacant", _("Hours without a teacher"), kind="decimal"),
        Field("pupils", _("Students"), value="pupils", kind="int"),
    )
    all_measures = (
        Measure("count", _("Groups")),
        Sum("pupils", _("Students"), "pupils"),
        Sum("hours", _("Hours a week"), "hours", kind="decimal"),
        Sum("vacant", _("Hours without a teacher"), "vacant", kind="decimal"),
    )

    def base(self, asked):
        members = Membership.objects.on(asked.on).filter(group=OuterRef("group"))
        placed = Placement.objects.on(asked.on).filter(school_class__groups=OuterRef("group"))
        classes = Group.classes.through.objects.filter(group=OuterRef("group")).order_by("schoolclass__grade")
        found = Section.objects.filter(group__year=year_of(asked.on))
        taught = TeachingLoad.objects.on(asked.on).filter(section=OuterRef("pk")).order_by().values("section")
        taught = Subquery(taught.annotate(n=Total("hours")).values("n"))
        annotated = found.annotate(
            pupils=Coalesce(
                Case(
                    When(group__kind=Group.Kind.SUBGROUP, then=counted(members, "group")),
                    default=counted(placed, "school_class__groups"),
                ),
                0,
            ),
            vacant=Greatest(
                F("hours") - Coalesce(taught, 0, output_field=DecimalField()), 0, output_field=DecimalField()
            ),
            grade=Subquery(classes.values("schoolclass__grade")[:1]),
        )
        return permissions.CONTINGENT.visible(asked.user, annotated)
