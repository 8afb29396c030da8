"""What the start page gets from students."""

from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.desk.panels import figure
from students import permissions
from students.models import Enrolment, Student


@figure("students.count", permissions.CONTINGENT, order=10)
def count(request):
    """How many are on the roll today, and who came and left since the first of the month."""
    today = clock.today()
    first = today.replace(day=1)
    came = Enrolment.objects.filter(starts_on__gte=first, starts_on__lte=today).count()
    left = Enrolment.objects.filter(ends_on__gt=first, ends_on__lte=today).count()
    return {
        "label": _("Students"),
        "value": Student.objects.enrolled(today).count(),
        "note": _("+%(came)s / −%(left)s this month") % {"came": came, "left": left},
        "url": reverse("students:list"),
    }
