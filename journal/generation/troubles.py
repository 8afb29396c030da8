"""What no engine could do, told before it is tried. Pure but for the words."""

from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from journal.generation.task import Task
from schoolmis.structure.models import Group
from schoolmis.ui.dates import weekday

MOST_TOLD = 20


def troubles(task: Task) -> list[str]:
    """Sentences that name who has more lessons than hours, at most twenty."""
    if not task.activities:
        return [_("The teaching load is empty: there is nothing to place.")]
    told = [
        _("%(class)s has %(n)s hours a week, and its bells give place for %(most)s.")
        % {"class": task.classes[of], "n": many, "most": most}
        for of, many, most in _classes(task)
    ]
    sentences = {
        "teacher": _("%(name)s has %(n)s hours a week; there are %(most)s."),
        "room": _("Room %(name)s is to hold %(n)s lessons a week; there is place for %(most)s."),
    }
    closed = _("%(name)s has %(n)s hours a week, and can teach at %(most)s of the hours.")
    for need, many, most in _needs(task):
        sentence = closed if need[0] == "teacher" and task.closed.get(need[1]) else sentences[need[0]]
        told.append(sentence % {"name": task.names[need], "n": many, "most": most})
    told += _fixed(task)
    return told[:MOST_TOLD]


def _classes(task: Task):
    """A student's hours: those of the whole class and of the subgroups that the student goes to."""
    whole, parts = Counter(), Counter()
    for one in task.activities:
        if one.section.group.kind == Group.Kind.SUBGROUP:
            parts[one.section.group_id] += 1
        else:
            whole.update(one.classes)
    for of in task.classes:
        many = whole[of] + max((sum(parts[group] for group in part) for part in task.parts.get(of, ())), default=0)
        most = len(task.grid.of[of]) * task.days - len(task.taken.get(("class", of), ()))
        if many > most:
            yield of, many, most


def _needs(task: Task):
    """Teachers and rooms: in all hours that their classes have, and in the hours of one shift alone."""
    whose = defaultdict(Counter)
    for one in task.activities:
        columns = frozenset.intersection(*(frozenset(task.grid.of[of].values()) for of in one.classes))
        for need in one.needs:
            whose[need][columns] += 1
    for need, lessons in whose.items():
        holds = task.holds.get(need[1], 1) if need[0] == "room" else 1
        for hours in [*lessons, frozenset().union(*lessons)]:
            many = sum(count for columns, count in lessons.items() if columns <= hours)
            gone = sum(column in hours for _day, column in task.away(need))
            most = len(hours) * task.days * holds - gone
            if many > most:
                yield need, many, most
                break


def _fixed(task: Task):
    """Lessons that stay where a teacher of theirs cannot teach."""
    for one in task.activities:
        for key in one.teachers:
            if one.fixed in task.closed.get(key, ()):
                day, column = one.fixed
                yield _("%(name)s cannot teach: %(day)s, lesson %(number)s, and “%(lesson)s” is to stay there.") % {
                    "name": task.names["teacher", key],
                    "day": weekday(day),
                    "number": task.grid.number(one.classes[0], column),
                    "lesson": one.section,
                }
