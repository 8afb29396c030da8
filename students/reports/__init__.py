"""Reports on the contingent; each module registers its own."""

from students.reports import (  # noqa: F401
    alphabet,
    class_list,
    classes,
    completeness,
    contingent,
    cube,
    debts,
    district,
    lessons,
    links,
    marks,
    meals,
    movement,
    movements,
    state_documents,
    statistics,
    without_consent,
    year_ends,
    year_results,
)
