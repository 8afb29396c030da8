"""Which employee's record lacks what (R1-1.2b)."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people.checks import Check, Checks
from schoolmis.people.models import Diploma, Employee, Position, StaffPaper

PEDAGOGUES = (Position.DIRECTOR, Position.DEPUTY, Position.UPBRINGING, Position.TEACHER, Position.SOCIAL)


def papers():
    return StaffPaper.objects.filter(employee=OuterRef("pk"), annulled_at=None)


STAFF = Checks(
    Check("consent", _("no consent"), lambda day: Q(consented=False), personal=False),
    Check("starts", _("no first day of work"), lambda day: Q(starts_on=None), personal=False),
    Check("education", _("no level of education"), lambda day: Q(education=""), personal=False),
    Check(
        "diploma",
        _("no diploma in the file"),
        lambda day: ~Exists(Diploma.objects.filter(employee=OuterRef("pk"), annulled_at=None)),
        personal=False,
    ),
    Check("category", _("no category"), lambda day: Q(category="", position__in=PEDAGOGUES), personal=False),
    Check("category_over", _("the category has run out"), lambda day: Q(category_until__lt=day), personal=False),
    Check("experience", _("no experience"), lambda day: Q(experience=None), personal=False),
    Check("born", _("no birth date"), lambda day: Q(person__born_on=None)),
    Check("sex", _("no sex"), lambda day: Q(person__sex="")),
    Check("pin", _("no PIN"), lambda day: Q(person__pin=None)),
    Check("phone", _("no phone"), lambda day: Q(person__phone="")),
    Check("medical", _("no medical book"), lambda day: ~Exists(papers().filter(kind=StaffPaper.Kind.MEDICAL))),
    Check("over", _("a document has run out"), lambda day: Exists(papers().filter(valid_until__lt=day))),
)


def checked(rows=None):
    """Those who work today, each with what is lacking."""
    today = clock.today()
    return STAFF.annotate((Employee.objects.all() if rows is None else rows).on(today), today)
