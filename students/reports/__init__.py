"""Reports on the contingent; each module registers its own."""

from students.reports import class_list, contingent, debts, movement, without_consent  # noqa: F401
