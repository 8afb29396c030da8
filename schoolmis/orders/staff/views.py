"""On an employee's card: what orders have given and taken (R1-2.2a)."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.orders import permissions
from schoolmis.orders.models import Absence, Duty, Posting, Substitution
from schoolmis.orders.staff.post import words_of
from schoolmis.people.permissions import VIEW_STAFF
from schoolmis.people.views import visible

SHOWN = 12


@guard(VIEW_STAFF)
@require_safe
def service(request, pk):
    """Into the card by htmx, a page of its own without."""
    employee = VIEW_STAFF.get(request.user, visible(request.user), pk=pk)
    order = ("order", "revoked_by")
    stands = Substitution.objects.filter(substitute=employee) | Substitution.objects.filter(absent=employee)
    stands = stands.select_related(*order, "absent__person", "substitute__person", "section__subject", "section__group")
    postings = Posting.objects.filter(employee=employee).select_related(*order)
    card = reverse("people:employee", args=[pk])
    context = {
        "title": _("Orders on the employee"),
        "line": str(employee.person),
        "crumbs": [
            (_("Staff"), reverse("people:staff")),
            (str(employee.person), card),
        ],
        "employee": employee,
        "today": clock.today(),
        "postings": [(one, words_of(one)) for one in postings],
        "absences": list(Absence.objects.filter(employee=employee).select_related(*order)[:SHOWN]),
        "substitutions": list(stands[:SHOWN]),
        "duty": Duty.objects.on(clock.today()).filter(employee=employee).select_related("order").first(),
        "all_orders": f"{reverse('orders:list')}?{urlencode({'q': str(employee.person)})}",
        "sees_orders": permissions.VIEW.allows(request.user).ok,
    }
    return render(request, "orders/service.html" if request.htmx else "orders/service_page.html", context)
