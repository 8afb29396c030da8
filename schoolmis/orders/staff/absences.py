"""Leave, business trips, illness: days on which an employee is away by an order (R1-2.2a)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders import basis
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Absence, Series
from schoolmis.orders.names import then
from schoolmis.orders.staff import common, rules
from schoolmis.orders.staff.forms import AwayForm, LeaveForm, TripForm


def check(order) -> None:
    employee, span = common.named(order), common.span_of(order)
    rules.may_be_away(str(employee), span, common.away(employee), common.stands_in(employee))
    rules.works_through(str(employee), common.works(employee), span)


def be_away(order, by):
    """R1-2.2a: payload {employee, kind, from, to (the last day itself), place}."""
    common.lock(common.named(order))
    check(order)
    starts_on, ends_on = common.span_of(order)
    absence = Absence(
        order=order,
        employee=common.employee_of(order),
        kind=order.payload.get("kind") or Absence.Kind.TRIP,
        starts_on=starts_on,
        ends_on=ends_on,
        place=order.payload.get("place", ""),
    )
    absence.full_clean()
    absence.save()


def come_back(order, second):
    """Called back, or ended early: the days before the undoing order stay as they were."""
    common.cut(order.absences.all(), second)


def lines(*further):
    """The paper's table: who, as what, the kind's own columns, the days."""

    def table(order, language):
        employee = common.employee_of(order)
        if employee is None:
            return [], []
        starts_on, ends_on = common.span_of(order)
        own = [(title, value(order)) for title, value in further]
        heads = [_("Name"), _("Position"), *(str(title) for title, _v in own), _("Days"), _("Calendar days")]
        cells = [str(then(order, employee.person)), employee.post, *(value for _t, value in own)]
        return heads, [[*cells, common.period((starts_on, ends_on)), (ends_on - starts_on).days]]

    return table


def effects(order):
    return [
        _("The days stand in the timesheet; nobody has the employee stand in for another on them"),
        _("Lessons get a substitute by an order of their own"),
    ]


def _kind(order):
    return Absence.Kind(order.payload["kind"]).label if order.payload.get("kind") else ""


def _paper(order):
    """Orders of the days when the certificate was one field; of an illness they say the fact alone (domain §7.6)."""
    paper = order.payload.get("paper", "")
    return _("medical document") if paper and order.payload.get("kind") == Absence.Kind.SICK else paper


def _of_leave(order):
    """A maternity leave rests on a paper on health: its basis names the numbers of the other documents alone."""
    return basis.open_numbers(order) if order.payload.get("kind") == Absence.Kind.MATERNITY else basis.closed(order)


LEAVE = register(
    Kind(
        "leave",
        gettext_lazy("Leave"),
        Series.STAFF,
        (
            "Өргүү берүү жөнүндө",
            "О предоставлении отпуска",
            "1. Төмөнкү кызматкерге көрсөтүлгөн мөөнөткө өргүү берилсин.",
            "1. Предоставить указанному работнику отпуск на указанный срок.",
        ),
        form=LeaveForm,
        apply=be_away,
        revoke=come_back,
        lines=lines((gettext_lazy("Kind of leave"), _kind)),
        effects=effects,
        ready=common.ready(check),
        closed=_of_leave,
        beside=basis.beside,
        concerns=common.concerned,
    )
)
TRIP = register(
    Kind(
        "trip",
        gettext_lazy("Business trip"),
        Series.STAFF,
        (
            "Иш сапарга жөнөтүү жөнүндө",
            "О направлении в командировку",
            "1. Төмөнкү кызматкер көрсөтүлгөн мөөнөткө иш сапарга жөнөтүлсүн.",
            "1. Направить указанного работника в командировку на указанный срок.",
        ),
        form=TripForm,
        apply=be_away,
        revoke=come_back,
        lines=lines(
            (gettext_lazy("Where to"), lambda order: order.payload.get("place", "")),
            (gettext_lazy("Purpose"), lambda order: order.payload.get("purpose", "")),
        ),
        effects=effects,
        ready=common.ready(check),
        closed=basis.closed,
        beside=basis.beside,
        concerns=common.concerned,
    )
)


def _of_absence(order, language):
    own = [(gettext_lazy("Reason"), _kind), (gettext_lazy("Certificate"), _paper)]
    return lines(*own[: 2 if order.payload.get("paper") else 1])(order, language)


def _closed(order):
    """A sick note is a paper on health: the basis names the numbers of the other documents alone."""
    return basis.open_numbers(order) if order.payload.get("kind") == Absence.Kind.SICK else basis.closed(order)


AWAY = register(
    Kind(
        "absence",
        gettext_lazy("Illness or another absence"),
        Series.STAFF,
        (
            "Кызматкердин жумушта болбогондугун каттоо жөнүндө",
            "О регистрации отсутствия работника",
            "1. Төмөнкү кызматкердин көрсөтүлгөн күндөрү жүйөлүү себеп менен жумушта болбогону катталсын.",
            "1. Зарегистрировать отсутствие указанного работника по уважительной причине в указанные дни.",
        ),
        form=AwayForm,
        apply=be_away,
        revoke=come_back,
        lines=_of_absence,
        effects=effects,
        ready=common.ready(check),
        closed=_closed,
        beside=basis.beside,
        concerns=common.concerned,
    )
)
