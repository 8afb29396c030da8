"""What a substitute's right reaches: the lessons of the days of the order, nothing else of the journal (R3-5.1b)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from schoolmis.access.grants import Grant
from schoolmis.access.permission import EVERYWHERE, Decision, Denied, Permission


def why() -> str:
    return _("You stand in for another teacher: only the lessons of your order are yours to fill (R3-5.1b).")


@dataclass(frozen=True, eq=False)
class Lasting(Permission):
    """A right of those who have the journal itself, not of who stands in on some days."""

    def grants(self, user):
        return [grant for grant in super().grants(user) if grant.first is None]

    def allows(self, user, obj=None):
        decision = super().allows(user, obj)
        if not decision and any(grant.role in self.roles for grant in super().grants(user) if _names(grant, obj)):
            return Decision(False, reason=why())
        return decision


def _names(grant, section) -> bool:
    return grant.first is not None and (section is None or grant.section == section.pk)


@dataclass(frozen=True)
class Reach:
    """The substitutions that alone give somebody a journal; without any the whole journal is theirs."""

    rights: tuple[Grant, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.rights

    def covers(self, day: date, number: int) -> bool:
        return self.is_whole or any(right.covers(day, number) for right in self.rights)

    def demand(self, lesson) -> None:
        if not self.covers(lesson.date, lesson.number):
            raise Denied(why())


def reach(permission: Permission, user, section) -> Reach:
    """How far the right of `user` goes in the journal of `section`; the right itself is asked elsewhere."""
    mine = permission.grants(user)
    if any(permission.roles[grant.role] is EVERYWHERE for grant in mine):
        return Reach()
    of_section = [grant for grant in mine if grant.section == section.pk]
    return Reach() if any(grant.first is None for grant in of_section) else Reach(tuple(of_section))
