"""Kinds of orders of the whole school: duties, the administrator, commissions, regulations, amendments."""

from schoolmis.orders.general import administrator, amendment, commission, duties, regulation  # noqa: F401
