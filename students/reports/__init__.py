"""Reports on the contingent; each module registers its own."""

from students.reports import (  # noqa: F401
    class_list,
    contingent,
    debts,
    movement,
    state_documents,
    without_consent,
)
from students.reports import alphabet, class_list, contingent, debts, movement, without_consent  # noqa: F401
from students.reports import alphabet, class_list, contingent, debts, district, movement, without_consent  # noqa: F401
