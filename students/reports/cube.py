"""Students on a day: the statistical cube and lists of one's own making (R1-3.1h, R1-3.1i)."""

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from schoolmis.papers.builder import Built, Measure, Part, Share
from schoolmis.papers.report import register
from schoolmis.people.models import Consent, Purpose, Sex
from students import permissions
from students.cube import dimensions
from students.models import Student


def in_force(path, day):
    """The one row of `path` in force on the day, as a relation of the student."""
    still = Q(**{f"{path}__ends_on": None}) | Q(**{f"{path}__ends_on__gt": day})
    return FilteredRelation(path, condition=Q(**{f"{path}__starts_on__lte": day}) & still)


def consented(asked):
    given = Consent.objects.filter(person=OuterRef("person"), purpose=Purpose.RECORDS, ends_on=None)
    return Exists(given)


@register
class StudentCube(Built):
    """Everybody on the roll on the day; without a class where none is given yet."""

    code = "students.build"
    title = _("Students on a day")
    noun = _("Students")
    permission = permissions.BUILD
    small = lists = permissions.PERSONAL
    consented = staticmethod(consented)
    model = Student
    order = ("person__sort_key", "pk")
    first = {"rows": "grade", "columns": "sex", "measures": ["count"], "see": ["name", "class", "sex"], "sort": "name"}
    all_measures = (
        Measure("count", _("How many")),
        Part("girls", _("Girls"), Q(person__sex=Sex.FEMALE)),
        Part("boys", _("Boys"), Q(person__sex=Sex.MALE)),
        Share("share", _("Share, %")),
        Share("row_share", _("Share of the row, %"), of="row"),
    )

    @property
    def all_fields(self):
        return dimensions.every()

    def base(self, asked):
        placed = Student.objects.annotate(
            spell=in_force("enrolments", asked.on), place=in_force("placements", asked.on)
        )
        return permissions.BUILD.visible(asked.user, placed).filter(spell__isnull=False)
