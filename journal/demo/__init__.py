"""The journals of the demo school (schoolmis.demo)."""

from journal.demo import lessons, notes, plans, results, timetable, visits, works, years

__all__ = ["lessons", "notes", "plans", "results", "timetable", "visits", "works", "years"]
