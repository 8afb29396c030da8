"""The journals of the demo school (schoolmis.demo)."""

from journal.demo import (
    books,
    feeds,
    lessons,
    notes,
    plans,
    results,
    substitutions,
    timetable,
    visits,
    works,
    years,
)

__all__ = [
    "books",
    "feeds",
    "lessons",
    "notes",
    "plans",
    "results",
    "substitutions",
    "timetable",
    "visits",
    "works",
    "years",
]
