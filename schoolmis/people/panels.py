"""What the search box gets from the staff."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.desk.panels import panel
from schoolmis.desk.search import Hit, source
from schoolmis.people import permissions
from schoolmis.people.models import Employee
from schoolmis.people.names import fold
from schoolmis.people.reports.expiring import terms

SHOWN = 6
NAMES = ("last_name", "first_name", "patronymic")


@source(
    _("Staff"),
    permissions.VIEW_STAFF,
    order=20,
    more=lambda text: f"{reverse('people:staff')}?{urlencode({'q': text})}",
)
def staff_found(user, text):
    rows = permissions.VIEW_STAFF.visible(user, Employee.objects.select_related("person"))
    rows = rows.only("position", *(f"person__{name}" for name in NAMES))
    for word in text.split():
        rows = rows.filter(person__folded__contains=fold(word))
    for employee in rows.order_by("person__sort_key")[:9]:
        yield Hit(str(employee.person), employee.get_position_display(), reverse("people:employee", args=[employee.pk]))


@panel("people.expiring", permissions.PERSONAL, order=60)
def expiring(request):
    """Categories and documents that have run out or do so within three months; None when nothing does."""
    rows = terms(clock.today())
    if not rows:
        return None
    shown = [(until, one, what, until < clock.today()) for until, one, what in rows[:SHOWN]]
    return "people/panel_expiring.html", {"rows": shown, "more": len(rows) - len(shown)}
