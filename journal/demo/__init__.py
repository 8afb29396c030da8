"""The journals of the demo school (schoolmis.demo)."""

from journal.demo import lessons, results, timetable, visits, years

__all__ = ["lessons", "results", "timetable", "visits", "years"]
