"""Reports on the staff; each module registers its own."""

from schoolmis.people.reports import completeness, expiring, staff_list, statistics, training, without_consent  # noqa: F401
