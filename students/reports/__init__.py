"""Reports on the contingent; each module registers its own."""

from students.reports import (  # noqa: F401
    alphabet,
    class_list,
    contingent,
    debts,
    district,
    meals,
    movement,
    state_documents,
    class_list,
    classes,
    contingent,
    cube,
    debts,
    lessons,
    links,
    marks,
    movements,
    statistics,
    without_consent,
    year_results,
)
