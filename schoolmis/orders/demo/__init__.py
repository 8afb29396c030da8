"""The demo school's orders (schoolmis.demo)."""

from schoolmis.orders.demo import general, school, staff
from schoolmis.orders.demo.school import account, line, signed

__all__ = ["account", "general", "line", "school", "signed", "staff"]
