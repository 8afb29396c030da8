"""On the desk: who is away today, and who holds their lessons."""

from django.db.models import Exists, OuterRef, Prefetch

from schoolmis import clock
from schoolmis.desk.panels import panel
from schoolmis.orders import permissions
from schoolmis.orders.models import Absence, Substitution
from schoolmis.people.models import Employee
from schoolmis.people.permissions import KEEP_STAFF
from schoolmis.structure.models import TeachingLoad


@panel("orders.away", permissions.TIMESHEET, order=22, wide=True)
def away(request):
    """Everybody who is away by an order, and whoever is replaced without one yet; None when all are there."""
    today = clock.today()
    absences = Prefetch("absences", Absence.objects.on(today), "away_now")
    stands_in = Substitution.objects.on(today).select_related(
        "substitute__person", "section__subject", "section__group"
    )
    replaced = Prefetch("replaced", stands_in, "replaced_now")
    gone = Absence.objects.on(today).values("employee").union(Substitution.objects.on(today).values("absent"))
    taught = Exists(TeachingLoad.objects.on(today).filter(teacher=OuterRef("pk")))
    staff = Employee.objects.filter(pk__in=gone).annotate(teaches=taught).select_related("person")
    staff = staff.prefetch_related(absences, replaced)
    rows = [(one, one.away_now[0] if one.away_now else None, one.replaced_now) for one in staff]
    return ("orders/panel_away.html", {"rows": rows}) if rows else None


@panel("orders.contracts", KEEP_STAFF, order=58)
def contracts(request):
    """Contracts with a term that are over or end within two months, the first to end first; None when none does."""
    rows = list(
        Employee.objects.contracts_ending(clock.today()).select_related("person").order_by("contract_until")[:8]
    )
    return ("orders/panel_contracts.html", {"rows": rows}) if rows else None
