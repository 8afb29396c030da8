"""Setting the timetable that was looked at: rooms that are new, then the lessons."""

from journal import permissions
from journal.actions import set_timetable
from journal.rules.timetable import Spot
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.imports.staging import Staged
from schoolmis.people.names import fold
from schoolmis.structure.actions import add_room


def import_timetable(staged: Staged, by: User, progress) -> list[tuple[str, dict]]:
    """R1-4.1/2: the classes of the file have its timetable from the day asked, and the lessons stand on their days."""
    plan, week = staged.plan, staged.plan.week
    grant = None if by.is_system else permissions.TIMETABLE.demand(by)
    with acting(by, grant=grant):
        rooms = dict(week.rooms)
        for name in plan.rooms_to_make:
            rooms[fold(name)] = add_room(name, by=by)
        slots = [
            Spot(*place, rooms[fold(room)].pk if room else None, weeks=weeks)
            for (*place, weeks), room in sorted(plan.slots.items())
        ]
        made, dropped = set_timetable(week.year, slots, starts_on=week.starts_on, by=by, sections=sorted(plan.scope))
    progress(len(staged.rows), len(staged.rows))
    return [("timetable_set", {"made": made, "dropped": dropped})]
