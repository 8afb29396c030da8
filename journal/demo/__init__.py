"""The journals of the demo school (schoolmis.demo)."""

from journal.demo import timetable, years

__all__ = ["timetable", "years"]
