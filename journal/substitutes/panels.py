"""On the deputy's start page: lessons without a teacher today."""

from journal import permissions
from journal.substitutes.day import Day, State
from journal.substitutes.facts import someone_away
from schoolmis import clock
from schoolmis.desk.panels import panel


@panel("journal.uncovered", permissions.SUBSTITUTE, order=21, wide=True)
def uncovered(request):
    """Who is not there today and which lessons nobody holds; None when everybody with lessons is there."""
    shown = Day(clock.today()) if someone_away(clock.today()) else None
    if shown is None or not shown.lines:
        return None
    rows = [line for line in shown.lines if line.state == State.OPEN]
    context = {"n": len(rows), "rows": rows, "drafted": shown.count(State.DRAFTED), "absent": len(shown.absent)}
    return "journal/panel_uncovered.html", context
