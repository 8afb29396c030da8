"""Parents and guardians on a day, for the report builder (R1-2.2a, R1-3.1i)."""

from django.db.models import Case, Exists, FilteredRelation, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from schoolmis.papers.builder import Built, Field, Measure, Part, Share
from schoolmis.papers.report import register
from schoolmis.people.building import full_name
from schoolmis.people.models import Consent, Purpose, Sex
from students import permissions
from students.cube.dimensions import GRADES
from students.cube.values import school_classes
from students.models import Enrolment, Guardianship, Relation, Student

HAS = {True: _("yes"), False: _("no")}


def consented(asked):
    """A guardian's data stand under the consent on the child's row."""
    given = Consent.objects.filter(person=OuterRef("student__person"), purpose=Purpose.RECORDS, ends_on=None)
    return Exists(given)


def present(lookup, empty=None):
    missing = Q(**{lookup: ""}) if empty is None else Q(**{lookup: None})
    return lambda asked: Case(When(missing, then=Value(False)), default=Value(True))


@register
class GuardianBuilder(Built):
    """A row for each tie of a guardian to a student on the roll: a parent of three counts three times."""

    code = "students.build_guardians"
    title = _("Parents and guardians on a day")
    noun = _("Ties to children")
    permission = permissions.BUILD_GUARDIANS
    small = lists = permissions.BUILD_GUARDIANS
    consented = staticmethod(consented)
    model = Guardianship
    order = ("student__person__sort_key", "relation", "pk")
    first = {
        "rows": "grade",
        "columns": "relation",
        "measures": ["count"],
        "see": ["student", "class", "name", "relation", "phone"],
    }
    all_fields = (
        Field(
            "student",
            _("Student"),
            value=lambda asked: full_name("student__person"),
            sort="student__person__sort_key",
            weight=3,
        ),
        Field("grade", _("Year group"), value="place__school_class__grade", labels=GRADES, kind="int", groups=True),
        Field("class", _("Class"), value="place__school_class", labels=school_classes, groups=True),
        Field("name", _("Parent or guardian"), value=lambda asked: full_name("guardian"), personal=True, weight=3),
        Field("relation", _("Relation"), labels=dict(Relation.choices), groups=True),
        Field("sex", _("Sex"), value="guardian__sex", labels=dict(Sex.choices), groups=True, personal=True),
        Field("phone", _("Phone"), value="guardian__phone", personal=True, weight=2),
        Field("has_phone", _("Phone is known"), value=present("guardian__phone"), labels=HAS, groups=True, shows=False),
        Field("signs_in", _("May sign in"), value=present("guardian__user", empty="null"), labels=HAS, groups=True),
        Field("address", _("Address"), value="guardian__address", personal=True, weight=3),
    )
    all_measures = (
        Measure("count", _("How many")),
        Part("phones", _("With a phone"), ~Q(guardian__phone="")),
        Share("share", _("Share, %")),
    )

    def reach(self, permission, user):
        seen = permission.visible(user, Student.objects.all()).order_by()
        return Guardianship.objects.filter(student__in=seen.values("pk")).order_by()

    def base(self, asked):
        day = asked.on
        spells = Enrolment.objects.on(day).filter(student=OuterRef("student"))
        still = Q(student__placements__ends_on=None) | Q(student__placements__ends_on__gt=day)
        place = FilteredRelation("student__placements", condition=Q(student__placements__starts_on__lte=day) & still)
        seen = permissions.BUILD_GUARDIANS.visible(asked.user, Student.objects.all()).order_by().values("pk")
        links = Guardianship.objects.on(day).filter(Exists(spells), student__in=seen)
        return links.annotate(place=place)
