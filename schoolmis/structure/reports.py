"""What the teaching load adds to the staff of the report builder: table G of a school's statistics (R1-3.1h)."""

from django.db.models import Case, FilteredRelation, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from schoolmis.papers import report
from schoolmis.papers.builder import Field
from schoolmis.people.building import StaffBuilder
from schoolmis.structure.models import Subject, TeachingLoad

LOADS = {
    0: _("no lessons"),
    1: _("up to 17 hours"),
    18: _("18–24 hours"),
    25: _("25–30 hours"),
    31: _("31 hours and more"),
}


def subjects(asked):
    return {one.pk: one.name for one in Subject.objects.all()}


def with_load(rows, asked):
    """Joined to the load in force on the day: a teacher may have several subjects."""
    still = Q(loads__ends_on=None) | Q(loads__ends_on__gt=asked.on)
    return rows.annotate(load_now=FilteredRelation("loads", condition=Q(loads__starts_on__lte=asked.on) & still))


def hours(asked):
    mine = TeachingLoad.objects.on(asked.on).filter(teacher=OuterRef("pk")).order_by().values("teacher")
    return Subquery(mine.annotate(n=Sum("hours")).values("n"))


def load_step(asked):
    """The step of `LOADS` that the hours of a week reach."""
    steps = [step for step in sorted(LOADS, reverse=True) if step > 1]
    mine = Coalesce(hours(asked), Value(0), output_field=TeachingLoad._meta.get_field("hours"))
    return Case(
        *(When(GreaterThanOrEqual(mine, step), then=Value(step)) for step in steps),
        When(GreaterThan(mine, 0), then=Value(1)),
        default=Value(0),
    )


report.get(StaffBuilder.code).add(
    Field(
        "taught",
        _("Subject taught"),
        value="load_now__section__subject",
        joined=with_load,
        labels=subjects,
        groups=True,
        many=True,
        shows=False,
        weight=2,
    ),
    Field("load", _("Teaching load"), value=load_step, labels=LOADS, groups=True),
    Field("hours", _("Hours a week"), value=hours, kind="decimal"),
)
