"""The journals of the demo school (schoolmis.demo)."""

from journal.demo import (
    books,
    conversations,
    feeds,
    homework,
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
    "conversations",
    "feeds",
    "homework",
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
