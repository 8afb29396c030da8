"""The register of orders, and papers on the work of the staff; each module registers its own."""

from schoolmis.orders.reports import register, tarification, timesheet  # noqa: F401
