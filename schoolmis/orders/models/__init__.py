"""The director's orders, and the school's bodies with what they decide."""

from schoolmis.orders.models.bodies import Attendance, Body, Decision, Protocol, Seat
from schoolmis.orders.models.order import SUFFIX, Counter, Order, Series

__all__ = ["SUFFIX", "Attendance", "Body", "Counter", "Decision", "Order", "Protocol", "Seat", "Series"]
