from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal import conversations
from journal import permissions as may
from schoolmis.access import Role
from schoolmis.access.grants import roles_of
from schoolmis.access.permission import Decision
from schoolmis.ui.menu import ACCOUNT, JOURNAL, RESULTS, TIMETABLE, item, register, under


@dataclass(frozen=True)
class As:
    """A permission asked for one of its roles only: parents and students name the same page differently."""

    role: str
    permission: object
    by_standing = True

    def allows(self, user, obj=None) -> Decision:
        return self.permission.allows(user, obj) if self.role in roles_of(user) else Decision(False)


def add():
    """The journal's lines of the menu."""
    talks = {"permission": may.MESSAGES, "order": 9, "count": conversations.unread_count}
    child, own = As(Role.GUARDIAN, may.OWN_CHILD), As(Role.STUDENT, may.OWN_CHILD)
    register(
        item("journal:children", _("My children"), "child", child, 1, phone=True),
        item("journal:children", _("My marks"), "grid", own, 2, phone=True, code="journal.own"),
        item("journal:messages", pgettext_lazy("menu", "Messages"), "letter", **talks),
        item("journal:day", _("My day"), "day", may.DAY, 10, phone=True),
    )
    under(ACCOUNT, item("journal:calendar_address", _("Calendar on the phone"), "calendar", may.CALENDAR, 30))
    under(
        JOURNAL,
        item("journal:sections", _("Journals"), "grid", may.VIEW, 11, phone=True),
        item("journal:homework", _("Homework"), "book", may.CLASS_HOMEWORK, 12),
        item("journal:absences", _("Absences of students"), "calendar", may.REFINE_DAYS, 12),
        item("journal:plans", _("Plans"), "list", may.PLANS, 12),
        item("journal:behind", _("Journals behind"), "warning", may.BEHIND, 13),
        item("journal:checks", _("Remarks on journals"), "edit", may.CHECKS, 14),
        item("journal:weekly", _("Weekly sheets"), "print", may.WEEKLY, 15),
        item("journal:briefings", _("Safety briefings"), "warning", may.BRIEF, 15),
        item("journal:books", _("Class journals on paper"), "print", may.CLASS_BOOK, 16),
        item("journal:scales", _("Scales"), "list", may.SCALES, 17),
    )
    under(
        TIMETABLE,
        item("journal:timetable", _("Timetable"), "clock", may.SEE_TIMETABLE, 12, phone=True),
        item("journal:substitutions", _("Substitutions"), "move", may.SUBSTITUTE, 13),
    )
    under(RESULTS, item("journal:terms", _("Terms"), "lock", may.CLOSE, 13))
