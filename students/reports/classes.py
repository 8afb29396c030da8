"""Classes on a day with their pupils, for the report builder: table A of a school's statistics (R1-3.1h)."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from schoolmis.papers.builder import Built, Field, Measure, Part, Sum
from schoolmis.papers.report import register
from schoolmis.people.models import Sex
from schoolmis.structure.models import Group, Language, SchoolClass
from students import permissions
from students.cube.dimensions import GRADES, SHIFTS
from students.cube.values import school_classes
from students.models import Placement

SMALL = 15


def pupils(day, **lookup):
    found = Placement.objects.on(day).filter(school_class=OuterRef("pk"), **lookup).order_by().values("school_class")
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


@register
class ClassBuilder(Built):
    """The classes of the year that the day is in."""

    code = "students.build_classes"
    title = _("Classes on a day")
    noun = _("Classes")
    permission = permissions.CONTINGENT
    model = SchoolClass
    order = ("grade", "letter")
    first = {
        "rows": "grade",
        "columns": "",
        "measures": ["count", "pupils", "girls", "small", "joint"],
        "see": ["class", "language", "shift", "pupils"],
    }
    all_fields = (
        Field("class", _("Class"), value="pk", labels=school_classes),
        Field("grade", _("Year group"), labels=GRADES, kind="int", groups=True),
        Field("language", _("Language of instruction"), labels=dict(Language.choices), groups=True),
        Field("shift", _("Shift"), labels=SHIFTS, groups=True),
        Field("programme", _("Programme, years"), kind="int", groups=True),
        Field("pupils", _("Students"), value="pupils", kind="int"),
    )
    all_measures = (
        Measure("count", _("Classes")),
        Sum("pupils", _("Students"), "pupils"),
        Sum("girls", _("Girls"), "girls"),
        Part("small", _("Classes under 15"), Q(pupils__lt=SMALL)),
        Part("joint", _("In joint classes"), Q(joint=True)),
    )

    def base(self, asked):
        found = SchoolClass.objects.of_day(asked.on)
        counted = found.annotate(
            pupils=pupils(asked.on),
            girls=pupils(asked.on, student__person__sex=Sex.FEMALE),
            joint=Exists(Group.objects.filter(classes=OuterRef("pk"), kind=Group.Kind.JOINT)),
        )
        return permissions.CONTINGENT.visible(asked.user, counted)
