"""The director's orders, and the school's bodies with what they decide."""

from schoolmis.orders.models.bodies import Attendance, Body, Decision, Protocol, Seat
from schoolmis.orders.models.order import SUFFIX, Counter, Order, Series
from schoolmis.orders.models.reading import Acquaintance, OrderScan

__all__ = [
    "SUFFIX",
    "Acquaintance",
    "Attendance",
    "Body",
    "Counter",
    "Decision",
    "Order",
    "OrderScan",
    "Protocol",
    "Seat",
    "Series",
]
