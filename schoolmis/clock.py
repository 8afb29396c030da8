"""The program's only clock; SCHOOLMIS_TODAY=YYYY-MM-DD fixes the day for the demo, the benchmark and tests."""

import os
from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The moment, aware; on a fixed day the wall clock's time of that day."""
    moment = timezone.localtime()
    fixed = os.environ.get("SCHOOLMIS_TODAY")
    if fixed:
        day = date.fromisoformat(fixed)
        moment = moment.replace(year=day.year, month=day.month, day=day.day)
    return moment


def today() -> date:
    """The day in Asia/Bishkek."""
    return now().date()
