"""Places that FET found, put into the task."""

from journal.formats.fet_results import read_times
from journal.formats.xml import parse
from journal.generation.task import Activity, Task
from journal.generation.write import day_names
from journal.rules.timetable import Spot


def fix(task: Task, times: bytes) -> list[Activity]:
    """Every activity is fixed where FET placed it; the ones without a place are returned."""
    days = {name: at for at, name in enumerate(day_names(task), 1)}
    hours = {name: at for at, name in enumerate(task.grid.names)}
    told, left = read_times(parse(times)), []
    for one in task.activities:
        place = told.get(str(one.id))
        one.fixed = None
        if place and place.day in days and place.hour in hours:
            one.fixed = days[place.day], hours[place.hour]
        else:
            left.append(one)
    return left


def slots(task: Task) -> list[Spot]:
    """Every activity with a place, and the lessons that stayed where they were."""
    return task.kept + [
        Spot(one.section.pk, one.fixed[0], task.grid.number(one.classes[0], one.fixed[1]), one.room, one.locked)
        for one in task.activities
        if one.fixed
    ]
