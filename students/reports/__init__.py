"""Reports on the contingent; each module registers its own."""

from students.reports import class_list, contingent, without_consent  # noqa: F401
