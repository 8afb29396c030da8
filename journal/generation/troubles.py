"""What no engine could do, told before it is tried. Pure but for the words."""

from collections import Counter

from django.utils.translation import gettext as _

from journal.generation.task import Task
from schoolmis.structure.models import Group


def troubles(task: Task) -> list[str]:
    """Sentences, at most twenty."""
    told = []
    if not task.activities:
        told.append(_("The teaching load is empty: there is nothing to place."))
    hours = Counter()
    for one in task.activities:
        if one.section.group.kind != Group.Kind.SUBGROUP:
            hours.update(one.classes)
    for of, many in hours.items():
        most = len(task.grid.of[of]) * task.days
        if many > most:
            told.append(
                _("%(class)s has %(n)s hours a week, and its bells give place for %(most)s.")
                % {"class": task.classes[of], "n": many, "most": most}
            )
    teachers = Counter(key for one in task.activities for key in one.teachers)
    most = len(task.grid.columns) * task.days
    for key, many in teachers.items():
        if many > most:
            name = task.names["teacher", key]
            told.append(
                _("%(name)s has %(n)s hours a week; there are %(most)s.") % {"name": name, "n": many, "most": most}
            )
    return told[:20]
