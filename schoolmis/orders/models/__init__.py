"""The director's orders, the school's bodies with what they decide, and what orders on staff give."""

from schoolmis.orders.models.bodies import Attendance, Body, Decision, Protocol, ProtocolCounter, Seat
from schoolmis.orders.models.duties import Duty
from schoolmis.orders.models.execution import Tick
from schoolmis.orders.models.order import SUFFIX, Counter, Order, Series
from schoolmis.orders.models.reading import Acquaintance, OrderScan
from schoolmis.orders.models.staff import Absence, FromOrder, Posting, Substitution
from schoolmis.orders.models.timesheet import DayCode, Timesheet, TimesheetCorrection

__all__ = [
    "SUFFIX",
    "Absence",
    "Acquaintance",
    "Attendance",
    "Body",
    "Counter",
    "DayCode",
    "Decision",
    "Duty",
    "FromOrder",
    "Order",
    "OrderScan",
    "Posting",
    "Protocol",
    "ProtocolCounter",
    "Seat",
    "Series",
    "Substitution",
    "Tick",
    "Timesheet",
    "TimesheetCorrection",
]
