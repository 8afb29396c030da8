"""The lessons that were looked at become a draft version of the timetable."""

from journal import permissions
from journal.actions.versions import fill_version, start_version
from journal.rules.timetable import Spot
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.imports.staging import Staged
from schoolmis.people.names import fold
from schoolmis.structure.actions import add_room


def draft_timetable(staged: Staged, by: User, progress) -> list[tuple[str, dict]]:
    """R1-4.1/2: rooms that are new, then a draft of the whole school's week; classes not in the file keep theirs."""
    plan, week = staged.plan, staged.plan.week
    grant = permissions.TIMETABLE.demand(by)
    with acting(by, grant=grant):
        rooms = dict(week.rooms)
        for name in plan.rooms_to_make:
            rooms[fold(name)] = add_room(name, by=by)
        others = {place: room for place, room in week.slots.items() if place[0] not in plan.scope}
        slots = [
            Spot(*place, rooms[fold(room)].pk if room else None, weeks=weeks)
            for (*place, weeks), room in (others | plan.slots).items()
        ]
        draft = start_version(week.year, plan.name, starts_on=week.starts_on, by=by, copied=False)
        fill_version(draft, slots, source=plan.source, by=by)
    progress(len(staged.rows), len(staged.rows))
    return [("timetable_drafted", {"name": plan.name, "n": len(slots), "version": draft.pk})]
