"""R1-1.2b: which employee's record lacks what, and the way to mend it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.people import permissions
from schoolmis.people.completeness import checked
from schoolmis.people.incomplete_list import IncompleteStaff
from schoolmis.people.models import Employee
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_as_of


@guard(permissions.PERSONAL)
@require_safe
def incomplete(request):
    rows = permissions.VIEW_STAFF.visible(request.user, Employee.objects.select_related("person"))
    report = reverse("papers:report", args=["people.completeness"])
    return IncompleteStaff(checked(rows).filter(lacking=True)).response(
        request,
        acts=[Act(_("In numbers"), report, permissions.PERSONAL, icon="chart")],
        crumbs=[(_("Staff"), reverse("people:staff"))],
        line=date_as_of(clock.today()),
    )
