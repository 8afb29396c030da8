"""The register of orders, duties in the system, and papers on the work of the staff; each module registers its own."""

from schoolmis.orders.reports import duties, register, tarification, timesheet  # noqa: F401
