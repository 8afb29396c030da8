"""What the pages of one student share."""

from django.db.models import Exists, OuterRef
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from students import permissions
from students.lists import rows
from students.models import Student


def found(request, pk, permission=permissions.VIEW) -> Student:
    """The student with class, consent, `may_see`, `may_slip` annotated, or 404: a stranger's does not exist."""
    one = Student.objects.filter(pk=OuterRef("pk"))
    reach = {"may_see": permissions.PERSONAL, "may_slip": permissions.SLIPS}
    asked = {name: Exists(right.visible(request.user, one)) for name, right in reach.items()}
    return permission.get(request.user, rows(request.user).annotate(**asked), pk=pk)


def kept(request, pk, permission) -> Student:
    """Visible (else 404) and open to the act (else 403 with the reason)."""
    student = found(request, pk)
    permission.demand(request.user, student)
    return student


def card_url(student) -> str:
    return reverse("students:card", args=[student.pk])


def crumbs(request, student, *more):
    path = [(_("Students"), reverse("students:list"))] if permissions.LIST.allows(request.user) else []
    return [*path, *more, (student.person.short_name, card_url(student))]


def order_url(order) -> str:
    """The order's page, where the orders' pages are mounted."""
    for name in ("orders:order", "orders:card", "orders:detail"):
        try:
            return reverse(name, args=[order.pk])
        except NoReverseMatch:
            continue
    return ""
