"""The journals of the demo school (schoolmis.demo)."""

from journal.demo import feeds, lessons, notes, plans, results, substitutions, timetable, visits, works, years

__all__ = ["feeds", "lessons", "notes", "plans", "results", "substitutions", "timetable", "visits", "works", "years"]
