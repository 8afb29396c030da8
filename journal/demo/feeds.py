"""Some of the demo's people have their calendar on the phone."""

from journal.actions import make_calendar_address
from schoolmis import demo


@demo.part(order=92)
def feeds(progress, story):
    for name in ("teacher", "homeroom", "guardian"):
        make_calendar_address(by=story.users[name])
