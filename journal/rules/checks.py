"""Pure rules of the checker's remarks (R1-5.1b)."""

from datetime import date

STEPS = {
    "open": {"mended", "accepted"},
    "mended": {"accepted", "returned"},
    "returned": {"mended", "accepted"},
    "accepted": set(),
}


def may_become(status: str, to: str) -> bool:
    """R1-5.1b: mended by the teacher, then accepted or returned; what the checker sees mended she accepts at once."""
    return to in STEPS[status]


def lacks_time(written_on: date, due_on: date) -> bool:
    """R1-5.1b: a remark is to be mended on the day it is written or later."""
    return due_on < written_on
