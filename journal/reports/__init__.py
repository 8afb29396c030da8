from journal.reports import (
    attendance,
    class_summary,
    comparison,
    homeroom,
    keeping,
    marks_table,
    plans,
    results_sheet,
    school_summary,
    standing,
    teacher,
    usage,
)

__all__ = [
    "attendance",
    "class_summary",
    "comparison",
    "homeroom",
    "keeping",
    "marks_table",
    "plans",
    "results_sheet",
    "school_summary",
    "standing",
    "teacher",
    "usage",
]
