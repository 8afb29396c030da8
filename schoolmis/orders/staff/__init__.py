"""Orders on staff: each kind in a file of its own; importing the package registers them."""

from schoolmis.orders.staff import absences, contract, dismissal, extract, hiring, panels, substitution, transfer  # noqa: F401
