"""The kinds of orders that the foundations know themselves: roles, teaching load, revocation, opening, other."""

from schoolmis.orders.builtin import load, plain, roles  # noqa: F401
