"""The journals of the demo school (schoolmis.demo)."""

from journal.demo import (
    books,
    checks,
    conversations,
    feeds,
    homework,
    lessons,
    notes,
    plans,
    remote,
    results,
    signatures,
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
    "checks",
    "remote",
    "signatures",
    "substitutions",
    "timetable",
    "visits",
    "works",
    "years",
]
