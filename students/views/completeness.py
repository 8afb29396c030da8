"""R1-1.2b: who lacks what, and the way to mend it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.people import permissions as staff
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_as_of
from students import permissions
from students.incomplete_list import IncompleteList


@guard(permissions.COMPLETENESS)
@require_safe
def incomplete(request):
    by_class = reverse("papers:report", args=["students.completeness"])
    acts = [Act(_("By class"), by_class, permissions.COMPLETENESS, icon="chart")]
    if staff.PERSONAL.allows(request.user):
        acts.append(Act(_("Staff"), reverse("people:incomplete"), staff.PERSONAL))
    crumbs = [(_("Students"), reverse("students:list"))]
    return IncompleteList(request.user).response(request, acts=acts, crumbs=crumbs, line=date_as_of(clock.today()))
