"""The journals of the demo school (schoolmis.demo)."""

from journal.demo import lessons, plans, results, timetable, visits, years

__all__ = ["lessons", "plans", "results", "timetable", "visits", "years"]
