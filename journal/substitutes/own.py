"""Who really teaches a lesson, read from the orders: on a teacher's day, and beside one lesson (R3-5.1b)."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from journal.models import Lesson
from schoolmis.orders.models import Substitution


class Replacing:
    """The substitutions of a day in which `user` stands in for another, or another for her; one statement."""

    def __init__(self, user, day: date):
        rows = Substitution.objects.on(day).filter(Q(substitute__person__user=user) | Q(absent__person__user=user))
        rows = list(rows.select_related("substitute__person", "absent__person"))
        self.given = [row for row in rows if row.substitute.person.user_id == user.pk]
        self.ceded = [row for row in rows if row.absent.person.user_id == user.pk]

    @property
    def sections(self) -> set[int]:
        return {row.section_id for row in self.given}

    def mine(self, lesson: Lesson) -> bool:
        return any(covers(row, lesson) for row in self.given)

    def said(self, lesson: Lesson) -> str:
        """For whom she stands in, or who stands in for her; empty for a lesson like any other."""
        for row in self.given:
            if covers(row, lesson):
                return _("You stand in for %(name)s") % {"name": row.absent.person.short_name}
        for row in self.ceded:
            if covers(row, lesson):
                return _("%(name)s stands in for you") % {"name": row.substitute.person.short_name}
        return ""


def covers(row: Substitution, lesson: Lesson) -> bool:
    return row.section_id == lesson.section_id and row.number in (None, lesson.number)


def taught_by(lesson: Lesson) -> list[Substitution]:
    """The substitutions under which the lesson was given; without any its own teachers gave it."""
    rows = Substitution.objects.on(lesson.date).filter(section=lesson.section_id)
    rows = rows.filter(Q(number=None) | Q(number=lesson.number))
    return list(rows.select_related("substitute__person", "absent__person"))


def held_by(lesson: Lesson) -> str:
    """«held by Кадыров М. in place of Абдыракманова Ч.», empty where nobody stood in."""
    said = _("held by %(name)s in place of %(absent)s")
    names = ((row.substitute.person.short_name, row.absent.person.short_name) for row in taught_by(lesson))
    return "; ".join(said % {"name": name, "absent": absent} for name, absent in names)
