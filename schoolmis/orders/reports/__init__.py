"""The register of orders."""

from schoolmis.orders.reports import register  # noqa: F401
