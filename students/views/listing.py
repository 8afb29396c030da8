from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_as_of
from students import permissions
from students.lists import StudentList


@guard(permissions.LIST)
@require_safe
def student_list(request):
    """R1-2.2a: the contingent, as the reader may see it."""
    admit = Act(_("Admit"), reverse("students:admit"), permissions.KEEP, icon="plus", main=True)
    acts = [admit] if permissions.PERSONAL.allows(request.user) else []
    line = date_as_of(clock.today())
    return StudentList(request.user, empty_act=admit).response(request, acts=acts, line=line)
