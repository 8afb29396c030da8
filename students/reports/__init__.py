"""Reports on the contingent; each module registers its own."""

from students.reports import class_list, contingent, debts, without_consent  # noqa: F401
